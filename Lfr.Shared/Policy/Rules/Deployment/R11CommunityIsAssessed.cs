using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R11: what the deployment does to the community is assessed. Source: College of Policing APP.
/// </summary>
[Rule("R11", "The effect on the community is assessed", "the planner", Gate = Gate.Submit)]
public sealed class CommunityIsAssessed : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) =>
        AssessmentCheck.Problem(dossier, AssessmentKind.Community)
        ?? Verdict.Met($"The {AssessmentCheck.Name(dossier, AssessmentKind.Community)} is valid on the day.");
}
