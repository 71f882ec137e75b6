namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R53: where the policy has a threshold of offence, the entry names the offence that the person is sought for and what shows that it is that serious. Source: Article 5(1)(h)(iii) of Regulation (EU) 2024/1689; elsewhere the policy's own.
/// </summary>
[Rule("R53", "The offence is as serious as the policy asks", "the compiler")]
public sealed class EntryIsSeriousEnough : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        var details = dossier.Entry.Details;
        if (dossier.Policy.OffenceAskedOf(details.Category) is not { } threshold)
            return Verdict.Met("The policy sets no threshold of offence for this category.");
        return details.Offence.IsBlank()
            ? Verdict.Broken($"The person must be sought for {threshold.Text}, and no offence is named.", "Enter the offence and what shows that it is that serious, or leave the person off the list.")
            : Verdict.Met($"The offence is named: {Words.AsSentence(details.Offence)} The policy asks for {threshold.Text}.");
    }
}
