using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R25: no passport or driving licence photographs. Source: policy of the Metropolitan Police, adopted here.
/// </summary>
[Rule("R25", "Passport and driving licence photographs are not used", "the compiler")]
public sealed class EntryImageIsNoPassportPhotograph : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => dossier.Entry.Details.ImageSource == ImageSource.PassportOrDrivingLicence
        ? Verdict.Broken("The photograph comes from a passport or a driving licence.", "Use a photograph from another source.")
        : Verdict.Met("The photograph comes from another source.");
}
