namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R20: the list is built and sealed no earlier than the policy's hours before the start, so that statuses are current. Source: force policy; at Romford one of three was no longer wanted.
/// </summary>
[Rule("R20", "The list is sealed shortly before the start", "Force policy", "a watchlist approver", Gate = Gate.GoLive)]
public sealed class WatchlistIsFresh : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Watchlist?.Seal is not { } seal)
            return Verdict.Broken(dossier.Watchlist is null ? "There is no list yet." : "The list is not sealed yet.", "Sign every entry off, then seal the list.");
        if (dossier.Plan.Window is not { } window || dossier.Policy is not { Numbers.WatchlistMaximumAgeHours: var hours })
            return Verdict.Broken("Without a date and a policy nobody can say whether the list is fresh.", "Ask the planner to set the date and the hours.");
        var earliest = window.Start - TimeSpan.FromHours(hours);
        if (seal.By.At < earliest)
            return Verdict.Broken($"The list was sealed {Words.Duration(window.Start - seal.By.At)} before the start; at most {hours} h are allowed.", "Check every entry again, then open the list and seal it again.");
        var ahead = dossier.ActiveEntries.Where(e => e.Details.StatusVerifiedAt > dossier.Now).Select(e => e.Reference).ToArray();
        if (ahead.Length > 0)
            return Verdict.Broken($"{Words.AndList(ahead)} {(ahead.Length == 1 ? "says" : "say")} that the status was checked at a time that has not come yet.", "Check the status again and correct the entry.");
        var stale = dossier.ActiveEntries.Where(e => e.Details.StatusVerifiedAt < earliest).Select(e => e.Reference).ToArray();
        return stale.Length == 0
            ? Verdict.Met($"It was sealed on {Words.Moment(seal.By.At)}.")
            : Verdict.Doubtful($"Whether {Words.AndList(stale)} {(stale.Length == 1 ? "is" : "are")} still sought was last checked more than {hours} h before the start.", "Have it checked again before the start.");
    }
}
