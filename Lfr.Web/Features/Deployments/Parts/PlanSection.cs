using Lfr.Web.Features.Deployments.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>What every section of the plan's editor is given. Sections only draw; the page keeps and saves.</summary>
public abstract class PlanSection : ComponentBase
{
    /// <summary>The plan being typed.</summary>
    [Parameter]
    [EditorRequired]
    public PlanDraft Draft { get; set; } = null!;

    /// <summary>The step that is on the screen; the others are not drawn.</summary>
    [Parameter]
    [EditorRequired]
    public PlanStep Step { get; set; }

    /// <summary>Whether it is only read.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Tells that something was typed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }
}
