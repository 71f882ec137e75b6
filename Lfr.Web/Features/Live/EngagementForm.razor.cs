using Lfr.Shared.Alerts;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components.Forms;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>How a report stands to those that were there before.</summary>
public enum ReportMode
{
    /// <summary>The person has seen no other report.</summary>
    First,

    /// <summary>The person corrects what was reported.</summary>
    Correction,

    /// <summary>A third person decides between reports that differ.</summary>
    Decision,
}

/// <summary>The outcome in four taps: found? who was it, and how do you know? what happened? leaflet? The last tap saves.</summary>
public sealed partial class EngagementForm
{
    private static readonly string[] Means = ["documents", "police photograph", "fingerprints"];

    private EngagementDraft draft = new();
    private readonly FormProblems problems = new();
    private KeptWords? words;
    private bool busy;
    private Outcome? outcome;

    /// <summary>The alert.</summary>
    [Parameter]
    [EditorRequired]
    public Guid AlertId { get; set; }

    /// <summary>Category of the entry: what may happen depends on it.</summary>
    [Parameter]
    [EditorRequired]
    public EntryCategory Category { get; set; }

    /// <summary>Policy of the deployment, which says what can come of its categories.</summary>
    [Parameter]
    public PolicyPack? Policy { get; set; }

    /// <summary>How the report stands to others.</summary>
    [Parameter]
    public ReportMode Mode { get; set; }

    /// <summary>Number of reports that the person saw when they began to fill this in.</summary>
    [Parameter]
    public int ReportsSeen { get; set; }

    /// <summary>The person has begun to fill it in: it must not vanish because somebody else saves first.</summary>
    [Parameter]
    public EventCallback OnStarted { get; set; }

    /// <summary>It is recorded.</summary>
    [Parameter]
    public EventCallback OnRecorded { get; set; }

    [Inject]
    private RecordEngagement Record { get; set; } = null!;

    [Inject]
    private CorrectEngagement Correct { get; set; } = null!;

    [Inject]
    private DecideEngagement Decide { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    private IReadOnlyList<Disposal> Disposals(IdentityCheck known) => PossibleOutcomes.Disposals(EngagementOutcome.Engaged, known, Category, Policy);

    private async Task FindAsync(EngagementOutcome choice)
    {
        draft.Found = choice;
        await OnStarted.InvokeAsync();
    }

    private void Identify(IdentityCheck check, string means)
    {
        (draft.Identity, draft.IdentifiedBy) = (check, means);
        if (draft.Disposal is { } chosen && !Disposals(check).Contains(chosen))
            draft.Disposal = null;
    }

    private IReadOnlyList<FieldProblem> Wrong() => FormProblems.Of(new EngagementDraftValidator().Validate(draft));

    private async Task SaveAsync(bool leaflet)
    {
        if (busy || draft.Found is not { } what || problems.Refuse(Wrong()))
            return;
        busy = true;
        try
        {
            var answer = await SaveAsync(draft.ToReport(what, leaflet));
            outcome = answer.Succeeded ? null : answer;
            if (!answer.Succeeded)
                return;
            draft = new EngagementDraft();
            await words!.ForgetAsync();
            await OnRecorded.InvokeAsync();
        }
        finally
        {
            busy = false;
        }
    }

    private async Task<Outcome> SaveAsync(EngagementReport report)
    {
        var actor = await Current.GetAsync();
        return Mode switch
        {
            ReportMode.First => await Record.RunAsync(actor, AlertId, report, CancellationToken.None),
            ReportMode.Correction => await Correct.RunAsync(actor, AlertId, report, ReportsSeen, CancellationToken.None),
            _ => await Decide.RunAsync(actor, AlertId, report, ReportsSeen, CancellationToken.None),
        };
    }
}
