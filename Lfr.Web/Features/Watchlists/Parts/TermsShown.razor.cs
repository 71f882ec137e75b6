using Lfr.Shared.Watchlists;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>Criteria in words.</summary>
public partial class TermsShown
{
    /// <summary>The criteria.</summary>
    [Parameter]
    [EditorRequired]
    public CriteriaTerms Terms { get; set; } = null!;
}
