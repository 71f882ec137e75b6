using Lfr.Shared.Assessments;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>The approved versions of an assessment, the latest first, with what changed from one to the next.</summary>
public partial class AssessmentVersions
{
    /// <summary>The document.</summary>
    [Parameter]
    [EditorRequired]
    public AssessmentDocument Document { get; set; } = null!;

    /// <summary>Policy, which names ranks.</summary>
    [Parameter]
    [EditorRequired]
    public PolicyPack? Policy { get; set; }
}
