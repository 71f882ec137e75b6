namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R03 for one person: why this person can be expected at this place, in this window. Source: follows from Bridges, paragraphs 96 and 130.
/// </summary>
public sealed class EntrySaysWhyHereAndNow : EntryRule
{
    /// <inheritdoc/>
    public override string Id => "R03";

    /// <inheritdoc/>
    public override string Title => "The entry says why here and now";

    /// <inheritdoc/>
    public override string Source => "Bridges [2020] EWCA Civ 1058";

    /// <inheritdoc/>
    public override string ClearedBy => "the compiler";

    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => dossier.Entry.Details.WhyHereAndNow.IsBlank()
        ? Verdict.Broken("Nothing says why this person can be expected here, at this time.")
        : Verdict.Met("It says why this person can be expected here, at this time.");
}
