using Lfr.Shared.Live;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>What was measured of a photograph, each measure beside what a good one reaches.</summary>
public partial class MeasureList
{
    /// <summary>Measures.</summary>
    [Parameter]
    [EditorRequired]
    public FaceQuality Quality { get; set; } = null!;
}
