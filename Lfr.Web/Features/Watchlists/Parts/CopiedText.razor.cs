using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>Points out, below a text that is being written, that another entry says nearly the same (R21).</summary>
public partial class CopiedText
{
    /// <summary>The most similar text; <see langword="null"/> when none is worth a word.</summary>
    [Parameter]
    [EditorRequired]
    public (string Reference, double Similarity)? Nearest { get; set; }

    /// <summary>Share of equal word triples from which the entry is refused, 0–1.</summary>
    [Parameter]
    [EditorRequired]
    public double Limit { get; set; }
}
