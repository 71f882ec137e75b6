using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The way to a notice's posters, leaflet and sign.</summary>
public partial class NoticeSheetLinks
{
    /// <summary>Reference of the deployment.</summary>
    [Parameter]
    [EditorRequired]
    public string Reference { get; set; } = "";
}
