namespace Lfr.Shared.Alerts;

/// <summary>Answers and outcomes as words.</summary>
public static class OutcomeLabels
{
    /// <summary>An answer, as it stands in a sentence.</summary>
    public static string InWords(this Answer answer) => answer switch
    {
        Answer.Same => "same person",
        Answer.NotSame => "not the same person",
        Answer.CannotTell => "cannot tell",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "Unknown answer."),
    };

    /// <summary>What became of the officers' search.</summary>
    public static string InWords(this EngagementOutcome outcome) => outcome switch
    {
        EngagementOutcome.NotLocated => "Not found",
        EngagementOutcome.Lost => "Seen, then lost",
        EngagementOutcome.StoodDown => "Stood down",
        EngagementOutcome.Engaged => "Spoken to",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Unknown outcome."),
    };

    /// <summary>What the check of identity showed.</summary>
    public static string InWords(this IdentityCheck identity) => identity switch
    {
        IdentityCheck.NotEstablished => "Identity not established",
        IdentityCheck.ConfirmedTrue => "The person sought",
        IdentityCheck.ConfirmedFalse => "Somebody else",
        _ => throw new ArgumentOutOfRangeException(nameof(identity), identity, "Unknown check."),
    };

    /// <summary>What happened.</summary>
    public static string InWords(this Disposal disposal) => disposal switch
    {
        Disposal.NotApplicable => "Nobody was spoken to",
        Disposal.Arrest => "Arrest",
        Disposal.OrderCompliedWith => "Order or bail complied with",
        Disposal.OrderBreached => "Order or bail breached, no arrest",
        Disposal.Safeguarded => "Safeguarded",
        Disposal.ReportedForSummons => "Reported for summons",
        Disposal.NoFurtherAction => "No further action",
        Disposal.NoLongerWanted => "No longer sought",
        Disposal.MistakenIdentity => "Mistaken identity",
        _ => throw new ArgumentOutOfRangeException(nameof(disposal), disposal, "Unknown outcome."),
    };

    /// <summary>A report as one line: <c>Spoken to: The person sought, Arrest</c>.</summary>
    public static string InWords(this Engagement report) => report.Outcome == EngagementOutcome.Engaged
        ? $"{report.Outcome.InWords()}: {report.Identity.InWords()}, {report.Disposal.InWords()}"
        : report.Outcome.InWords();
}
