namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R03 for one person: why this person can be expected at this place, in this window. Source: follows from Bridges, paragraphs 96 and 130.
/// </summary>
[Rule("R03", "The entry says why here and now", "the compiler")]
public sealed class EntrySaysWhyHereAndNow : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => dossier.Entry.Details.WhyHereAndNow.IsBlank()
        ? Verdict.Broken("Nothing says why this person can be expected here, at this time.", "Enter why here and now.")
        : Verdict.Met("It says why this person can be expected here, at this time.");
}
