namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R37: whoever opens a sealed list again says why, and it is sealed again. Source: College of Policing APP; our own design.
/// </summary>
public sealed class LateChangesAreOnRecord : Rule
{
    /// <inheritdoc/>
    public override string Id => "R37";

    /// <inheritdoc/>
    public override string Title => "Changes after sealing are on record";

    /// <inheritdoc/>
    public override string Source => "College of Policing APP";

    /// <inheritdoc/>
    public override string ClearedBy => "nobody: it stays on record";

    /// <inheritdoc/>
    public override Gate Gate => Gate.GoLive;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Watchlist?.BrokenSeals is [.., var last] seals
        ? Verdict.Broken($"The seal was broken {(seals.Count == 1 ? "once" : $"{seals.Count} times")}, last by {last.By.Name} on {Words.Moment(last.By.At)}: {last.Reason}")
        : Verdict.Met("No seal was broken.");
}
