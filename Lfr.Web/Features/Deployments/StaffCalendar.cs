using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Lfr.Shared;
using Lfr.Shared.Deployments;
using Lfr.Web.Components;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments;

/// <summary>
/// The deployments for the calendar program of one of the staff (iCalendar, RFC 5545), at an address that only they have. It holds what a list of deployments shows, and nothing of a watchlist,
/// of staff or of anybody's reasons.
/// </summary>
public static class StaffCalendar
{
    /// <summary>The limit on how often one machine may ask.</summary>
    public const string Limit = "staff-calendar";

    /// <summary>Maps it. No sign-in: a calendar program has none, and the key in the address stands for it.</summary>
    public static void Map(WebApplication app) => app.MapGet(LfrRoutes.StaffCalendarTemplate, AnswerAsync).AllowAnonymous().RequireRateLimiting(Limit);

    private static async Task<IResult> AnswerAsync(string key, ReadStaffCalendar read, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store, private";
        return await read.RunAsync(key, cancellationToken) is { } items
            ? Results.Text(Write(items, $"{http.Request.Scheme}://{http.Request.Host}"), CalendarFile.MediaType, Encoding.UTF8)
            : Results.Text("This address answers nobody: it was never one of ours, or it was taken back. Make another one on your account’s page in Lfr.", "text/plain", Encoding.UTF8, StatusCodes.Status404NotFound);
    }

    /// <summary>The calendar.</summary>
    /// <param name="items">What it holds.</param>
    /// <param name="site">Scheme and name of the site: <c>https://lfr.force.example</c>.</param>
    internal static string Write(IReadOnlyList<StaffCalendarItem> items, string site) => CalendarFile.Write("Deployments", items.Select(i => new CalendarEvent
    {
        // Unique by itself (RFC 7986, 5.3): the same deployment, by whatever name this site is called today.
        Uid = $"{i.Id:D}",
        Sequence = (int)Math.Min(i.Revision, int.MaxValue),
        DtStamp = CalendarFile.Moment(i.ChangedAt),
        DtStart = CalendarFile.Moment(i.Window.Start),
        DtEnd = CalendarFile.Moment(i.Window.End),
        Status = i switch
        {
            { State: DeploymentState.Cancelled or DeploymentState.Refused } => EventStatus.Cancelled,
            // Put off is not called off, and what waits for authority may still be refused.
            { IsPostponed: true } or { State: DeploymentState.Draft or DeploymentState.Submitted } => EventStatus.Tentative,
            _ => EventStatus.Confirmed,
        },
        Summary = PlainText.Clean(i.IsPostponed ? $"Postponed: {i.Name}" : i.Name),
        Location = PlainText.Clean(i.Place),
        Description = PlainText.Clean($"Live facial recognition, {(i.IsPostponed ? "postponed without a new date" : i.State.InWords())}. {site}{LfrRoutes.Deployment(i.Id)}"),
    }));
}
