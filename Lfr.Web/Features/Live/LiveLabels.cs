using Lfr.Shared.Alerts;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Live.Queries;

namespace Lfr.Web.Features.Live;

/// <summary>Words of the live room.</summary>
public static class LiveLabels
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
        Disposal.NoLongerWanted => "No longer wanted",
        Disposal.MistakenIdentity => "Mistaken identity",
        _ => throw new ArgumentOutOfRangeException(nameof(disposal), disposal, "Unknown disposal."),
    };

    /// <summary>What officers do when they find the person.</summary>
    public static string InWords(this PlannedResponse response) => response switch
    {
        PlannedResponse.Arrest => "Arrest, once identity and power are established",
        PlannedResponse.CheckOrder => "Speak to the person and check the order or condition",
        PlannedResponse.Safeguard => "Safeguard: welfare first",
        PlannedResponse.InformCaseOfficer => "Observe and inform the case officer; no stop",
        _ => throw new ArgumentOutOfRangeException(nameof(response), response, "Unknown response."),
    };

    /// <summary>Age band; <see langword="null"/> for adults, of whom it need not be said.</summary>
    public static string? InWords(this AgeBand age) => age switch
    {
        AgeBand.Child13To17 => "Child, 13 to 17",
        AgeBand.Under13 => "Child under 13",
        _ => null,
    };

    /// <summary>An alert as one line of a list, without anything that sways: <c>Not the same person</c>, <c>Spoken to · arrest</c>.</summary>
    public static string Summary(AlertLine line) => line switch
    {
        { State: AlertState.Raised } => "waiting",
        { State: AlertState.UnderReview } => line.LookedAtBy is { } by ? $"{by} is looking" : "being looked at",
        { State: AlertState.False } => "Not the same person",
        { State: AlertState.NotDetermined } => "Could not be told",
        { State: AlertState.Credible } => "Same person · to be checked",
        { State: AlertState.Dispatched } => "With officers",
        { Outcome: EngagementOutcome.Engaged, Identity: IdentityCheck.ConfirmedFalse } => "Spoken to · somebody else",
        { Outcome: EngagementOutcome.Engaged, Disposal: { } disposal } => $"Spoken to · {Lower(disposal.InWords())}",
        { Disposal: Disposal.NoLongerWanted } => "Stood down · no longer wanted",
        { Outcome: { } outcome } => outcome.InWords(),
        _ => line.State.InWords(),
    };

    /// <summary><c>0:06</c>, <c>2:45</c>, <c>1:02:03</c>.</summary>
    public static string Clock(TimeSpan span)
    {
        var seconds = Math.Max(0, (long)span.TotalSeconds);
        return seconds < 3600
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}")
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary><c>2nd</c>, <c>3rd</c>, <c>11th</c>.</summary>
    public static string Nth(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}{((number % 100) is >= 11 and <= 13 ? 0 : number % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    }}");

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
