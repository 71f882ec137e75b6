using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>What a better picture than the one just chosen would need, and behind it everything that was measured.</summary>
public partial class EnrolmentAdvice
{
    /// <summary>Measures.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<QualityMeasure> Measures { get; set; } = [];

    private IReadOnlyList<QualityMeasure> Missed => [.. Measures.Where(m => !m.Met)];
}
