using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Deployments;

/// <summary>One deployment at a glance: what is done, what stops it, what to expect, who did what. One primary action by role and state.</summary>
public sealed partial class DeploymentHub
{
    private Actor actor = CurrentActor.Nobody;
    private DeploymentHubView? hub;
    private bool loaded;
    private Outcome? outcome;
    private string? done;
    private string? refusalTitle;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ReadHub Read { get; set; } = null!;

    [Inject]
    private SubmitDeployment Submit { get; set; } = null!;

    [Inject]
    private TakeBackRequest TakeBack { get; set; } = null!;

    [Inject]
    private PostponeDeployment Postpone { get; set; } = null!;

    [Inject]
    private CancelDeployment Cancel { get; set; } = null!;

    [Inject]
    private HandOverPlan HandOver { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private bool MayCallOff => Permissions.WritePlans.IsDoneBy(actor) && hub!.Standing.IsAhead && hub.HistoricalSource is null;

    // Officers on the street have their own page while it runs, and afterwards until it is closed down.
    private bool MayEngage => Permissions.RecordEngagements.IsSeenBy(actor) && (hub!.Standing.IsRunning || hub.State == DeploymentState.Ended);

    private bool ReadsAudit => Permissions.SeeTheLog.IsSeenBy(actor);

    private string Sub
    {
        get
        {
            var place = string.Join(", ", new[] { hub!.Plan.Place.Venue, hub.Plan.Place.Area }.Where(p => !string.IsNullOrWhiteSpace(p)));
            var when = hub.Plan.Window is { } window ? ForceTime.SpanBelow(hub.Plan.Name, window.Start, window.End) : "No date yet";
            return string.Join(" · ", new[] { when, place }.Where(p => p.Length > 0));
        }
    }

    private IReadOnlyList<string> Lines
    {
        get
        {
            var lines = new List<string>();
            if (hub!.Hand is { } hand)
                lines.Add(hand.Last is { } last ? $"Looked after by {hand.Name}, handed over by {last.By.Name} on {ForceTime.DateAndTime(last.By.At)}: {Words.AsSentence(last.Reason)}" : $"Looked after by {hand.Name}.");
            if (hub.Deadline is { } deadline)
                lines.Add($"Next: {deadline.InWords}. {deadline.Because}{(deadline.Outside is { } outside ? $" {outside.Sentence}" : "")}");
            return lines;
        }
    }

    private string PolicyLine => hub!.Policy is not { } policy ? "No policy is in force on this day."
        : hub.PolicyIsPinned ? $"Under “{policy}”, fixed when authority was asked for." : $"Under “{policy}”, in force on the day. It is fixed when authority is asked for.";

    private string AfterLine => hub!.HistoricalSource is not null ? "This case happened before Lfr; its rules are shown with its record."
        : hub.Standing.IsRunning ? "The rules were asked when it went live, inside the same step that minted the licence. The live room shows how it runs."
        : hub.State is DeploymentState.Cancelled or DeploymentState.Refused ? "It will not run, so nothing is asked of it any more." : "It ran. Its results are in its record.";

    private string NoSteps => hub!.HistoricalSource is not null ? "This case happened before Lfr. Nothing was done to it here." : "Nothing has happened yet.";

    private IReadOnlyList<TimelineStep> Steps => [.. hub!.Timeline.Select(e => e.Done
        ? new TimelineStep(e.At, e.Sentence.TrimEnd('.') + (e.Times > 1 ? $" ({e.Times} times)" : ""), e.Who, "")
        : new TimelineStep(e.At, e.Rules.Length > 0 ? $"Refused ({e.Rules.Replace(",", ", ", StringComparison.Ordinal)})" : "Refused", e.Who, e.Sentence) { WasRefused = true })];

    private IEnumerable<(string Tone, string Sentence, string Reason)> Banners
    {
        get
        {
            var h = hub!;
            if (h.HistoricalSource is { } source)
                yield return ("quiet", $"This case happened before Lfr. Source: {source}", "");
            if (h.Cancellation is { } cancelled)
                yield return ("bad", $"Cancelled by {cancelled.By.Name}, {ForceTime.DateAndTime(cancelled.By.At)}.", cancelled.Reason);
            if (h.State == DeploymentState.Draft && h.Plan.Window is null && h.Postponements is [var put, ..])
                yield return ("warn", $"Postponed from {ForceTime.Span(put.Window.Start, put.Window.End)} by {put.By.Name}. It needs a new date.", put.Reason);
            if (h.State == DeploymentState.Refused && h.Decisions is [var refused, ..])
                yield return ("bad", $"Authority was refused by {refused.By.Name}.", refused.Reasons);
            if (h.State == DeploymentState.Draft && h.Decisions is [{ Verdict: AuthorityVerdict.Returned } returned, ..])
                yield return ("warn", $"Sent back by {returned.By.Name}.", returned.Reasons);
            if (h.State == DeploymentState.Draft && h.Decisions is [{ Verdict: AuthorityVerdict.Revoked } revoked, ..])
                yield return ("bad", $"The authority was revoked by {revoked.By.Name}.", revoked.Reasons);
            if (h.State == DeploymentState.Draft && h.Plan.Window is not null && h.Decisions is [{ Verdict: AuthorityVerdict.Granted }, ..])
                yield return ("warn", "The plan changed after authority was granted, so it no longer covers it. Authority must be asked for again.", "");
            if (h.State == DeploymentState.Draft && h.Decisions is [{ Verdict: AuthorityVerdict.Lapsed } lapsed, ..])
                yield return ("bad", lapsed.Reasons, "");
            if (h.CountersignBy is { } until)
                yield return ("warn", $"The authority was granted urgently. It ends on {ForceTime.DateAndTime(until)} unless it is countersigned before.", "");
            foreach (var (what, other) in h.Clashes.Select(c => (c.What, c.Other(h.Id))))
                yield return ("warn", $"Booked twice: {what}, here and at {other.Plan.Name} ({other.Reference}), {ForceTime.Span(other.Plan.Window!.Start, other.Plan.Window.End)}. {Clash.WayOut}", "");
            if (h.State == DeploymentState.Ended && h.LastRun is { Ended: { } ended } run)
                yield return ("warn", $"It ended {ForceTime.DateAndTime(ended)}.", run.EndReason ?? "");
        }
    }

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) =>
        // Alerts and counters come several a second while it is live; nothing of them stands on this page.
        change.Kind switch
        {
            ChangeKind.Alert or ChangeKind.WorkerReport => false,
            ChangeKind.Worker => hub is not { Standing.IsRunning: true },
            _ => change.DeploymentId == Id,
        };

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Actors.GetAsync(Leaving);
        hub = await Read.RunAsync(actor, Id, Leaving);
        loaded = true;
    }

    private static string GateTitle(Gate gate) => gate switch
    {
        Gate.Submit => "To ask for authority",
        Gate.Authorise => "To be authorised",
        _ => "To go live",
    };

    private static string Tally(IReadOnlyList<Finding> findings)
    {
        var (blocks, warns) = (findings.Count(f => f.Blocks), findings.Count(f => f.Weight == Weight.Warn));
        if (blocks + warns == 0)
            return "nothing stops it";
        var parts = new[] { blocks > 0 ? $"{blocks} {(blocks == 1 ? "blocks" : "block")}" : "", warns > 0 ? $"{warns} {(warns == 1 ? "warns" : "warn")}" : "" };
        return string.Join(", ", parts.Where(p => p.Length > 0));
    }

    private Task StepAsync(StepCommand command) => command switch
    {
        StepCommand.Submit => DoAsync(a => Submit.RunAsync(a, Id, hub!.Revision, Leaving), "Authority was asked for. The plan is fixed until there is an answer.", "Authority was not asked for"),
        StepCommand.TakeBack => DoAsync(a => TakeBack.RunAsync(a, Id, hub!.Revision, Leaving), "The request is taken back. The plan can be changed again.", "The request was not taken back"),
        _ => Task.CompletedTask,
    };

    private async Task SubmitUrgentlyAsync()
    {
        var h = hub!;
        if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion("Ask for authority urgently?", "Ask urgently", "For danger to life and for serious harm only. An urgent authority stands for some hours, and ends by itself unless it is countersigned.",
                "Why it cannot wait", "The officers who decide read this, and it stays on record.")) is { } why)
            await DoAsync(a => Submit.RunAsync(a, Id, why, h.Revision, Leaving), "Authority was asked for urgently. The plan is fixed until there is an answer.", "Authority was not asked for");
    }

    private async Task HandOverAsync()
    {
        var h = hub!;
        if (await HandOverDialog.AskAsync(Dialogs, h.Hand!.Planner) is { } answer)
            await DoAsync(a => HandOver.RunAsync(a, Id, answer.To, answer.Reason, h.Revision, Leaving), $"{answer.Name} looks after it now.", "The plan was not handed over");
    }

    private async Task MoveAsync()
    {
        if (await MoveDialog.AskAsync(Dialogs, Id) is not { } moved)
            return;
        (done, outcome) = (moved, Outcome.Done);
        await ReadAfreshAsync();
    }

    private async Task PostponeAsync()
    {
        var h = hub!;
        List<string> falls = [$"The date, {ForceTime.Span(h.Plan.Window!.Start, h.Plan.Window.End)}, no longer applies. You set a new one in the plan."];
        falls.AddRange(WhatFalls.With(DeploymentStep.Postpone, DeploymentState.Draft, h.Standing));
        if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion("Postpone this deployment?", "Postpone", "This means:", "Why it is postponed",
                "The public reads this when a notice is published.", Consequences: falls)) is { } reason)
            await DoAsync(a => Postpone.RunAsync(a, Id, reason, h.Revision, Leaving), "Postponed. Set a new date in the plan.", "The deployment was not postponed");
    }

    private async Task CancelAsync()
    {
        // The page may hear of a change while the dialog is open: the answer is about what the dialog said.
        var h = hub!;
        var falls = WhatFalls.With(DeploymentStep.Cancel, DeploymentState.Cancelled, h.Standing);
        if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion("Cancel this deployment for good?", "Cancel the deployment", "", "Why it is cancelled",
                "The public reads this when a notice is published.", Grave: true, Consequences: falls)) is { } reason)
            await DoAsync(a => Cancel.RunAsync(a, Id, reason, h.Revision, Leaving), "Cancelled.", "The deployment was not cancelled");
    }

    private async Task DoAsync(Func<Actor, Task<Outcome>> command, string success, string refusal)
    {
        (done, refusalTitle) = (success, refusal);
        outcome = await command(await Actors.GetAsync(Leaving));
        await ReadAfreshAsync();
    }
}
