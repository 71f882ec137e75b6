using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>A weekly series: what stands in the way of each day is on the screen before any draft is made. The days that are shown are in the address.</summary>
public sealed partial class SeriesPage
{
    private readonly HashSet<DateOnly> leftOut = [];
    private readonly Dictionary<DateOnly, Guid> made = [];
    private readonly Dictionary<DateOnly, Outcome> results = [];
    private SeriesPreview? series;
    private (Guid, DateOnly, int, int)? read;
    private bool loaded;
    private bool busy;
    private string progress = "";
    private DateOnly? usual;

    /// <summary>The deployment whose plan is repeated.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "first")]
    private string? FirstName { get; set; }

    [SupplyParameterFromQuery(Name = "weeks")]
    private int? WeeksNamed { get; set; }

    [SupplyParameterFromQuery(Name = "count")]
    private int? CountNamed { get; set; }

    [Inject]
    private PreviewSeries Preview { get; set; } = null!;

    [Inject]
    private DraftDeployment Draft { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private DateOnly First => CalendarDays.Named(FirstName) ?? usual ?? ForceTime.Day(Time.GetUtcNow()).AddDays(7);

    private int Weeks => Math.Clamp(WeeksNamed ?? 1, 1, PreviewSeries.MostWeeks);

    private int Count => Math.Clamp(CountNamed ?? 4, 1, PreviewSeries.Most);

    private string Hours => $"Now: {ForceTime.SpanWithWeekday(series!.Plan.Window!.Start, series.Plan.Window.End)}";

    /// <summary>Days that become drafts, with the id that each becomes. What is planned already, or cannot be, is not chosen before somebody chooses it.</summary>
    private Dictionary<DateOnly, Guid> Chosen => series!.Days.Where(d => d.Problem is null && !leftOut.Contains(d.Day) && !results.GetValueOrDefault(d.Day, Outcome.Busy()).Succeeded).ToDictionary(d => d.Day, d => made[d.Day]);

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind == ChangeKind.Deployment && !busy;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (read != (Id, First, Weeks, Count))
            await ReadAfreshAsync();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        var actor = await Actors.GetAsync(Leaving);
        // A week after the day that is repeated, unless that is over: then a week from now, on the same weekday.
        if (usual is null && await Preview.RunAsync(actor, Id, First, 1, 1, Leaving) is { Plan.Window: { } hours })
            usual = Next(ForceTime.Day(hours.Start), ForceTime.Day(Time.GetUtcNow()));
        series = await Preview.RunAsync(actor, Id, First, Weeks, Count, Leaving);
        read = (Id, First, Weeks, Count);
        foreach (var day in series?.Days ?? [])
        {
            if (made.TryAdd(day.Day, Guid.CreateVersion7(Time.GetUtcNow())) && day.Planned.Count > 0)
                leftOut.Add(day.Day);
        }

        loaded = true;
    }

    private static DateOnly Next(DateOnly day, DateOnly today)
    {
        var next = day.AddDays(7);
        return next > today ? next : next.AddDays(7 * (((today.DayNumber - next.DayNumber) / 7) + 1));
    }

    private void Go((string Name, object? Value) changed) => Navigation.Show(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["first"] = DateLine.Iso(First), ["weeks"] = Weeks, ["count"] = Count, [changed.Name] = changed.Value,
    });

    private void Choose(SeriesDay day)
    {
        if (!leftOut.Remove(day.Day))
            leftOut.Add(day.Day);
    }

    private async Task MakeAsync()
    {
        var chosen = Chosen;
        busy = true;
        try
        {
            foreach (var (day, outcome) in await SeriesRound.RunAsync(Draft, () => Actors.GetAsync(Leaving), series!, chosen, (before, day) => Tell($"{before + 1} of {chosen.Count}: {ForceTime.WeekdayAndDay(day)}"), Leaving))
                results[day] = outcome;
        }
        finally
        {
            busy = false;
        }

        await ReadAfreshAsync();
    }

    private void Tell(string words)
    {
        progress = words;
        StateHasChanged();
    }
}
