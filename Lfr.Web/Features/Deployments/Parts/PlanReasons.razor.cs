using Lfr.Shared.Deployments;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Where, when and why.</summary>
public partial class PlanReasons
{
    private Task ChooseAsync(UseCase? useCase)
    {
        Draft.UseCase = useCase;
        return Changed.InvokeAsync();
    }
}
