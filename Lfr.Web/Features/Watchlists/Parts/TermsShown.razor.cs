using Lfr.Shared.Policy;
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

    /// <summary>Policy of the deployment, which names categories and sources.</summary>
    [Parameter]
    [EditorRequired]
    public PolicyPack? Policy { get; set; }
}
