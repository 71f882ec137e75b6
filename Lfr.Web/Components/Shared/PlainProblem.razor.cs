using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>Why the form of a page without a circuit was refused: sign-in, second step, invitation.</summary>
public partial class PlainProblem
{
    /// <summary>What happened, why, what to do; nothing is drawn without it.</summary>
    [Parameter]
    [EditorRequired]
    public string? Sentence { get; set; }
}
