using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>
/// One assessment of a deployment: planners write it, the data protection officer gives an opinion, an authorising officer approves it, and either of the last two publishes it. Who reads it keeps
/// what was on the screen: words that changed meanwhile are never decided unread.
/// </summary>
public sealed partial class AssessmentPage
{
    private AssessmentView? view;
    private AssessmentView? newer;
    private AssessmentForm form = AssessmentForm.Empty;
    private readonly Dictionary<string, string> withheld = new(StringComparer.Ordinal);
    private Outcome? outcome;
    private string? done;
    private OpinionAdvice? advice;
    private string opinionText = "";
    private string reasons = "";
    private bool loaded;
    private bool filled;
    private bool isBusy;
    private bool isMine;
    private Actor actor = CurrentActor.Nobody;
    private (Guid Id, AssessmentKind? Kind) shown;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Kind, as it stands in the address.</summary>
    [Parameter]
    public string Kind { get; set; } = "";

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadAssessment Reads { get; set; } = null!;

    [Inject]
    private WriteAssessment Write { get; set; } = null!;

    [Inject]
    private SubmitAssessment Submit { get; set; } = null!;

    [Inject]
    private GiveAssessmentOpinion Advise { get; set; } = null!;

    [Inject]
    private DecideAssessment Decide { get; set; } = null!;

    [Inject]
    private PublishAssessment Publish { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Deployment or ChangeKind.Notice;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        if (isBusy)
            return;
        var kind = AssessmentAddress.Read(Kind);
        var fresh = kind is { } known ? await Reads.RunAsync(await Current.GetAsync(Leaving), Id, known, Leaving) : null;
        loaded = true;
        if (fresh is null || view is null || shown != (Id, kind) || isMine)
        {
            shown = (Id, kind);
            Show(fresh);
        }
        else if (fresh.Revision != view.Revision && (fresh.TextHash != view.TextHash || form.IsChanged))
        {
            // Others' words do not take the place of what is on the screen by themselves.
            newer = fresh;
        }
        else if (newer is null)
        {
            var typed = form;
            Show(fresh);
            if (typed.IsChanged)
                form = typed;
        }
    }

    private void Show(AssessmentView? fresh)
    {
        (view, newer, filled) = (fresh, null, true);
        form = fresh is null ? AssessmentForm.Empty : new AssessmentForm(fresh.Outline, fresh.Text);
        if (fresh?.Document?.Published is { } published && withheld.Count == 0)
        {
            foreach (var part in published.Withheld)
                withheld[part.Title] = part.Reason;
        }
    }

    private void TakeNewer()
    {
        (outcome, advice, opinionText, reasons) = (null, null, "", "");
        withheld.Clear();
        Show(newer);
    }

    private async Task SaveAsync()
    {
        if (DateLine.Read(form.ValidUntil) is null && form.ValidUntil.Length > 0)
            outcome = Outcome.Incomplete("What you entered under “Valid until” is not a day.", "Write it as 31/01/2019.");
        else
            await DoAsync(v => Write.RunAsync(actor, Id, v.Kind, form.ToText(), v.Revision, Leaving), "The text is saved.");
    }

    private async Task SubmitAsync()
    {
        if (form.IsChanged)
        {
            await SaveAsync();
            if (outcome is not { Succeeded: true })
                return;
        }

        await DoAsync(v => Submit.RunAsync(actor, Id, v.Kind, v.Revision, Leaving),
            AssessmentOutline.NeedsOpinion(view!.Kind) ? "It waits for the data protection officer’s opinion, then for an authorising officer." : "It waits for an authorising officer.");
    }

    private async Task AdviseAsync()
    {
        if (advice is not { } chosen)
        {
            outcome = Outcome.Incomplete("No advice is chosen.", "Choose what you advise.");
            return;
        }

        if (await DoAsync(v => Advise.RunAsync(actor, Id, v.Kind, chosen, opinionText, v.Revision, Leaving), "Your opinion is kept with the assessment."))
            (advice, opinionText) = (null, "");
    }

    private async Task DecideAsync(bool approves)
    {
        if (await DoAsync(v => Decide.RunAsync(actor, Id, v.Kind, approves, reasons, v.Revision, Leaving), approves ? "The version is approved." : "It went back to the planner."))
            reasons = "";
    }

    private Task PublishAsync() => DoAsync(
        v => Publish.RunAsync(actor, Id, v.Kind, v.Document!.Current!.Number, [.. withheld.Select(w => new WithheldPart(w.Key, w.Value))], v.Revision, Leaving),
        $"Version {view!.Document!.Current!.Number} is public.");

    // The page is read once more after what its reader did; what the feed says of it meanwhile is not somebody else's.
    private async Task<bool> DoAsync(Func<AssessmentView, Task<Outcome>> command, string sentence)
    {
        (actor, done) = (await Current.GetAsync(Leaving), sentence);
        isBusy = true;
        outcome = await command(view!);
        (isBusy, isMine) = (false, outcome.Succeeded);
        await ReadAfreshAsync();
        isMine = false;
        return outcome.Succeeded;
    }

    private void Withhold(string title, bool isWithheld)
    {
        if (isWithheld)
            withheld.TryAdd(title, "");
        else
            withheld.Remove(title);
    }

    private int NumberOf(string title) => view!.Document!.Current!.AllParts(view.Kind).Select(p => p.Title).ToList().IndexOf(title);

    // What is approved for this plan, word for word, needs no second approval.
    private bool MaySubmit(AssessmentView v) => v.PlanChanged || (v.Document is { IsWaiting: false } document && (form.IsChanged || !v.IsInForce || !document.Current!.Text.SaysTheSame(v.Text)));

    private static IReadOnlyList<AssessmentPart> PartsOf(AssessmentView v) => [.. v.Text.Parts, new AssessmentPart(AssessmentOutline.EvidenceTitle(v.Kind), v.Text.Evidence)];

    private static string AdviceOf(OpinionAdvice advice) => advice switch
    {
        OpinionAdvice.NoObjection => "no objection",
        OpinionAdvice.WithConditions => "no objection on conditions",
        _ => "against it",
    };

    private static string SubLine(AssessmentView v) => PolicyTerms.Of(v.Policy).SourceOf(v.Kind) is { Length: > 0 } source ? $"{v.Name} · {source}" : v.Name;

    private static (string Word, Tone Tone) StandOf(AssessmentView v) => v switch
    {
        { Document: null } => ("Not written", Tone.Quiet),
        { Document.WaitsForOpinion: true } => ("Waits for an opinion", Tone.Waiting),
        { Document.IsWaiting: true } => ("Waits for approval", Tone.Waiting),
        { IsInForce: true } => ($"Version {v.Document.Current!.Number} approved", Tone.Good),
        { Document.Current: not null } => ("For another plan", Tone.Bad),
        _ => ("Draft", Tone.Quiet),
    };

    private IReadOnlyList<(string Word, string? Address)> TrailOf(AssessmentView v) =>
        [("Deployments", LfrRoutes.Deployments), (v.Reference, LfrRoutes.Deployment(Id)), ("Plan", LfrRoutes.PlanStep(Id, PlanStep.Assessments.Address())), (v.Title, null)];
}
