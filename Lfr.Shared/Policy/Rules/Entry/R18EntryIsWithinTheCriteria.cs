namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R18 for one person: the category is one that the authorised criteria name. Source: College of Policing APP, watchlists.
/// </summary>
[Rule("R18", "The entry is within the criteria of the operation", "the compiler")]
public sealed class EntryIsWithinTheCriteria : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        var number = dossier.Entry.Details.Category;
        if (dossier.Policy.Find(number) is not { } category)
            return Verdict.Broken("The category is none of those of the policy.", "Choose one of them.");
        return dossier.Deployment.Plan.Criteria.Categories.Contains(number)
            ? Verdict.Met($"{category.InWords()} is within the criteria.")
            : Verdict.Broken($"The criteria of this operation do not include {category.Title.ToLowerInvariant()} ({category.Code}).", "Choose the category that applies, or leave this person off the list.");
    }
}
