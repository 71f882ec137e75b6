using Lfr.Web.Components.Forms;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>Two people wrote one text at the same time: both versions side by side, part by part, and the choice between them.</summary>
public partial class BothTexts
{
    /// <summary>What they wrote, as "the plan".</summary>
    [Parameter]
    [EditorRequired]
    public string What { get; set; } = "";

    /// <summary>The parts that differ.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<TextPart> Parts { get; set; } = [];

    /// <summary>Takes theirs and gives up what is typed here.</summary>
    [Parameter]
    public EventCallback OnTheirs { get; set; }

    /// <summary>Keeps what was changed here, on top of theirs.</summary>
    [Parameter]
    public EventCallback OnMine { get; set; }
}
