namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R03: there is reason to believe that people on the list will be at this place, at this time. Source: follows from Bridges, paragraphs 96 and 130.
/// </summary>
public sealed class ListedPeopleCanBeExpected : Rule
{
    /// <inheritdoc/>
    public override string Id => "R03";

    /// <inheritdoc/>
    public override string Title => "People on the list can be expected here";

    /// <inheritdoc/>
    public override string Source => "Bridges [2020] EWCA Civ 1058";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.Submit;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Plan.Grounds.ReasonToBelieve.IsBlank()
        ? Verdict.Broken("Nothing says why people on the list can be expected here, at this time.")
        : Verdict.Met("The reason to expect them here is written down.");
}
