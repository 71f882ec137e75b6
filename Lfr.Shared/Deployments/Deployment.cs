using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <summary>
/// A deployment from the first draft to the published record. People decide; only <see cref="GoLive"/> starts anything, and only a live run
/// lets the engine compare. Every method either changes the state or says why not.
/// </summary>
public sealed partial class Deployment : IAggregate
{
    private Deployment()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>What people call it: <c>2026-014</c>, <c>2026-1000</c>.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>Year of its reference; <see langword="null"/> for a historical case.</summary>
    public int? Year { get; private set; }

    /// <summary>Its number within <see cref="Year"/>, from 1; <see langword="null"/> for a historical case.</summary>
    public int? Number { get; private set; }

    /// <summary>State.</summary>
    public DeploymentState State { get; private set; }

    /// <summary>What the planner wrote.</summary>
    public Plan Plan { get; private set; } = null!;

    /// <summary>Planner who owns it.</summary>
    public Signature PlannedBy { get; private set; } = null!;

    /// <summary>Policy pinned when it was submitted; <see langword="null"/> before. Rules use the policy in force until then.</summary>
    public string? PolicyId { get; private set; }

    /// <summary>Hash of that pack's file as it was when authority was asked for (<see cref="PolicyPack.Hash"/>); <see langword="null"/> before, and for what was asked for under an earlier release.</summary>
    public string? PolicyHash { get; private set; }

    /// <summary>When authority was last asked for.</summary>
    public Signature? SubmittedBy { get; private set; }

    /// <summary>Answers of authorising officers, oldest first.</summary>
    public IReadOnlyList<AuthorityDecision> Decisions { get; private set; } = [];

    /// <summary>Postponements, oldest first.</summary>
    public IReadOnlyList<Postponement> Postponements { get; private set; } = [];

    /// <summary>Handovers to another planner, oldest first.</summary>
    public IReadOnlyList<Handover> Handovers { get; private set; } = [];

    /// <summary>Account of the planner who looks after it now: whoever it was handed to last, or whoever started it.</summary>
    public Guid Planner => LastHandover?.To ?? PlannedBy.UserId;

    /// <summary>The last handover; <see langword="null"/> while it is with whoever started it.</summary>
    public Handover? LastHandover => Handovers is [.., var last] ? last : null;

    /// <summary>Cancellation.</summary>
    public Cancellation? Cancellation { get; private set; }

    /// <summary>Runs, oldest first.</summary>
    public IReadOnlyList<Run> Runs { get; private set; } = [];

    /// <summary>When the list's biometrics were destroyed; <see langword="null"/> before. Pictures of alerts have times of their own.</summary>
    public ListPurge? Purge { get; private set; }

    /// <summary>Name of the plan, kept beside it so that lists can be searched.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Venue of the plan, kept beside it so that lists can be searched.</summary>
    public string Venue { get; private set; } = "";

    /// <summary>Start of the window, kept beside the plan so that lists can be sorted; <see langword="null"/> while undecided.</summary>
    public DateTimeOffset? Starts { get; private set; }

    /// <summary>End of the window.</summary>
    public DateTimeOffset? Ends { get; private set; }

    /// <summary>Since when it has no window; <see langword="null"/> while it has one, or when it lost it before Lfr kept the moment.</summary>
    public DateTimeOffset? UndatedSince { get; private set; }

    /// <summary>For a historical case that Lfr did not run: where its facts come from. <see langword="null"/> otherwise.</summary>
    public string? HistoricalSource { get; private set; }

    /// <summary>
    /// The authority that covers the plan as it is now, or <see langword="null"/>. One that fell never comes back by itself, though the plan be changed back
    /// to what it covered.
    /// </summary>
    public AuthorityDecision? Authority =>
        State is not (DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Refused or DeploymentState.Cancelled)
        && Decisions is [.., { Verdict: AuthorityVerdict.Granted } last] && Plan.HasHash(last.PlanHash) ? last : null;

    /// <summary>The run under way, or <see langword="null"/>.</summary>
    public Run? CurrentRun => Runs is [.., { Ended: null } last] ? last : null;

    /// <summary>When the last run ended.</summary>
    public DateTimeOffset? EndedAt => Runs is [.., { Ended: { } ended }] ? ended : null;

