using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Alerts;

/// <summary>
/// A suggestion by the engine that a passer-by may be somebody on the list. A person decides. Everything said about it is appended; a
/// correction supersedes, it does not erase. What two people say at the same moment is kept from both; if they differ, a third person decides.
/// </summary>
public sealed partial class Alert : IAggregate
{
    private Alert()
    {
    }

    /// <summary>Made by the worker; the key of idempotence.</summary>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Licence under which it was raised.</summary>
    public Guid LicenceId { get; private set; }

    /// <summary>Number within the deployment, from 1, without gaps: screens resume from it.</summary>
    public long Sequence { get; private set; }

    /// <summary>Camera.</summary>
    public Guid CameraId { get; private set; }

    /// <summary>Camera's name.</summary>
    public string CameraName { get; private set; } = "";

    /// <summary>Watchlist entry suggested.</summary>
    public Guid EntryId { get; private set; }

    /// <summary>Its reference.</summary>
    public string EntryReference { get; private set; } = "";

    /// <summary>Its category.</summary>
    public EntryCategory Category { get; private set; }

    /// <summary>When the engine raised it.</summary>
    public DateTimeOffset RaisedAt { get; private set; }

    /// <summary>When the database had it.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>What was measured. Hidden from the reviewer until there is an answer (R32).</summary>
    public AlertEvidence Evidence { get; private set; } = null!;

    /// <summary>State.</summary>
    public AlertState State { get; private set; }

    /// <summary>Who is looking at it; <see langword="null"/> while nobody is.</summary>
    public Signature? ClaimedBy { get; private set; }

    /// <summary>Answers, oldest first. <see cref="Answers"/> says which stand.</summary>
    public IReadOnlyList<Adjudication> Adjudications { get; private set; } = [];

    /// <summary>Status checks in the source system, oldest first (R33).</summary>
    public IReadOnlyList<StatusCheck> StatusChecks { get; private set; } = [];

    /// <summary>When officers were sent.</summary>
    public Signature? DispatchedBy { get; private set; }

    /// <summary>What officers reported, oldest first. <see cref="Reports"/> says which stand.</summary>
    public IReadOnlyList<Engagement> Engagements { get; private set; } = [];

    /// <summary>What it turned out to be; kept beside what was said, so that alerts can be counted where they lie.</summary>
    public AlertResult Result { get; private set; }

    /// <summary>Time from the alert to its first answer, seconds; kept for the same reason. <see langword="null"/> before the first.</summary>
    public double? SecondsToAnswer { get; private set; }

    /// <summary>When its face picture and template were destroyed; the frame goes with them or before.</summary>
    public DateTimeOffset? PurgedAt { get; private set; }

    /// <summary>The answers, weighed.</summary>
    public Weighed<Adjudication> Answers => Statement.Weigh(Adjudications);

    /// <summary>What officers reported, weighed.</summary>
    public Weighed<Engagement> Reports => Statement.Weigh(Engagements);

    /// <summary>The answer that counts; <see langword="null"/> while there is none, or two differ.</summary>
    public Adjudication? Adjudication => Answers.Counts;

    /// <summary>
    /// The outcome that counts: the officers' report, or that they were stood down because the person is no longer wanted. <see langword="null"/> while there is
    /// none, or two reports differ.
    /// </summary>
    public Engagement? Engagement => Engagements.Count > 0 ? Reports.Counts : IsFoundNoLongerWanted ? StoodDown(StatusChecks[^1]) : null;

    /// <summary>Whether the last status check said that the person is no longer wanted.</summary>
    public bool IsFoundNoLongerWanted => StatusChecks is [.., { StillWanted: false }];

    /// <summary>Whether nothing more is to be said about it.</summary>
    public bool IsResolved => State is AlertState.False or AlertState.NotDetermined or AlertState.Closed;

    /// <summary>Whether an answer was given by somebody who could see the score (R32): a change after it was shown.</summary>
    public bool WasAnsweredAfterTheScore => Adjudications.Any(a => a.ScoreShown);

    /// <summary>Whether two people ever differed about the person or the outcome.</summary>
    public bool WasDisputed => Answers.EverDiffered || Reports.EverDiffered;

    /// <summary>
    /// What is known of the entry's person since this alert; <see langword="null"/> while nothing is. An entry whose fate is known alerts nobody any more. While two
    /// reports differ, either of them counts here: a stop too few does less harm.
    /// </summary>
    public EntryFate? KnownFate =>
        Reports.Standing.Select(Fate).FirstOrDefault(f => f is not null) ?? (IsFoundNoLongerWanted ? EntryFate.NoLongerWanted : null);

