using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <content>The urgent route (R05): granted for some hours, countersigned in that time, or over.</content>
public sealed partial class Deployment
{
    /// <summary>Set while the last request for authority was an urgent one.</summary>
    public UrgentRequest? Urgency { get; private set; }

    /// <summary>Until when an authority that was granted urgently ran without a countersignature, kept beside the decisions so that it can be looked for; a licence under it ends then.</summary>
    public DateTimeOffset? UrgentUntil { get; private set; }

    /// <summary>Whether the authority stands only until it is countersigned.</summary>
    public bool AwaitsCountersignature => Authority?.CountersignBy is not null;

    /// <summary>Whether an authority that was granted fell, so that nothing may start again under it.</summary>
    private bool HasLostAuthority => Decisions is [.., { Verdict: AuthorityVerdict.Revoked or AuthorityVerdict.Refused or AuthorityVerdict.Lapsed }];

    /// <summary>Countersigns an urgent authority.</summary>
    /// <param name="reasons">Why.</param>
    /// <param name="planHashRead">Hash of the plan on the officer's screen.</param>
    /// <param name="officer">Who countersigns, or records the answer of the judge or body.</param>
    /// <param name="policy">The deployment's policy.</param>
    /// <param name="outside">Judge or body, where the policy asks for one.</param>
    /// <param name="now">When.</param>
    public Outcome Countersign(string reasons, string planHashRead, Actor officer, PolicyPack policy, OutsideAuthority? outside, DateTimeOffset now)
    {
        if (MayAnswer(reasons, officer, policy, outside) is { Succeeded: false } refused)
            return refused;
        if (!Plan.HasHash(planHashRead))
            return Outcome.Conflict("The plan was changed while you were reading it.", "Read it again, then decide.");
        var granted = Authority!;
        if (now >= granted.CountersignBy)
            return Outcome.WrongState($"It had to be countersigned by {Words.Moment(granted.CountersignBy.Value)}.", "Ask for authority again.");
        Append(new AuthorityDecision(AuthorityVerdict.Granted, reasons.Trim(), granted.Conditions, officer.Sign(now), PolicyId!, Plan.Hash()) { Outside = outside });
        return Outcome.Done;
    }

    /// <summary>
    /// Refuses to countersign, which ends a run at once and rules out another; what else it destroys is the policy's to say and the caller's to do. Whatever somebody changed meanwhile, a refusal counts.
    /// </summary>
    /// <param name="reasons">Why.</param>
    /// <param name="officer">Who refuses, or records the answer of the judge or body.</param>
    /// <param name="policy">The deployment's policy.</param>
    /// <param name="outside">Judge or body, where the policy asks for one.</param>
    /// <param name="now">When.</param>
    public Outcome RefuseCountersignature(string reasons, Actor officer, PolicyPack policy, OutsideAuthority? outside, DateTimeOffset now)
    {
        if (MayAnswer(reasons, officer, policy, outside) is { Succeeded: false } refused)
            return refused;
        Append(new AuthorityDecision(AuthorityVerdict.Refused, reasons.Trim(), "", officer.Sign(now), PolicyId!, Plan.Hash()) { Outside = outside });
        EndUrgently(reasons.Trim(), officer.Sign(now), CommandDuty.AuthorisingOfficer, DeploymentState.Refused);
        return Outcome.Done;
    }

    /// <summary>The time for the countersignature is over: the authority ends by itself, and a run with it. Destroys nothing, so that a clock that was set destroys nothing (ADR 22).</summary>
    public Outcome LapseUrgent(DateTimeOffset now)
    {
        if (Authority?.CountersignBy is not { } until)
            return Outcome.WrongState("No urgent authority waits to be countersigned.");
        var reason = $"Nobody countersigned the urgent authority by {Words.Moment(until)}.";
        Append(new AuthorityDecision(AuthorityVerdict.Lapsed, reason, "", Actor.System.Sign(now), PolicyId!, Plan.Hash()));
        EndUrgently(reason, Actor.System.Sign(now), null, DeploymentState.Draft);
        return Outcome.Done;
    }

    private Outcome MayAnswer(string reasons, Actor officer, PolicyPack policy, OutsideAuthority? outside)
    {
        if (Authority is not { CountersignBy: not null } granted)
        {
            return Decisions is [.., { Verdict: AuthorityVerdict.Granted or AuthorityVerdict.Refused or AuthorityVerdict.Lapsed, By: var by }] && UrgentUntil is not null
                ? Outcome.Conflict($"{by.Name} answered this at {Words.Time(by.At)}.", NothingToDo)
                : Outcome.WrongState($"No urgent authority waits to be countersigned: the deployment is {State.InSentence()}.");
        }

        if (string.IsNullOrWhiteSpace(reasons))
            return Outcome.Incomplete("No reasons are given.", "Enter the reasons for the decision.");
        if (officer.UserId == granted.By.UserId)
            return Outcome.NotYourRole("You granted this authority urgently and cannot countersign it yourself.", "Leave the countersignature to another authorising officer.");
        if (policy.Authority == PolicyAuthority.PoliceOfficer && officer.Rank < policy.CountersigningRankFor(Plan))
            return Outcome.NotYourRole($"{officer.Name} is of the rank of {officer.Rank.InWords(policy)}; at least {policy.CountersigningRankFor(Plan).InWords(policy)} is needed to countersign.", "Leave it to an officer of that rank.");
        return policy.Authority != PolicyAuthority.PoliceOfficer && outside is null
            ? Outcome.Incomplete($"The answer is {policy.AuthorityInWords()}’s, and nothing says whose it is.", "Enter who decided, and the reference of the decision.")
            : Outcome.Done;
    }

    private void EndUrgently(string reason, Signature by, CommandDuty? duty, DeploymentState beforeARun)
    {
        if (State == DeploymentState.Authorised)
            State = beforeARun;
        else if (CurrentRun is { } run)
            End(run, RunEnd.Revoked, reason, by, duty);
    }
}
