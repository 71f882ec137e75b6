using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R24: people who were not convicted have rights over their custody photographs. Source: College of Policing APP and the rules on retention of custody images.
/// </summary>
[Rule("R24", "A photograph of somebody who was not convicted is weighed", "the watchlist approver")]
public sealed class EntryWeighsUnconvictedCustodyImage : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => dossier.Entry.Details is { Unconvicted: true } details && dossier.Policy.Find(details.ImageSource) is { MayShowUnconvicted: true } source
        ? Verdict.Broken($"The photograph comes {source.Phrase} and shows somebody who was not convicted.", "Weigh whether it may still be held and used.")
        : Verdict.Met("Nothing says that the photograph shows somebody who was not convicted.");
}