    /// <summary>Starts a draft, the <paramref name="number"/>th of <paramref name="year"/>.</summary>
    public static Deployment Draft(Guid id, int year, int number, Plan plan, Actor planner, DateTimeOffset now)
    {
        var deployment = new Deployment { Id = id, Reference = $"{year:0000}-{number:000}", Year = year, Number = number, State = DeploymentState.Draft, PlannedBy = planner.Sign(now) };
        deployment.Take(plan, now);
        return deployment;
    }

    /// <summary>Keeps a case that happened before Lfr: closed, with its source, under the policy of its day.</summary>
    public static Deployment Historical(Guid id, string reference, Plan plan, string policyId, string source, Signature enteredBy)
    {
        var deployment = new Deployment
        {
            Id = id,
            Reference = reference,
            State = DeploymentState.Published,
            PlannedBy = enteredBy,
            PolicyId = policyId,
            HistoricalSource = source,
        };
        deployment.Take(plan, enteredBy.At);
        return deployment;
    }

    /// <summary>Whether its list may be added to, changed and signed off; otherwise why not.</summary>
    public Outcome MayChangeList(DateTimeOffset now) => State switch
    {
        DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised or DeploymentState.Live or DeploymentState.Paused => Outcome.Done,
        // A run that was stopped early may be started again inside the window, with a list that was mended meanwhile.
        DeploymentState.Ended when Authority is not null && Purge is null && Plan.Window?.Contains(now) == true => Outcome.Done,
        DeploymentState.Ended => Outcome.WrongState(
            "The list can no longer be changed: the deployment is over and cannot run again.", "Close the deployment down; that deletes the list."),
        DeploymentState.Refused or DeploymentState.Cancelled => Outcome.WrongState(
            $"The list can no longer be changed: the deployment was {State.InWords()} and its list was deleted.", "Plan a new deployment if it is still needed."),
        _ => Outcome.WrongState("The list can no longer be changed: the deployment is closed down and its list was deleted.", "Plan a new deployment if it is still needed."),
    };

    /// <summary>Whether its notice may be written, published and amended; otherwise why not.</summary>
    public Outcome MayAnnounce() => State switch
    {
        DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised or DeploymentState.Live or DeploymentState.Paused => Outcome.Done,
        DeploymentState.Refused or DeploymentState.Cancelled =>
            Outcome.WrongState($"There is nothing to announce: the deployment was {State.InWords()} and will not take place.", "Plan a new deployment if it is still needed."),
        _ => Outcome.WrongState("There is nothing left to announce: the deployment is over.", "Write its record, which tells the public the results."),
    };

    /// <summary>Whether its notice may be taken back without cancelling or postponing it; otherwise why not.</summary>
    public Outcome MayWithdrawNotice() => State is DeploymentState.Live or DeploymentState.Paused
        ? Outcome.WrongState("The notice cannot be withdrawn while the deployment runs: people walk past its cameras and must be able to read why.", "Stop the run first.")
        : MayAnnounce();

    /// <summary>
    /// Changes the plan. Before submission freely; once authorised, a change of anything the authority or the notice rests on takes the
    /// deployment back to a draft (R17). Not while it waits for an answer, and not once it ran.
    /// </summary>
    public Outcome ChangePlan(Plan plan, DateTimeOffset now)
    {
        if (State is DeploymentState.Draft or DeploymentState.Authorised && DateRanges.Judge(DateRanges.OfPlan(plan, Plan, now)) is { Succeeded: false } impossible)
            return impossible;
        switch (State)
        {
            case DeploymentState.Draft:
                Take(plan, now);
                return Outcome.Done;
            case DeploymentState.Authorised:
                Take(plan, now);
                if (Authority is null)
                    State = DeploymentState.Draft;
                return Outcome.Done;
            case DeploymentState.Submitted:
                return Outcome.WrongState("The plan waits for the authorising officer's answer.", "Take the request back first, then change the plan.");
            default:
                return Outcome.WrongState($"The plan can no longer be changed: the deployment is {State.InSentence()}.");
        }
    }

