using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R19: each entry is reviewed before each deployment, a child's by two people, never by a compiler of the list. Source: College of Policing APP, watchlists.
/// </summary>
[Rule("R19", "Every entry is signed off by somebody who does not compile the list", "a watchlist approver", Gate = Gate.GoLive)]
public sealed class EveryEntryIsReviewed : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var waiting = dossier.List.NotSignedOff;
        if (waiting.Count > 0)
            return Verdict.Broken($"{waiting} {(waiting.Count == 1 ? "is" : "are")} not signed off.", "Sign off, reject or remove every entry that waits.");
        if (dossier.List.Approved == 0)
            return Verdict.Broken("Nobody is on the list yet.", "Have entries proposed, then sign them off.");
        var uncovered = dossier.List.Uncovered;
        return uncovered.Count == 0
            ? Verdict.Met(dossier.List.Approved == 1 ? "The one entry is signed off." : $"All {Words.Number(dossier.List.Approved)} entries are signed off.")
            : Verdict.Broken($"{uncovered} {(uncovered.Count == 1 ? "lacks" : "lack")} a sign-off that still covers the entry as it is.", "Look again and sign off.");
    }
}
