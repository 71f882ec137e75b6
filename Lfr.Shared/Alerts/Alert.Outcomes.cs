using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Alerts;

/// <summary>Whether the person is still wanted (R33), and what officers found.</summary>
public sealed partial class Alert
{
    /// <summary>
    /// Records a status check in the source system (R33). "No longer wanted" closes the alert whatever anybody said before: it is the answer that stops nobody.
    /// "Still wanted" never overrides a "no longer wanted" that the person has not seen.
    /// </summary>
    /// <param name="stillWanted">Whether the reason for listing still stands.</param>
    /// <param name="checkedWith">Where it was checked.</param>
    /// <param name="checksSeen">Number of status checks on the person's screen.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    public Outcome CheckStatus(bool stillWanted, string checkedWith, int checksSeen, Actor by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(checkedWith))
            return Outcome.Incomplete("Nothing says where the status was checked.", "Enter where you checked.");
        var check = new StatusCheck(stillWanted, checkedWith.Trim(), by.Sign(now));
        if (IsFoundNoLongerWanted && Engagements.Count == 0)
        {
            if (checksSeen == StatusChecks.Count)
                return Outcome.WrongState($"{StatusChecks[^1].By.Name} found the person no longer sought.", "Correct that check if it is wrong.");
            if (stillWanted)
                return Outcome.Conflict(Said(StatusChecks[^1]));
        }
        else if (State is not (AlertState.Credible or AlertState.Dispatched) && (DispatchedBy is null || Engagements.Count > 0))
        {
            return Outcome.WrongState($"Alert {Sequence} is {State.InWords()}; there is no status to check.");
        }

        StatusChecks = [.. StatusChecks, check];
        Settle();
        return Outcome.Done;
    }

    /// <summary>
    /// Takes a "no longer wanted" back: its author a slip, within <see cref="Statement.CorrectionTime"/> and before officers are sent; otherwise somebody who did not
    /// say it, after checking again. The alert goes on where it was.
    /// </summary>
    /// <param name="checkedWith">Where it was checked again.</param>
    /// <param name="checksSeen">Number of status checks on the person's screen.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    public Outcome CorrectStatus(string checkedWith, int checksSeen, Actor by, DateTimeOffset now)
    {
        if (!IsFoundNoLongerWanted)
            return Outcome.WrongState($"Nobody found the person of alert {Sequence} no longer sought.");
        if (Engagements.Count > 0)
            return Outcome.WrongState($"Officers have reported the outcome of alert {Sequence}.", "Correct the outcome instead.");
        if (checksSeen != StatusChecks.Count)
            return Outcome.Conflict(Said(StatusChecks[^1]));
        if (string.IsNullOrWhiteSpace(checkedWith))
            return Outcome.Incomplete("Nothing says where the status was checked again.", "Enter where you checked.");
        if (StatusCheck.MayCorrect(StatusChecks, DispatchedBy is not null, by.UserId, now) is { Succeeded: false } notYou)
            return notYou;
        StatusChecks = [.. StatusChecks, new StatusCheck(true, checkedWith.Trim(), by.Sign(now)) { Corrects = true }];
        Settle();
        return Outcome.Done;
    }

    /// <summary>
    /// Records what officers found, or that they did not find the person, by somebody who has seen no other report. If somebody reported first, both are kept; if
    /// they differ, a third person decides.
    /// </summary>
    /// <param name="report">What they found.</param>
    /// <param name="policy">Policy of the deployment, which says what can come of its categories.</param>
    public Outcome Record(Engagement report, PolicyPack? policy = null)
    {
        if (MayReport(report, policy) is { Succeeded: false } refused)
            return refused;
        if (Engagements.Any(e => e.By.UserId == report.By.UserId))
            return Outcome.WrongState($"You have already reported the outcome of alert {Sequence}.", "Correct that report if it is wrong.");
        Append(report, StatementKind.Independent);
        return Outcome.Done;
    }

    /// <summary>
    /// Corrects the outcome: its author a slip, within <see cref="Statement.CorrectionTime"/>; afterwards a second person who has seen it.
    /// </summary>
    /// <param name="report">The right outcome.</param>
    /// <param name="reportsSeen">Number of reports on the person's screen.</param>
    /// <param name="policy">Policy of the deployment.</param>
    public Outcome CorrectOutcome(Engagement report, int reportsSeen, PolicyPack? policy = null)
    {
        if (MayReport(report, policy) is { Succeeded: false } refused)
            return refused;
        if (Engagements is not [.., var last])
            return Outcome.WrongState($"No outcome of alert {Sequence} is recorded yet.", "Record it.");
        if (reportsSeen != Engagements.Count)
            return Outcome.Conflict(Said(last));
        if (Statement.MayCorrect(Engagements, "report", officersSent: false, report.By.UserId, report.By.At, out var kind) is { Succeeded: false } notNow)
            return notNow;
        Append(report, kind);
        return Outcome.Done;
    }

    /// <summary>Decides between two reports that differ. Only a third person can.</summary>
    /// <param name="report">The outcome that counts from now on.</param>
    /// <param name="reportsSeen">Number of reports on the person's screen.</param>
    /// <param name="policy">Policy of the deployment.</param>
    public Outcome DecideOutcome(Engagement report, int reportsSeen, PolicyPack? policy = null)
    {
        if (MayReport(report, policy) is { Succeeded: false } refused)
            return refused;
        if (reportsSeen != Engagements.Count && Engagements is [.., var last])
            return Outcome.Conflict(Said(last));
        if (Statement.MayDecide(Engagements, report.By.UserId) is { Succeeded: false } notYou)
            return notYou;
        Append(report, StatementKind.Decision);
        return Outcome.Done;
    }

    private Outcome MayReport(Engagement report, PolicyPack? policy)
    {
        if (DispatchedBy is null && Engagements.Count == 0 && State is not (AlertState.Credible or AlertState.Closed))
            return Outcome.WrongState($"Alert {Sequence} is {State.InWords()}; no officer was sent.");
        if (DispatchedBy is null && report.Outcome == EngagementOutcome.Engaged)
            return Outcome.WrongState($"No officer was sent for alert {Sequence} yet.", "Check the status and send officers first.");
        return PossibleOutcomes.Judge(report, Category, policy);
    }

    private void Append(Engagement report, StatementKind kind)
    {
        Engagements = [.. Engagements, report with { Kind = kind }];
        Settle();
    }

    private Engagement StoodDown(StatusCheck check) => new(
        EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, "", Disposal.NoLongerWanted, false, $"No longer sought when the status was checked.", check.By);

    private EntryFate? Fate(Engagement report) => report switch
    {
        { Disposal: Disposal.NoLongerWanted } => EntryFate.NoLongerWanted,
        { Outcome: EngagementOutcome.Engaged, Identity: IdentityCheck.ConfirmedTrue, Disposal: Disposal.Arrest } => EntryFate.Arrested,
        { Outcome: EngagementOutcome.Engaged, Identity: IdentityCheck.ConfirmedTrue } => EntryFate.Located,
        // Called back because it was somebody else: nothing is known of the person on the list.
        { Outcome: EngagementOutcome.StoodDown } when Adjudication is not { Answer: Answer.NotSame } => EntryFate.StoodDown,
        _ => null,
    };

    private string Said(StatusCheck check) =>
        $"{check.By.Name} recorded '{(check.StillWanted ? "still" : "no longer")} sought' ({check.CheckedWith}) while you were looking at it.";

    private static string Said(Engagement report) =>
        $"{report.By.Name} reported '{report.InWords()}' while you were looking at it.";
}
