using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Alerts;

/// <summary>
/// A suggestion by the engine that a passer-by may be somebody on the list. A person decides. Everything said about it is appended; a
/// correction supersedes, it does not erase.
/// </summary>
public sealed class Alert : IAggregate
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

    /// <summary>Answers, oldest first; the last one counts.</summary>
    public IReadOnlyList<Adjudication> Adjudications { get; private set; } = [];

    /// <summary>Status checks in the source system, oldest first (R33).</summary>
    public IReadOnlyList<StatusCheck> StatusChecks { get; private set; } = [];

    /// <summary>When officers were sent.</summary>
    public Signature? DispatchedBy { get; private set; }

    /// <summary>What officers reported, oldest first; the last one counts.</summary>
    public IReadOnlyList<Engagement> Engagements { get; private set; } = [];

    /// <summary>When its pictures and template were destroyed.</summary>
    public DateTimeOffset? PurgedAt { get; private set; }

    /// <summary>The answer that counts.</summary>
    public Adjudication? Adjudication => Adjudications is [.., var last] ? last : null;

    /// <summary>The engagement that counts.</summary>
    public Engagement? Engagement => Engagements is [.., var last] ? last : null;

    /// <summary>Whether nothing more is to be said about it.</summary>
    public bool IsResolved => State is AlertState.False or AlertState.NotDetermined or AlertState.Closed;

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
        State = AlertState.UnderReview;
        return Outcome.Done;
    }

    /// <summary>
    /// Answers "same person?" (R31, R32). The first answer, or a correction of an earlier one as long as no officer was sent.
    /// A missing answer never becomes a yes, however long it takes.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="reasons">Features that decided it; at least one reason is needed.</param>
    /// <param name="openedAt">When the reviewer first saw the images.</param>
    /// <param name="reviewer">Who.</param>
    /// <param name="now">When.</param>
    public Outcome Adjudicate(Answer answer, string reasons, DateTimeOffset openedAt, Actor reviewer, DateTimeOffset now)
    {
        if (State is AlertState.Dispatched or AlertState.Closed)
            return Outcome.WrongState($"Alert {Sequence} is {State.InWords()}; the answer can no longer be changed.", "Record what officers found instead.");
        if (string.IsNullOrWhiteSpace(reasons))
        {
            return Outcome.Refused(RuleBook.Find<AlertIsNotDecidedByTheScore>().Weigh(
                Verdict.Broken("No reasons are given.", "Say what in the two images decided it; a score is no reason."), Weight.Block));
        }

        Adjudications = [.. Adjudications, new Adjudication(answer, reasons.Trim(), openedAt, reviewer.Sign(now))];
        ClaimedBy ??= reviewer.Sign(openedAt);
        State = answer switch
        {
            Answer.Same => AlertState.Credible,
            Answer.NotSame => AlertState.False,
            _ => AlertState.NotDetermined,
        };
        return Outcome.Done;
    }

    /// <summary>Records a status check in the source system (R33).</summary>
    public Outcome CheckStatus(bool stillWanted, string checkedWith, Actor by, DateTimeOffset now)
    {
        if (State is not (AlertState.Credible or AlertState.Dispatched))
            return Outcome.WrongState($"Alert {Sequence} is {State.InWords()}; there is no status to check.");
        if (string.IsNullOrWhiteSpace(checkedWith))
            return Outcome.Incomplete("Nothing says where the status was checked.", "Enter where you checked, for example the Police National Computer.");
        StatusChecks = [.. StatusChecks, new StatusCheck(stillWanted, checkedWith.Trim(), by.Sign(now))];
        if (!stillWanted)
            Close(new Engagement(EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, "", Disposal.NoLongerWanted, false, "No longer wanted when the status was checked.", by.Sign(now)));
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
        State = AlertState.Dispatched;
        return Outcome.Done;
    }

    /// <summary>Records what officers found, or that they did not find the person. A second record is a correction and supersedes the first.</summary>
    public Outcome Record(Engagement engagement)
    {
        if (State is not (AlertState.Dispatched or AlertState.Credible or AlertState.Closed))
            return Outcome.WrongState($"Alert {Sequence} is {State.InWords()}; no officer was sent.");
        if (engagement.Outcome == EngagementOutcome.Engaged && DispatchedBy is null)
            return Outcome.WrongState($"No officer was sent for alert {Sequence} yet.", "Check the status and send officers first.");
        if (engagement.Outcome == EngagementOutcome.Engaged && engagement.Identity != IdentityCheck.NotEstablished && string.IsNullOrWhiteSpace(engagement.IdentifiedBy))
            return Outcome.Incomplete("Nothing says how the person's identity was established.", "Enter how. The alert alone does not establish it.");
        if (engagement.Outcome == EngagementOutcome.Engaged && engagement.Disposal == Disposal.NotApplicable)
            return Outcome.Incomplete("Nothing says what happened.", "Choose what happened.");
        Close(engagement);
        return Outcome.Done;
    }

    /// <summary>Its pictures and template are destroyed; numbers and answers stay.</summary>
    public void Purge(DateTimeOffset now)
    {
        PurgedAt ??= now;
        Evidence = Evidence with { ProbeImageBlobId = null, ContextImageBlobId = null, ProbeTemplateBlobId = null };
    }

    private void Close(Engagement engagement)
    {
        Engagements = [.. Engagements, engagement];
        State = AlertState.Closed;
    }
}
