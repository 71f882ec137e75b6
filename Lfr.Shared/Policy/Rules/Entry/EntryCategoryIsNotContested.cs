namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// The policy uses the category. One that it switches off or does not know is refused unless it weighs this rule less. Source: in England and Wales the commissioner objected to seeking potential witnesses.
/// </summary>
[Rule("CAT", "The category is not a contested one", "the compiler")]
public sealed class EntryCategoryIsNotContested : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        const string toDo = "Choose the category that applies, or leave this person off the list.";
        if (dossier.Policy.Find(dossier.Entry.Details.Category) is not { } category)
            return Verdict.Broken("The category is none of those of the policy.", toDo);
        return category.Off is { } why
            ? Verdict.Broken($"{category.InWords()} is a contested category. {why}", toDo)
            : Verdict.Met("The category is not contested.");
    }
}
