using Lfr.Web.Features.Deployments.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>The tasks of a deployment: how far each is, as icon and word, and the way to it.</summary>
public partial class HubTasks
{
    /// <summary>Tasks.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<PlanTask> Tasks { get; set; } = [];

    /// <summary>Whether the reader may open them.</summary>
    [Parameter]
    public bool Linked { get; set; }

    private static string Class(TaskProgress progress) => progress switch
    {
        TaskProgress.Done => "ok",
        TaskProgress.Attention => "warn",
        TaskProgress.Begun => "begun",
        _ => "open",
    };

    private static string Icon(TaskProgress progress) => progress switch
    {
        TaskProgress.Done => MudBlazor.Icons.Material.Filled.Check,
        TaskProgress.Attention => MudBlazor.Icons.Material.Filled.PriorityHigh,
        TaskProgress.Begun => MudBlazor.Icons.Material.Filled.Edit,
        _ => MudBlazor.Icons.Material.Outlined.Circle,
    };
}
