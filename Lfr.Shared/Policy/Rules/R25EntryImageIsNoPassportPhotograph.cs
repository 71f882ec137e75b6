using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R25: no passport or driving licence photographs. Source: policy of the Metropolitan Police, adopted here.
/// </summary>
public sealed class EntryImageIsNoPassportPhotograph : EntryRule
{
    /// <inheritdoc/>
    public override string Id => "R25";

    /// <inheritdoc/>
    public override string Title => "Passport and driving licence photographs are not used";

    /// <inheritdoc/>
    public override string Source => "Force policy (Metropolitan Police)";

    /// <inheritdoc/>
    public override string ClearedBy => "the compiler";

    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => dossier.Entry.Details.ImageSource == ImageSource.PassportOrDrivingLicence
        ? Verdict.Broken("The photograph comes from a passport or a driving licence.")
        : Verdict.Met("The photograph comes from another source.");
}
