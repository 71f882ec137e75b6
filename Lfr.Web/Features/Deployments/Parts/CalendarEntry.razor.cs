using Lfr.Web.Features.Deployments.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>A deployment in the calendar: a link to it, and for whoever may move it something to drag, and a button that does the same without dragging.</summary>
public partial class CalendarEntry
{
    /// <summary>Deployment.</summary>
    [Parameter]
    [EditorRequired]
    public CalendarItem Item { get; set; } = null!;

    /// <summary>Its hours on the day shown.</summary>
    [Parameter]
    [EditorRequired]
    public string Hours { get; set; } = "";

    /// <summary>Whether the reader may move it.</summary>
    [Parameter]
    public bool Movable { get; set; }

    /// <summary>Whether somebody or something of it is booked twice.</summary>
    [Parameter]
    public bool Clashes { get; set; }

    /// <summary>Whether there is room for the place.</summary>
    [Parameter]
    public bool Wide { get; set; }

    /// <summary>It is being dragged.</summary>
    [Parameter]
    public EventCallback OnLift { get; set; }

    /// <summary>The button was pressed.</summary>
    [Parameter]
    public EventCallback OnMove { get; set; }
}
