namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R22: where the photograph comes from and why the police lawfully hold it. Source: College of Policing APP, watchlists; sensitive sources are weighed.
/// </summary>
[Rule("R22", "The photograph is lawfully held and its source is known", "the compiler")]
public sealed class EntryImageHasProvenance : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        var details = dossier.Entry.Details;
        if (details.LawfulHolding.IsBlank())
            return Verdict.Broken("Nothing says why the police lawfully hold the photograph.", "Enter why.");
        if (details.SourceReference.IsBlank())
            return Verdict.Broken("The record that the photograph comes from is not named.", "Enter its reference.");
        return dossier.Policy.Find(details.ImageSource) is { Use: PictureUse.Weighed } source
            ? Verdict.Doubtful($"The photograph comes {source.Phrase}.", "Weigh whether this use of it is fair.")
            : Verdict.Met("Its source and the reason for holding it are recorded.");
    }
}
