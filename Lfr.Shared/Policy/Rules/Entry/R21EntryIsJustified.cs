namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R21: reference, justification, necessity and proportionality for this person; no text is copied from a text of another entry. Source: DPA 2018 s.35; College of Policing APP, watchlists.
/// </summary>
[Rule("R21", "The entry is justified for this one person", "the compiler")]
public sealed class EntryIsJustified : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        var details = dossier.Entry.Details;
        if (details.LegalReference.IsBlank())
            return Verdict.Broken($"The {dossier.Policy.Find(details.Category)?.Reference ?? "legal reference"} is missing.", "Enter it.");
        if (details.Justification.IsBlank())
            return Verdict.Broken("There is no justification.", "Enter why this person is on the list.");
        if (details.Necessity.IsBlank())
            return Verdict.Broken("Nothing says why it is necessary.", "Enter why.");
        if (details.Proportionality.IsBlank())
            return Verdict.Broken("Nothing says why it is proportionate.", "Enter why.");
        var nearest = new TextComparison(HashedWords.Of(details)).Among(dossier.Others.Where(o => o.Id != dossier.Entry.Id)).FirstOrDefault();
        return nearest is not null && nearest.Similarity >= dossier.Policy.Numbers.BoilerplateSimilarity
            ? Verdict.Broken(
                $"The {nearest.Mine} is {Words.Percent(nearest.Similarity)} the same as {(nearest.Mine == nearest.Theirs ? "that" : $"the {nearest.Theirs}")} of {nearest.Other.Reference}.",
                "Enter what is special to this person.")
            : Verdict.Met("Reference, justification, necessity and proportionality are written for this person.");
    }
}
