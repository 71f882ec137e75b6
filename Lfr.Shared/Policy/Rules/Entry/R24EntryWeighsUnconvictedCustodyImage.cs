using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R24: people who were not convicted have rights over their custody photographs. Source: College of Policing APP and the rules on retention of custody images.
/// </summary>
[Rule("R24", "A custody photograph of somebody unconvicted is weighed", "the watchlist approver")]
public sealed class EntryWeighsUnconvictedCustodyImage : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => dossier.Entry.Details is { Unconvicted: true, ImageSource: ImageSource.Custody }
        ? Verdict.Broken("It is a custody photograph of somebody who was not convicted.", "Weigh whether it may still be held and used.")
        : Verdict.Met("It is no custody photograph of somebody unconvicted.");
}
