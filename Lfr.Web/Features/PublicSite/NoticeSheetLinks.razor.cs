using Lfr.Shared.Policy;
using Lfr.Web.Features.PublicSite.Sheets;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The way to a notice's posters, leaflet and sign.</summary>
public partial class NoticeSheetLinks
{
    /// <summary>Reference of the deployment.</summary>
    [Parameter]
    [EditorRequired]
    public string Reference { get; set; } = "";

    /// <summary>Policy of the deployment, which says in which languages there are sheets.</summary>
    [Parameter]
    [EditorRequired]
    public PolicyPack? Policy { get; set; }

    private IReadOnlyList<NoticeSheet> Sheets => NoticeSheet.Of(Policy);
}
