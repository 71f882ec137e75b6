using Lfr.Shared.Assessments;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>The parts of an assessment, to be read.</summary>
public partial class AssessmentParts
{
    /// <summary>The parts, in order.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<AssessmentPart> Parts { get; set; } = [];
}
