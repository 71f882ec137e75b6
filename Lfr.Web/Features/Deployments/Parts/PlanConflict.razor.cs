using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Two people wrote the plan at the same time: both versions side by side, and the choice between them.</summary>
public partial class PlanConflict
{
    /// <summary>As it is typed here.</summary>
    [Parameter]
    [EditorRequired]
    public Plan Mine { get; set; } = null!;

    /// <summary>As somebody else saved it.</summary>
    [Parameter]
    [EditorRequired]
    public Plan Theirs { get; set; } = null!;

    /// <summary>Policy in whose words the two are read.</summary>
    [Parameter]
    [EditorRequired]
    public PolicyPack? Policy { get; set; }

    /// <summary>Takes theirs and gives up what is typed here.</summary>
    [Parameter]
    public EventCallback OnTheirs { get; set; }

    /// <summary>Keeps what was changed here, on top of theirs.</summary>
    [Parameter]
    public EventCallback OnMine { get; set; }
}
