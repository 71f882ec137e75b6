namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R03: there is reason to believe that people on the list will be at this place, at this time. Source: follows from Bridges, paragraphs 96 and 130.
/// </summary>
[Rule("R03", "People on the list can be expected here", "the planner", Gate = Gate.Submit)]
public sealed class ListedPeopleCanBeExpected : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Plan.Grounds.ReasonToBelieve.IsBlank()
        ? Verdict.Broken("Nothing says why people on the list can be expected here, at this time.", "Enter the reason in the plan.")
        : Verdict.Met("The reason to expect them here is recorded.");
}
