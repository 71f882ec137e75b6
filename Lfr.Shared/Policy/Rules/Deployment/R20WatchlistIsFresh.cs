using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R20: the list is built and sealed no earlier than the policy's hours before the start, so that statuses are current. Source: force policy; at Romford one of three was no longer wanted.
/// </summary>
[Rule("R20", "The list is sealed shortly before the start", "a watchlist approver", Gate = Gate.GoLive)]
public sealed class WatchlistIsFresh : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Watchlist?.Seal is not { } seal)
            return Verdict.Broken(dossier.Watchlist is null ? "There is no list yet." : "The list is not sealed yet.", "Sign every entry off, then seal the list.");
        if (dossier.Plan.Window is not { } window || dossier.Policy is not { Numbers.WatchlistMaximumAgeHours: var hours } || Earliest(dossier.Plan, dossier.Policy) is not { } earliest)
            return Verdict.Broken("Without a date and a policy nobody can say whether the list is fresh.", "Ask the planner to set the date and the hours.");
        if (seal.By.At < earliest)
            return Verdict.Broken($"The list was sealed {Words.Duration(window.Start - seal.By.At)} before the start; at most {hours} h are allowed.", "Check every entry again, then open the list and seal it again.");
        var ahead = dossier.List.CheckedAhead;
        if (ahead.Count > 0)
            return Verdict.Broken($"{ahead} {(ahead.Count == 1 ? "says" : "say")} that the status was checked at a time that has not come yet.", "Check the status again and correct the entry.");
        var stale = dossier.List.CheckedTooLongAgo;
        return stale.Count == 0
            ? Verdict.Met($"It was sealed on {Words.Moment(seal.By.At)}.")
            : Verdict.Doubtful($"Whether {stale} {(stale.Count == 1 ? "is" : "are")} still sought was last checked more than {hours} h before the start.", "Have it checked again before the start.");
    }

    /// <summary>The earliest time at which a list may be sealed and a status be checked; <see langword="null"/> while nobody can say.</summary>
    internal static DateTimeOffset? Earliest(Plan plan, PolicyPack? policy) =>
        plan.Window is { } window && policy is { Numbers.WatchlistMaximumAgeHours: var hours } ? window.Start - TimeSpan.FromHours(hours) : null;
}
