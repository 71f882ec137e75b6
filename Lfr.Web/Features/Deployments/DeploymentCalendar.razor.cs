using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>Deployments by day, a month or a week at a time, in London's days, with whoever is booked twice. What is shown stands in the address.</summary>
public sealed partial class DeploymentCalendar
{
    private CalendarView? view;
    private (DateOnly First, DateOnly Last)? read;
    private bool loaded;
    private bool isPlanner;

    /// <summary>A day of what is shown, <c>2026-11-26</c>; anything else means today.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    public string? DayName { get; set; }

    /// <summary><c>week</c>, or anything else for the month.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewName { get; set; }

    [Inject]
    private ReadCalendar Read { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    private bool IsWeek => string.Equals(ViewName, "week", StringComparison.Ordinal);

    private DateOnly Today => LondonTime.Day(Time.GetUtcNow());

    // A year that no calendar has days before or after would be the end of the page.
    private DateOnly Shown => DateLine.Read(DayName) is { Year: > 1900 and < 2200 } day ? day : Today;

    private DateOnly First => Monday(IsWeek ? Shown : new DateOnly(Shown.Year, Shown.Month, 1));

    private DateOnly Last => (IsWeek ? First : Monday(new DateOnly(Shown.Year, Shown.Month, 1).AddMonths(1).AddDays(-1))).AddDays(6);

    private IEnumerable<DateOnly> Days => Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays);

    private DateOnly Before => IsWeek ? Shown.AddDays(-7) : new DateOnly(Shown.Year, Shown.Month, 1).AddMonths(-1);

    private DateOnly After => IsWeek ? Shown.AddDays(7) : new DateOnly(Shown.Year, Shown.Month, 1).AddMonths(1);

    private string Title => IsWeek ? $"{LondonTime.Date(First)} to {LondonTime.Date(Last)}" : LondonTime.Month(Shown);

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind == ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (read != (First, Last))
            await ReadAfreshAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        var actor = await Actors.GetAsync(Leaving);
        isPlanner = Permissions.WritePlans.IsDoneBy(actor);
        read = (First, Last);
        view = await Read.RunAsync(actor, First, Last, Leaving);
        loaded = true;
    }

    private IReadOnlyList<CalendarItem> Of(DateOnly day) => [.. view!.Items.Where(i => LondonTime.Day(i.Window.Start) <= day && LondonTime.Day(i.Window.End.AddTicks(-1)) >= day)];

    private bool Clashing(Guid id) => view!.Clashes.Any(c => c.Concerns(id));

    private string ClassOf(DateOnly day, int items) =>
        string.Join(' ', new[] { day == Today ? "today" : "", !IsWeek && day.Month != Shown.Month ? "other" : "", items == 0 ? "none" : "" }.Where(c => c.Length > 0));

    private static string HoursOn(Window window, DateOnly day)
    {
        var (begins, ends) = (LondonTime.Day(window.Start) == day, LondonTime.Day(window.End.AddTicks(-1)) == day);
        return (begins, ends) switch
        {
            (true, true) => $"{LondonTime.Time(window.Start)}–{LondonTime.Time(window.End)}",
            (true, false) => $"from {LondonTime.Time(window.Start)}",
            (false, true) => $"until {LondonTime.Time(window.End)}",
            _ => "all day",
        };
    }

    private string Address(DateOnly day, bool? week = null) =>
        $"{LfrRoutes.Calendar}?view={(week ?? IsWeek ? "week" : "month")}&day={DateLine.Iso(day)}";

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
