using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Deployments;

/// <summary>
/// Deployments by day, a month, a week or one day at a time, in days of the force's clock, with whoever and whatever is booked twice. What is shown stands in the address. Planners move deployments
/// here, by dragging or by a button: both lead to the same dialog, which says what falls.
/// </summary>
public sealed partial class DeploymentCalendar
{
    private CalendarView? view;
    private (DateOnly First, DateOnly Last, string Search)? read;
    private bool loaded;
    private bool isPlanner;
    private Guid? lifted;
    private string? moved;

    /// <summary>A day of what is shown, <c>2026-11-26</c>; anything else means today.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    public string? DayName { get; set; }

    /// <summary><c>week</c>, <c>day</c>, or anything else for the month.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewName { get; set; }

    /// <summary>Part of name, place or number.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [Inject]
    private ReadCalendar Read { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private DateOnly Today => ForceTime.Day(Time.GetUtcNow());

    private CalendarDays Days => CalendarDays.Read(ViewName, DayName, Today);

    private string Search => Query?.Trim() ?? "";

    private string Title => Days.Title;

    private string TableAddress => Address(Days.Shown).Replace(LfrRoutes.Calendar, LfrRoutes.CalendarTable, StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind == ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (read == (Days.First, Days.Last, Search))
            return;
        moved = null;
        await ReadAfreshAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        var (actor, days) = (await Actors.GetAsync(Leaving), Days);
        isPlanner = Permissions.WritePlans.IsDoneBy(actor);
        read = (days.First, days.Last, Search);
        view = await Read.RunAsync(actor, days.First, days.Last, Search, Leaving);
        loaded = true;
    }

    private IReadOnlyList<CalendarItem> Of(DateOnly day) => [.. view!.Items.Where(i => ForceTime.Day(i.Window.Start) <= day && ForceTime.Day(i.Window.End.AddTicks(-1)) >= day)];

    private string? Holiday(DateOnly day) => BankHolidays.NameOf(day, view!.Holidays) is { } name ? Words.Capital(name) : null;

    private bool Clashing(Guid id) => view!.Clashes.Any(c => c.Concerns(id));

    private bool MayMove(Guid id) => isPlanner && view!.Items.Any(i => i.Id == id && i.MayBeMoved);

    private async Task DropAsync(DateOnly day, int? hour = null)
    {
        // Something else may be dropped here: a file, a link, what another tab let go.
        if (lifted is not { } id || !isPlanner)
            return;
        lifted = null;
        if (hour is not null || !(view!.Items.FirstOrDefault(i => i.Id == id) is { } item && ForceTime.Day(item.Window.Start) == day))
            await MoveAsync(id, day, hour);
    }

    private async Task MoveAsync(Guid id, DateOnly? day = null, int? hour = null)
    {
        moved = await MoveDialog.AskAsync(Dialogs, id, day, hour);
        if (moved is not null)
            await ReadAfreshAsync();
    }

    // People stand in the step for staff, a van in that for the connection: the way out begins where the one that clashes is named.
    private static string PlanOf(Clash clash, PlannedUse use)
    {
        var step = clash.People.Count > 0 ? PlanStep.Staff : clash.Van is not null ? PlanStep.Offline : PlanStep.Cameras;
        return LfrRoutes.PlanField(use.Id, step.Address(), step switch { PlanStep.Staff => "serving", PlanStep.Offline => "offline-choice", _ => "add-camera" });
    }

    private string ClassOf(DateOnly day, int items) =>
        string.Join(' ', new[] { day == Today ? "today" : "", Days.Span == CalendarSpan.Month && day.Month != Days.Shown.Month ? "other" : "", items == 0 ? "none" : "" }.Where(c => c.Length > 0));

    private static string HoursOn(Window window, DateOnly day)
    {
        var (begins, ends) = (ForceTime.Day(window.Start) == day, ForceTime.Day(window.End.AddTicks(-1)) == day);
        return (begins, ends) switch
        {
            (true, true) => $"{ForceTime.Time(window.Start)}–{ForceTime.Time(window.End)}",
            (true, false) => $"from {ForceTime.Time(window.Start)}",
            (false, true) => $"until {ForceTime.Time(window.End)}",
            _ => "all day",
        };
    }

    private string Address(DateOnly day, CalendarSpan? span = null) =>
        $"{LfrRoutes.Calendar}?view={(Days with { Span = span ?? Days.Span }).Word}&day={DateLine.Iso(day)}{(Search.Length > 0 ? $"&q={Uri.EscapeDataString(Search)}" : "")}";
}
