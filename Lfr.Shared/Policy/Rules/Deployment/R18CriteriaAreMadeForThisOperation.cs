namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R18: written criteria for this operation, which the authorising officer approves with the plan; nobody outside of them is on the list. Source: College of Policing APP, watchlists.
/// </summary>
[Rule("R18", "The criteria say who may be on the list", "the planner", Gate = Gate.Submit)]
public sealed class CriteriaAreMadeForThisOperation : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var criteria = dossier.Plan.Criteria;
        if (criteria.Text.IsBlank())
            return Verdict.Broken("There are no criteria for the list of this operation.", "Enter who may be on it.");
        if (criteria.Categories.Count == 0)
            return Verdict.Broken("The criteria name no category.", "Choose the categories that may be on the list.");
        var outside = dossier.List.OutsideTheCriteria;
        return outside.Count == 0
            ? Verdict.Met($"The criteria name {Words.Count(criteria.Categories.Count, "category", "categories")}; everybody on the list is within them.")
            : Verdict.Broken($"{outside} {(outside.Count == 1 ? "is" : "are")} outside of the criteria.", "Have what is outside removed, or widen the criteria and ask for authority again.");
    }
}
