using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Where, when and why.</summary>
public partial class PlanReasons
{
    /// <summary>Policy, which says which use cases there are.</summary>
    [Parameter]
    public PolicyPack? Policy { get; set; }

    private IReadOnlyList<PolicyUseCase> UseCases => Policy?.UseCases ?? [];

    private string EvidenceHint => Draft.UseCase is { } chosen && Policy?.Find(chosen) is { } useCase ? useCase.Evidence : "Figures and dates that show it, such as “41 robberies within 300 m in the last quarter”.";

    private Task ChooseAsync(UseCase? useCase)
    {
        Draft.UseCase = useCase;
        return Changed.InvokeAsync();
    }
}
