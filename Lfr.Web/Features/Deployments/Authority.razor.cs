using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Deployments;

/// <summary>
/// The authorising officer reads the whole plan on one page and answers. The answer names the plan that was on the screen: one that changed
/// meanwhile is never decided unread.
/// </summary>
public sealed partial class Authority
{
    private static readonly (AuthorityVerdict Verdict, string Label, string Meaning)[] Choices =
    [
        (AuthorityVerdict.Granted, "Grant", "The plan as it stands may go on, with your conditions."),
        (AuthorityVerdict.Returned, "Send back", "The planner changes it and asks again. Say what is missing."),
        (AuthorityVerdict.Refused, "Refuse", "For good: this deployment cannot be taken up again."),
    ];

    private Actor actor = CurrentActor.Nobody;
    private AuthoritySheet? sheet;
    private AuthoritySheet? newer;
    private string? deciding;
    private bool loaded;
    private DecisionDraft draft = new();
    private readonly FormProblems problems = new();
    private Outcome? outcome;
    private string? done;
    private string? refusalTitle;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ReadAuthority Read { get; set; } = null!;

    [Inject]
    private DecideAuthority Decide { get; set; } = null!;

    [Inject]
    private RevokeAuthority Revoke { get; set; } = null!;

    [Inject]
    private CountersignAuthority Countersign { get; set; } = null!;

    [Inject]
    private RefuseCountersignature RefuseToCountersign { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private IReadOnlyList<Finding> Unmet => [.. sheet!.Findings.Where(f => f.Weight != Weight.Met)];

    private IReadOnlyList<Finding> MetOnes => [.. sheet!.Findings.Where(f => f.Weight == Weight.Met)];

    private string Sub => sheet!.SubmittedBy is { } by && sheet.State == DeploymentState.Submitted
        ? $"Asked for by {by.Name}, {by.RankInWords(sheet.Policy)}, {ForceTime.DateAndTime(by.At)}"
        : $"Planned by {sheet.PlannedBy.Name}, {sheet.PlannedBy.RankInWords(sheet.Policy)}";

    private IReadOnlyList<string> Falls => draft.Verdict switch
    {
        AuthorityVerdict.Returned => WhatFalls.With(DeploymentStep.Return, DeploymentState.Draft, sheet!.Standing),
        AuthorityVerdict.Refused => WhatFalls.With(DeploymentStep.Refuse, DeploymentState.Refused, sheet!.Standing),
        _ => [],
    };

    private bool AsksOutside => sheet!.Policy is { Authority: not PolicyAuthority.PoliceOfficer };

    private string Label => draft.Verdict switch
    {
        AuthorityVerdict.Granted => "Grant authority",
        AuthorityVerdict.Returned => "Send back to the planner",
        AuthorityVerdict.Refused => "Refuse for good",
        _ => "Choose an answer",
    };

    private string NoDecisionLine => (sheet!.State, actor.Is(Roles.AuthorisingOfficer)) switch
    {
        (DeploymentState.Submitted, false) => "It waits for an authorising officer, who decides here. The planner can take the request back.",
        (DeploymentState.Draft, _) => "Nothing is asked for yet: the planner is still writing.",
        (DeploymentState.Authorised, true) => "Authority is granted. You can revoke it at any time, also while it is live; a run ends at once.",
        (DeploymentState.Authorised or DeploymentState.Live or DeploymentState.Paused, false) => "Authority is granted. An authorising officer can revoke it at any time.",
        (DeploymentState.Live or DeploymentState.Paused, true) => "It runs under this authority. Revoking it ends the run at once.",
        _ => $"There is nothing to decide: the deployment is {sheet.State.InSentence()}.",
    };

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Deployment or ChangeKind.Watchlist;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => OpenAsync();

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Actors.GetAsync(Leaving);
        var now = await Read.RunAsync(actor, Id, Leaving);
        // Another plan never slips under the eyes of somebody who is about to decide, not even when the request was taken back and made again meanwhile.
        if (deciding is not null && now is not null && now.PlanHash != deciding)
            newer = now;
        else
            (sheet, newer) = (now, null);
        if (sheet is { MayDecide: true } shown)
            deciding ??= shown.PlanHash;
        loaded = true;
    }

