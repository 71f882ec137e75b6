using Lfr.Shared.Alerts;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Live.Queries;

namespace Lfr.Web.Features.Live;

/// <summary>Words of the live room.</summary>
public static class LiveLabels
{
    /// <summary>Age band; <see langword="null"/> for adults, of whom it need not be said.</summary>
    public static string? ChildInWords(this AgeBand age) => age switch
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
        { State: AlertState.Disputed } => "People differ · a third person decides",
        { Outcome: EngagementOutcome.Engaged, Identity: IdentityCheck.ConfirmedFalse } => "Spoken to · somebody else",
        { Outcome: EngagementOutcome.Engaged, Disposal: { } disposal } => $"Spoken to · {Lower(disposal.InWords())}",
        { Disposal: Disposal.NoLongerWanted } => "Stood down · no longer sought",
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
