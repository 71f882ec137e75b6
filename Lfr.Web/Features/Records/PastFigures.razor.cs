using Lfr.Shared.Records;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Records;

/// <summary>The figures of a case from before Lfr: what was published, and that the rest was not.</summary>
public sealed partial class PastFigures
{
    /// <summary>Figures.</summary>
    [Parameter]
    [EditorRequired]
    public HistoricalFigures Figures { get; set; } = null!;
}
