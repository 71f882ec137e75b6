using Lfr.Shared.Alerts;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>The outcome in four taps: found? who was it, and how do you know? what happened? leaflet? The last tap saves.</summary>
public sealed partial class EngagementForm
{
    private static readonly string[] Means = ["documents", "police photograph", "fingerprints"];

    private EngagementOutcome? found;
    private IdentityCheck? identity;
    private string identifiedBy = "";
    private Disposal? disposal;
    private string notes = "";
    private bool busy;
    private Outcome? outcome;

    /// <summary>The alert.</summary>
    [Parameter]
    [EditorRequired]
    public Guid AlertId { get; set; }

    /// <summary>Category of the entry: what may happen depends on it.</summary>
    [Parameter]
    public EntryCategory? Category { get; set; }

    /// <summary>It is recorded.</summary>
    [Parameter]
    public EventCallback OnRecorded { get; set; }

    [Inject]
    private RecordEngagement Record { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    /// <summary>What may have happened, the likely first; somebody who is not the person sought was not arrested on this alert.</summary>
    public static IReadOnlyList<Disposal> Disposals(IdentityCheck identity, EntryCategory? category) => (identity, category) switch
    {
        (IdentityCheck.ConfirmedFalse, _) => [Disposal.MistakenIdentity, Disposal.NoFurtherAction],
        (IdentityCheck.NotEstablished, _) => [Disposal.NoFurtherAction, Disposal.Safeguarded],
        // Somebody who is missing or at risk is looked after; that is never counted as an arrest.
        (_, EntryCategory.MissingAtRisk or EntryCategory.WitnessOrVictim) => [Disposal.Safeguarded, Disposal.NoFurtherAction, Disposal.NoLongerWanted],
        (_, EntryCategory.SubjectToOrder) =>
            [Disposal.OrderCompliedWith, Disposal.OrderBreached, Disposal.Arrest, Disposal.ReportedForSummons, Disposal.NoFurtherAction, Disposal.NoLongerWanted],
        _ => [Disposal.Arrest, Disposal.ReportedForSummons, Disposal.Safeguarded, Disposal.NoFurtherAction, Disposal.NoLongerWanted, Disposal.OrderCompliedWith, Disposal.OrderBreached],
    };

    private void Identify(IdentityCheck check, string means)
    {
        (identity, identifiedBy) = (check, means);
        if (disposal is { } chosen && !Disposals(check, Category).Contains(chosen))
            disposal = null;
    }

    private async Task SaveAsync(bool leaflet)
    {
        if (busy || found is not { } what)
            return;
        busy = true;
        try
        {
            var spoken = what == EngagementOutcome.Engaged;
            var report = new EngagementReport(
                what,
                spoken ? identity ?? IdentityCheck.NotEstablished : IdentityCheck.NotEstablished,
                spoken ? identifiedBy : "",
                spoken ? disposal ?? Disposal.NotApplicable : Disposal.NotApplicable,
                leaflet,
                notes);
            var answer = await Record.RunAsync(await Current.GetAsync(), AlertId, report, CancellationToken.None);
            outcome = answer.Succeeded ? null : answer;
            if (answer.Succeeded)
                await OnRecorded.InvokeAsync();
        }
        finally
        {
            busy = false;
        }
    }
}
