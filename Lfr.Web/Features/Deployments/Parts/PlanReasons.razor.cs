using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Where, when and why.</summary>
public partial class PlanReasons
{
    /// <summary>Deployment.</summary>
    [Parameter]
    [EditorRequired]
    public Guid DeploymentId { get; set; }

    /// <summary>Policy, which says which use cases there are.</summary>
    [Parameter]
    public PolicyPack? Policy { get; set; }

    private IReadOnlyList<PolicyUseCase> UseCases => Policy?.UseCases ?? [];

    private string EvidenceHint => Draft.UseCase is { } chosen && Policy?.Find(chosen) is { } useCase ? useCase.Evidence : "Figures and dates that show it, such as “41 robberies within 300 m in the last quarter”.";

    private PolicyTerms Terms => PolicyTerms.Of(Policy);

    private string PowerHint => Terms.LegalPower is { } power ? $"The power relied on, such as {power}." : "The power relied on, with its section.";

    private string HigherRank => Policy?.Protest is { Allowed: true, Rank: { } rank }
        ? $"The plan then needs {Terms.AssemblyReasons}, and the decision of an officer of the rank of {rank.InWords(Policy)} or above."
        : $"The plan then needs {Terms.AssemblyReasons}.";

    private Task ExpectAsync(bool? expected)
    {
        Draft.ProtestExpected = expected;
        return Changed.InvokeAsync();
    }

    private Task ChooseAsync(UseCase? useCase)
    {
        Draft.UseCase = useCase;
        return Changed.InvokeAsync();
    }
}
