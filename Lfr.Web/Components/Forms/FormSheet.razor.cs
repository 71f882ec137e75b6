using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Forms;

/// <summary>The one look of long forms: fields, hints, choices and rows inside of it.</summary>
public partial class FormSheet
{
    /// <summary>The form.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
