namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R16: people can get past without being compared; avoiding the cameras is not by itself suspicious. Source: force policy; Romford, 31 January 2019.
/// </summary>
[Rule("R16", "There is another way past", "the planner", Gate = Gate.Submit)]
public sealed class AlternativeRouteIsGiven : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Plan.Place.AlternativeRoute.IsBlank()
        ? Verdict.Broken("The plan names no way past the cameras.", "Describe one in the plan.")
        : Verdict.Met("The plan names a way past the cameras. Taking it is no ground for suspicion.");
}
