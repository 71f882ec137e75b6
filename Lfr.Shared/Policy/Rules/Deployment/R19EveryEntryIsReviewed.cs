using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R19: each entry is reviewed before each deployment, a child's by two people, never by a compiler of the list. Source: College of Policing APP, watchlists.
/// </summary>
[Rule("R19", "Every entry is signed off by somebody who does not compile the list", "College of Policing APP", "a watchlist approver", Gate = Gate.GoLive)]
public sealed class EveryEntryIsReviewed : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var waiting = dossier.LivingEntries.Where(e => e.State != EntryState.Approved).Select(e => e.Reference).ToArray();
        if (waiting.Length > 0)
            return Verdict.Broken($"{Words.AndList(waiting)} {(waiting.Length == 1 ? "is" : "are")} not signed off.", "Sign off, reject or remove every entry that waits.");
        var active = dossier.ActiveEntries.ToArray();
        if (active.Length == 0)
            return Verdict.Broken("Nobody is on the list yet.", "Have entries proposed, then sign them off.");
        // Whoever compiles for a list signs nothing of it off, however the two came after one another.
        var compilers = dossier.Entries.SelectMany(e => e.CompilerIds).ToHashSet();
        var uncovered = active.Where(e => Approvers(e, compilers) < (e.IsChild ? 2 : 1)).Select(e => e.Reference).ToArray();
        return uncovered.Length == 0
            ? Verdict.Met(active.Length == 1 ? "The one entry is signed off." : $"All {Words.Number(active.Length)} entries are signed off.")
            : Verdict.Broken($"{Words.AndList(uncovered)} {(uncovered.Length == 1 ? "lacks" : "lack")} a sign-off that still covers the entry as it is.", "Look again and sign off.");
    }

    private static int Approvers(WatchlistEntry entry, HashSet<Guid> compilers) =>
        entry.CurrentApprovals.Select(d => d.By.UserId).Where(id => !compilers.Contains(id) && !entry.WasCompiledBy(id)).Distinct().Count();
}