    private Task OpenAsync()
    {
        (sheet, deciding) = (null, null);
        return ReadAfreshAsync();
    }

    // The answer that was being given was about the plan before.
    private void ReadNewer() => (sheet, newer, deciding, draft.Verdict) = (newer, null, newer is { MayDecide: true } ? newer.PlanHash : null, null);

    private void Choose(AuthorityVerdict? chosen)
    {
        draft.Verdict = chosen;
        Changed();
    }

    private void Changed()
    {
        problems.Update(Wrong);
        // What was refused was another answer.
        if (outcome is { Succeeded: false })
            outcome = null;
    }

    private IReadOnlyList<FieldProblem> Wrong() => FormProblems.Of(new DecisionDraftValidator().Validate(draft));

    private async Task DecideAsync()
    {
        outcome = null;
        if (problems.Refuse(Wrong()) || draft.Verdict is not { } chosen)
            return;

        await DoAsync(
            a => Decide.RunAsync(a, Id, chosen, draft.Reasons, chosen == AuthorityVerdict.Granted ? draft.Conditions : "",
                chosen == AuthorityVerdict.Granted && AsksOutside ? OutsideAuthority.Of(draft.OutsideName, draft.OutsideReference) : null, sheet!.PlanHash, sheet.Revision, Leaving),
            chosen switch
            {
                AuthorityVerdict.Granted => "Authority is granted. Nothing has started: an operator goes live inside the window, if everything else is in place.",
                AuthorityVerdict.Returned => "The plan is with the planner again.",
                _ => "Authority is refused.",
            },
            "Nothing was decided");
    }

    private async Task CountersignAsync(UrgentAnswer answer)
    {
        var shown = sheet!;
        List<string> falls = answer.Agrees ? [] :
        [
            shown.State is DeploymentState.Live or DeploymentState.Paused ? "The run ends at once and cannot be started again." : "The deployment cannot run any more.",
            .. shown.Policy?.Urgent?.Refusal == UrgentRefusal.StopAndDelete ? ["The list and all pictures of alerts are destroyed at once."] : (string[])[],
        ];
        var question = answer.Agrees
            ? new ReasonQuestion("Countersign the urgent authority?", "Countersign", "", "Reasons", "They go on record under your name and rank.")
            : new ReasonQuestion("Refuse to countersign?", "Refuse", "", "Reasons", "They go on record under your name and rank.", Grave: true, Consequences: falls);
        if (await ReasonDialog.AskAsync(Dialogs, question) is { } why)
        {
            await DoAsync(a => answer.Agrees
                    ? Countersign.RunAsync(a, Id, why, answer.Outside, shown.PlanHash, shown.Revision, Leaving) : RefuseToCountersign.RunAsync(a, Id, why, answer.Outside, Leaving),
                answer.Agrees ? "Countersigned. It is an authority like any other now." : "Refused. Nothing runs any more.", "Nothing was decided");
        }
    }

    private async Task RevokeAsync()
    {
        var running = sheet!.State is DeploymentState.Live or DeploymentState.Paused;
        List<string> falls = [.. WhatFalls.With(DeploymentStep.Revoke, running ? DeploymentState.Ended : DeploymentState.Draft, sheet.Standing)];
        if (running)
            falls.Add("Alerts that are open must still get an outcome.");
        if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion("Revoke the authority?", "Revoke", "", "Reasons", "They go on record under your name and rank.",
                Grave: true, Consequences: falls)) is { } why)
            await DoAsync(a => Revoke.RunAsync(a, Id, why, Leaving), running ? "The authority is revoked; the run ended." : "The authority is revoked.", "The authority was not revoked");
    }

    private async Task DoAsync(Func<Actor, Task<Outcome>> command, string success, string refusal)
    {
        (done, refusalTitle) = (success, refusal);
        outcome = await command(await Actors.GetAsync(Leaving));
        if (!outcome.Succeeded)
            return;
        draft = new DecisionDraft();
        await OpenAsync();
    }
}
