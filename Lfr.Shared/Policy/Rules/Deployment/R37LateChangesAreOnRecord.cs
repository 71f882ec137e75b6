namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R37: whoever opens a sealed list again says why, and it is sealed again. Source: College of Policing APP; our own design.
/// </summary>
[Rule("R37", "Changes after sealing are on record", "", Gate = Gate.GoLive)]
public sealed class LateChangesAreOnRecord : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Watchlist?.BrokenSeals is [.., var last] seals
        ? Verdict.Broken($"The seal was broken {(seals.Count == 1 ? "once" : $"{seals.Count} times")}, last by {last.By.Name} on {Words.Moment(last.By.At)}: {last.Reason}", "")
        : Verdict.Met("No seal was broken.");
}
