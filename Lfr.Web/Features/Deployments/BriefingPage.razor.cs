using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>The briefing of a team, on a screen and on paper: a sheet for everybody, and one for each duty.</summary>
public sealed partial class BriefingPage
{
    private BriefingSheet? sheet;
    private bool loaded;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ReadBriefing Read { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    private string Below => sheet!.Plan.Window is { } window ? ForceTime.SpanBelow(sheet.Plan.Name, window.Start, window.End) : "No date yet";

    private string When => sheet!.Plan.Window is { } window ? ForceTime.SpanWithWeekday(window.Start, window.End) : "no date yet";

    private IEnumerable<(string Label, string Text)> Facts
    {
        get
        {
            var (plan, place) = (sheet!.Plan, sheet.Plan.Place);
            yield return ("When", When);
            yield return ("Where", string.Join(", ", new[] { place.Venue, place.Area }.Where(t => t.Length > 0)));
            yield return ("Recognition zone", Said(place.Zone));
            yield return ("Another way", Said(place.AlternativeRoute));
            yield return ("Purpose", Said(plan.Grounds.Purpose));
            yield return ("Sensitive sites", Said(plan.Grounds.SensitiveSites));
            yield return ("Authority", sheet.Authority is { } granted ? $"{granted.By.Name}, {ForceTime.DateAndTime(granted.By.At)}. {(granted.Conditions.Length > 0 ? $"Conditions: {granted.Conditions}" : "No conditions.")}" : "None yet.");
            yield return ("Policy", sheet.Policy ?? "None is in force.");
            yield return ("Cameras", plan.Cameras.Count == 0 ? "not said" : string.Join("; ", plan.Cameras.Select(c => c.View.Length > 0 ? $"{c.Name}: {c.View}" : c.Name)));
            yield return ("Signs", sheet.Signs.Count == 0 ? "none listed yet" : string.Join("; ", sheet.Signs));
            yield return ("Watchlist", sheet.ListSize == 0 ? "not sealed yet" : Words.Count(sheet.ListSize, "person", "people"));
        }
    }

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Deployment or ChangeKind.Watchlist;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        sheet = await Read.RunAsync(await Actors.GetAsync(Leaving), Id, Leaving);
        loaded = true;
    }

    private static string Said(string text) => string.IsNullOrWhiteSpace(text) ? "not said" : text;
}
