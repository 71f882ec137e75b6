using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R11: what the deployment does to the community is assessed. Source: College of Policing APP.
/// </summary>
public sealed class CommunityIsAssessed : Rule
{
    /// <inheritdoc/>
    public override string Id => "R11";

    /// <inheritdoc/>
    public override string Title => "The effect on the community is assessed";

    /// <inheritdoc/>
    public override string Source => "College of Policing APP";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.Submit;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) =>
        AssessmentCheck.Problem(dossier, AssessmentKind.Community, "community impact assessment")
        ?? Verdict.Met("The community impact assessment is valid on the day.");
}
