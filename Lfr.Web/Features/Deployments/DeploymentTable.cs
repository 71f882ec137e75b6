using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments;

/// <summary>List, board and calendar of deployments as files: what the page shows with the same filter and order, all of it. They name nobody on a list.</summary>
public static class DeploymentTable
{
    private static readonly IReadOnlyList<CsvColumn<DeploymentRow>> Columns =
    [
        new("reference", r => r.Reference), new("name", r => r.Name), new("place", r => r.Place), new("starts", r => r.Window?.Start), new("ends", r => r.Window?.End),
        new("state", r => r.State.InWords()), new("next", r => r.Next?.Why),
    ];

    private static readonly IReadOnlyList<CsvColumn<(BoardColumn Column, BoardCard Card)>> BoardColumns =
    [
        new("column", c => DeploymentBoard.TitleOf(c.Column)), new("reference", c => c.Card.Row.Reference), new("name", c => c.Card.Row.Name), new("place", c => c.Card.Row.Place),
        new("starts", c => c.Card.Row.Window?.Start), new("ends", c => c.Card.Row.Window?.End), new("state", c => c.Card.Row.State.InWords()), new("readiness", c => c.Card.Readiness),
        new("next_deadline", c => c.Card.Deadline?.What), new("due", c => c.Card.Deadline?.Due), new("ask_before", c => c.Card.Deadline?.Outside?.AskBefore),
    ];

    private static readonly IReadOnlyList<CsvColumn<(CalendarItem Item, string Twice)>> CalendarColumns =
    [
        new("reference", c => c.Item.Reference), new("name", c => c.Item.Name), new("place", c => c.Item.Venue), new("starts", c => c.Item.Window.Start), new("ends", c => c.Item.Window.End),
        new("state", c => c.Item.State.InWords()), new("booked_twice", c => c.Twice),
    ];

    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(LfrRoutes.DeploymentsTable, AnswerAsync).RequireAuthorization();
        app.MapGet(LfrRoutes.BoardTable, BoardAsync).RequireAuthorization();
        app.MapGet(LfrRoutes.CalendarTable, CalendarAsync).RequireAuthorization();
    }

    private static async Task<IResult> BoardAsync(string? q, CurrentActor current, ReadBoard board, HttpContext http, CancellationToken cancellationToken)
    {
        var actor = await current.GetAsync(cancellationToken);
        return Answer(http, actor, BoardColumns, (await board.RunAsync(actor, q?.Trim() ?? "", int.MaxValue, cancellationToken))?.SelectMany(l => l.Cards.Select(c => (l.Column, c))), "lfr-board.csv");
    }

    private static async Task<IResult> CalendarAsync(
        string? q, string? view, string? day, CurrentActor current, ReadCalendar calendar, TimeProvider time, HttpContext http, CancellationToken cancellationToken)
    {
        var (actor, days) = (await current.GetAsync(cancellationToken), CalendarDays.Read(view, day, ForceTime.Day(time.GetUtcNow())));
        var shown = await calendar.RunAsync(actor, days.First, days.Last, q?.Trim() ?? "", cancellationToken);
        return Answer(http, actor, CalendarColumns,
            shown?.Items.Select(i => (i, string.Join("; ", shown.Clashes.Where(c => c.Concerns(i.Id)).Select(c => $"{c.What} (also {c.Other(i.Id).Reference})")))), "lfr-calendar.csv");
    }

    private static IResult Answer<T>(HttpContext http, Actor actor, IReadOnlyList<CsvColumn<T>> columns, IEnumerable<T>? rows, string name)
    {
        http.Response.Headers.CacheControl = "no-store, private";
        return rows is null ? NotShown.Answer(Permissions.Of(actor, [.. Permissions.SeeDeployments.See]), LfrRoutes.Home) : Results.File(CsvTable.Write(columns, rows), CsvTable.MediaType, name);
    }

    private static async Task<IResult> AnswerAsync(
        string? q, string? show, string? sort, bool? desc, CurrentActor current, ListDeployments list, HttpContext http, CancellationToken cancellationToken)
    {
        var actor = await current.GetAsync(cancellationToken);
        return Answer(http, actor, Columns, (await list.RunAsync(actor, DeploymentFilter.From(q, show, sort, desc), 0, int.MaxValue, cancellationToken))?.Rows, "lfr-deployments.csv");
    }
}
