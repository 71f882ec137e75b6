using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R36: the list is sealed, nobody was added or taken off since, and the stored templates give the hash of the seal. A suspension withdraws
/// somebody without breaking the seal. Its criteria hold for the plan as it stands: who was signed off for one place and time does not run at another (R52). Source: our own design.
/// </summary>
[Rule("R36", "Only the sealed list runs", "a watchlist approver", Gate = Gate.GoLive)]
public sealed class OnlyTheSealedListRuns : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Watchlist is not { State: WatchlistState.Sealed, Seal: { } seal })
            return dossier.Watchlist is { State: WatchlistState.Purged }
                ? Verdict.Broken("The list was deleted.", "Build a new list and seal it.")
                : Verdict.Broken("The list is not sealed.", "Seal it.");
        if (dossier.Criteria is { AreNeeded: true, Terms: null })
            return Verdict.Broken(
                "The authorising officer has not approved criteria for this list, as the plan now stands.", "A compiler proposes them on the page of the list, and the authorising officer approves them; the list stays sealed.");
        var suspended = dossier.List.Withdrawn;
        var covered = dossier.List.Approved + suspended;
        if (covered != seal.Size)
            return Verdict.Broken($"{Words.Count(seal.Size, "entry was", "entries were")} sealed; {Words.Number(covered)} would run.", "Open the list and seal it again.");
        if (dossier.RecomputedGalleryHash is { } now && !string.Equals(now, seal.GalleryHash, StringComparison.Ordinal))
            return Verdict.Broken("The stored templates are not those that were sealed.", "Open the list, look at every entry and seal it again.");
        var withdrawn = suspended == 0 ? "" : $" {Words.Count(suspended, "has", "have")} been suspended since and will not be compared.";
        return Verdict.Met($"{Words.Count(seal.Size, "entry is", "entries are")} sealed by {seal.By.Name}.{withdrawn}");
    }
}