    /// <summary>Asks for authority. The rules of <see cref="Gate.Submit"/> must hold; the policy is pinned here.</summary>
    public Outcome Submit(Actor planner, PolicyPack policy, IEnumerable<Finding> findings, DateTimeOffset now, string? urgency = null)
    {
        if (State != DeploymentState.Draft)
            return Outcome.WrongState($"Authority cannot be asked for: the deployment is {State.InSentence()}.");
        if (urgency is not null && policy.Urgent is null)
            return Outcome.WrongState($"The policy “{policy.Title}” has no urgent route.", "Ask for authority in the usual way.");
        if (urgency is not null && string.IsNullOrWhiteSpace(urgency))
            return Outcome.Incomplete("Nothing says why it cannot wait.", "Enter whose life is in danger, or what serious harm is to be averted.");
        if (Outcome.From(findings) is { Succeeded: false } refused)
            return refused;
        State = DeploymentState.Submitted;
        (PolicyId, PolicyHash) = (policy.Id, policy.Hash.Length > 0 ? policy.Hash : null);
        SubmittedBy = planner.Sign(now);
        (Urgency, UrgentUntil) = (urgency is null ? null : new UrgentRequest(urgency.Trim(), planner.Sign(now)), null);
        return Outcome.Done;
    }

    /// <summary>Takes the request for authority back.</summary>
    public Outcome TakeBack()
    {
        if (State != DeploymentState.Submitted)
            return Outcome.WrongState($"There is nothing to take back: the deployment is {State.InSentence()}.");
        State = DeploymentState.Draft;
        return Outcome.Done;
    }

    /// <summary>
    /// Grants, refuses or returns. The rules of <see cref="Gate.Authorise"/> must hold for a grant; a refusal and a return only need a reason.
    /// Starts nothing. <paramref name="planHashRead"/> is the hash of the plan on the officer's screen.
    /// </summary>
    public Outcome Decide(
        AuthorityVerdict verdict, string reasons, string conditions, string planHashRead, Actor officer, IEnumerable<Finding> findings, DateTimeOffset now,
        DateTimeOffset? countersignBy = null, OutsideAuthority? outside = null)
    {
        if (verdict is not (AuthorityVerdict.Granted or AuthorityVerdict.Refused or AuthorityVerdict.Returned))
            return Outcome.Incomplete("A request for authority is granted, refused or returned.", "Choose one of the three.");
        if (State != DeploymentState.Submitted)
            return Outcome.WrongState($"There is nothing to decide: the deployment is {State.InSentence()}.");
        if (string.IsNullOrWhiteSpace(reasons))
            return Outcome.Incomplete("No reasons are given.", "Enter the reasons for the decision.");
        if (!Plan.HasHash(planHashRead))
            return Outcome.Conflict("The plan was changed while you were reading it.", "Read it again, then decide.");
        if (verdict == AuthorityVerdict.Granted && Outcome.From(findings) is { Succeeded: false } refused)
            return refused;
        // Conditions bind what was granted; a refusal has none.
        Append(new AuthorityDecision(verdict, reasons.Trim(), verdict == AuthorityVerdict.Granted ? conditions.Trim() : "", officer.Sign(now), PolicyId!, Plan.Hash())
        {
            CountersignBy = verdict == AuthorityVerdict.Granted ? countersignBy : null,
            Outside = outside,
        });
        UrgentUntil = Decisions[^1].CountersignBy;
        State = verdict switch
        {
            AuthorityVerdict.Granted => DeploymentState.Authorised,
            AuthorityVerdict.Refused => DeploymentState.Refused,
            _ => DeploymentState.Draft,
        };
        return Outcome.Done;
    }

    /// <summary>Takes a granted authority back; ends a run at once. After a run that was stopped early it rules out another.</summary>
    public Outcome Revoke(string reasons, Actor officer, DateTimeOffset now)
    {
        if (State is not (DeploymentState.Authorised or DeploymentState.Live or DeploymentState.Paused or DeploymentState.Ended)
            || HasLostAuthority)
            return Outcome.WrongState($"There is no authority to revoke: the deployment is {State.InSentence()}.");
        if (string.IsNullOrWhiteSpace(reasons))
            return Outcome.Incomplete("No reasons are given.", "Enter the reasons for revoking the authority.");
        Append(new AuthorityDecision(AuthorityVerdict.Revoked, reasons.Trim(), "", officer.Sign(now), PolicyId!, Plan.Hash()));
        if (State == DeploymentState.Authorised)
            State = DeploymentState.Draft;
        else if (CurrentRun is { } run)
            End(run, RunEnd.Revoked, reasons.Trim(), officer.Sign(now), CommandDuty.AuthorisingOfficer);
        return Outcome.Done;
    }

