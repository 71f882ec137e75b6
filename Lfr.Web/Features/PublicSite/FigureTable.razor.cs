using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>Figures in groups, for reading and for print.</summary>
public partial class FigureTable
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<FigureGroup> Groups { get; set; }
}
