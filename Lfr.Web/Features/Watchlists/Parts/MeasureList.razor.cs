using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>What was measured of a photograph, each measure beside what a good one reaches.</summary>
public partial class MeasureList
{
    /// <summary>Measures.</summary>
    [Parameter]
    [EditorRequired]
    public FaceQuality Quality { get; set; } = null!;

    /// <summary>Whether eyes and mouth can be seen, where that was measured.</summary>
    [Parameter]
    public FaceCover? Cover { get; set; }
}