    /// <summary>Puts it off: back to a draft without a window. Authority, notice and list fall with it (R17); the caller withdraws the notice and reopens the list.</summary>
    public Outcome Postpone(string reason, Actor planner, bool noticeIsPublished, bool watchlistIsSealed, DateTimeOffset now)
    {
        if (State is not (DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised) || Plan.Window is null)
            return Outcome.WrongState(Plan.Window is null
                ? "There is no date to put off."
                : $"It can no longer be postponed: the deployment is {State.InSentence()}.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("No reason is given.", "Enter why it is postponed. The public reads this.");
        Postponements = [.. Postponements, new Postponement(reason.Trim(), Plan.Window, planner.Sign(now), Authority is not null, noticeIsPublished, watchlistIsSealed)];
        Take(Plan with { Window = null }, now);
        State = DeploymentState.Draft;
        return Outcome.Done;
    }

    /// <summary>Calls it off for good.</summary>
    public Outcome Cancel(string reason, Actor planner, DateTimeOffset now)
    {
        if (State is not (DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised))
            return Outcome.WrongState($"It can no longer be cancelled: the deployment is {State.InSentence()}.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("No reason is given.", "Enter why it is cancelled. The public reads this.");
        Cancellation = new Cancellation(reason.Trim(), planner.Sign(now));
        State = DeploymentState.Cancelled;
        return Outcome.Done;
    }

    /// <summary>Hands it to another planner, who looks after it from now on. What was planned, decided and published stays as it is.</summary>
    public Outcome HandOver(Guid to, string name, string reason, Actor by, DateTimeOffset now)
    {
        if (State is DeploymentState.Published or DeploymentState.Cancelled or DeploymentState.Refused)
            return Outcome.WrongState($"There is nothing to hand over: the deployment is {State.InSentence()}.");
        if (to == Planner)
            return Outcome.WrongState($"{name} looks after it already.", "Choose somebody else.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete(NoReason, "Enter why it is handed over, and what is still to be done.");
        Handovers = [.. Handovers, new Handover(to, name, reason.Trim(), by.Sign(now))];
        return Outcome.Done;
    }

    /// <summary>Keeps when the list's biometrics were destroyed. The first time stays: nothing can be destroyed twice.</summary>
    public void RecordPurge(ListPurge purge) => Purge ??= purge;

    /// <summary>Whether it may be closed down: the runs are over and every alert has an outcome. Otherwise why not.</summary>
    public Outcome MayCloseDown(int unresolvedAlerts)
    {
        if (State != DeploymentState.Ended)
            return Outcome.WrongState($"It cannot be closed down: the deployment is {State.InSentence()}.");
        return unresolvedAlerts switch
        {
            0 => Outcome.Done,
            1 => Outcome.WrongState("One alert still has no outcome.", "Record its outcome first: the operator or the engagement officer can."),
            _ => Outcome.WrongState(
                $"{unresolvedAlerts} alerts still have no outcome.", "Record their outcomes first: the operator or the engagement officer can."),
        };
    }

    /// <summary>
    /// Closes down: the list is destroyed. Pictures of alerts may still be kept, each until it falls due. Needs every alert to have an outcome.
    /// </summary>
    public Outcome CloseDown(ListPurge purge, int unresolvedAlerts)
    {
        if (MayCloseDown(unresolvedAlerts) is { Succeeded: false } refused)
            return refused;
        RecordPurge(purge);
        State = DeploymentState.Debriefed;
        return Outcome.Done;
    }

    /// <summary>The record is public.</summary>
    public Outcome PublishRecord()
    {
        if (State != DeploymentState.Debriefed)
            return Outcome.WrongState($"There is no record to publish: the deployment is {State.InSentence()}.");
        if (Authority?.CountersignBy is { } until)
            return Outcome.WrongState("Its urgent authority is neither countersigned nor refused, and the record has to say which.", $"Ask another authorising officer to answer, or wait until it ends by itself on {Words.Moment(until)}.");
        State = DeploymentState.Published;
        return Outcome.Done;
    }

    private void Take(Plan plan, DateTimeOffset now)
    {
        UndatedSince = plan.Window is not null ? null : UndatedSince is null && (Plan is null || Plan.Window is not null) ? now : UndatedSince;
        Plan = plan;
        Name = plan.Name;
        Venue = plan.Place.Venue;
        Starts = plan.Window?.Start;
        Ends = plan.Window?.End;
    }

    private void Append(AuthorityDecision decision) => Decisions = [.. Decisions, decision];
}