    /// <summary>Keeps an alert that the worker raised.</summary>
    public static Alert Raise(
        AlertMessage message, long sequence, Guid deploymentId, string cameraName, WatchlistEntry entry, AlertEvidence evidence, DateTimeOffset now) => new()
    {
        Id = message.AlertId,
        DeploymentId = deploymentId,
        LicenceId = message.LicenceId,
        Sequence = sequence,
        CameraId = message.CameraId,
        CameraName = cameraName,
        EntryId = entry.Id,
        EntryReference = entry.Reference,
        Category = entry.Details.Category,
        RaisedAt = message.RaisedAt,
        ReceivedAt = now,
        Evidence = evidence,
        State = AlertState.Raised,
    };

    /// <summary>Somebody opens it. Two people may look; the first is shown as looking.</summary>
    public Outcome Claim(Actor reviewer, DateTimeOffset now)
    {
        if (State is not (AlertState.Raised or AlertState.UnderReview))
            return Outcome.WrongState($"Alert {Sequence} is already {State.InWords()}.");
        ClaimedBy ??= reviewer.Sign(now);
        Settle();
        return Outcome.Done;
    }

    /// <summary>Sends officers. Needs a person's "same" (R31) and a fresh status check (R33); <paramref name="findings"/> are the rules' answers.</summary>
    public Outcome Dispatch(Actor by, IEnumerable<Finding> findings, DateTimeOffset now)
    {
        if (State is AlertState.Dispatched or AlertState.Closed)
            return Outcome.WrongState($"Alert {Sequence} is already {State.InWords()}.");
        if (Outcome.From(findings) is { Succeeded: false } refused)
            return refused;
        if (State != AlertState.Credible)
            return Outcome.WrongState($"Alert {Sequence} is {State.InWords()}.");
        DispatchedBy = by.Sign(now);
        Settle();
        return Outcome.Done;
    }

    /// <summary>Its pictures and template are destroyed; numbers and answers stay.</summary>
    public void Purge(DateTimeOffset now)
    {
        PurgedAt ??= now;
        Evidence = Evidence with { ProbeImageBlobId = null, ContextImageBlobId = null, ProbeTemplateBlobId = null };
    }

    /// <summary>Its frame is destroyed; face picture and template stay until they fall due.</summary>
    public void PurgeContextFrame() => Evidence = Evidence with { ContextImageBlobId = null };

    /// <summary>The one place that says where an alert stands, from what was said about it.</summary>
    private void Settle()
    {
        State = this switch
        {
            { Reports.Disagreement: not null } => AlertState.Disputed,
            { Engagements.Count: > 0 } or { IsFoundNoLongerWanted: true } => AlertState.Closed,
            { Answers.Disagreement: not null } => AlertState.Disputed,
            { DispatchedBy: not null } => AlertState.Dispatched,
            { Adjudication.Answer: Answer.Same } => AlertState.Credible,
            { Adjudication.Answer: Answer.NotSame } => AlertState.False,
            { Adjudication: not null } => AlertState.NotDetermined,
            { ClaimedBy: not null } => AlertState.UnderReview,
            _ => AlertState.Raised,
        };
        Result = (Engagement, State) switch
        {
            ({ Outcome: EngagementOutcome.Engaged, Identity: IdentityCheck.ConfirmedTrue }, _) => AlertResult.ConfirmedTrue,
            ({ Outcome: EngagementOutcome.Engaged, Identity: IdentityCheck.ConfirmedFalse }, _) => AlertResult.ConfirmedFalse,
            ({ Outcome: EngagementOutcome.Engaged }, _) => AlertResult.IdentityUnresolved,
            // Officers were called back: it was judged not the same person, and nobody was spoken to.
            (not null, _) when Adjudication is { Answer: Answer.NotSame } => AlertResult.False,
            ({ Outcome: EngagementOutcome.StoodDown }, _) => AlertResult.StoodDown,
            (not null, _) => AlertResult.NotLocated,
            (_, AlertState.False) => AlertResult.False,
            (_, AlertState.NotDetermined) => AlertResult.NotDetermined,
            _ => AlertResult.Open,
        };
        SecondsToAnswer = Adjudications is [var first, ..] ? (first.By.At - RaisedAt).TotalSeconds : null;
    }
}
