using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R24: people who were not convicted have rights over their custody photographs. Source: College of Policing APP and the rules on retention of custody images.
/// </summary>
public sealed class EntryWeighsUnconvictedCustodyImage : EntryRule
{
    /// <inheritdoc/>
    public override string Id => "R24";

    /// <inheritdoc/>
    public override string Title => "A custody photograph of somebody unconvicted is weighed";

    /// <inheritdoc/>
    public override string Source => "College of Policing APP";

    /// <inheritdoc/>
    public override string ClearedBy => "the watchlist approver";

    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => dossier.Entry.Details is { Unconvicted: true, ImageSource: ImageSource.Custody }
        ? Verdict.Broken("It is a custody photograph of somebody who was not convicted; weigh whether it may still be held and used.")
        : Verdict.Met("It is no custody photograph of somebody unconvicted.");
}
