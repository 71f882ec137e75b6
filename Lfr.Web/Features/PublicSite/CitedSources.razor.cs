using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>Where a rule, a number or a time of a policy comes from: documents with their addresses, or why it was chosen.</summary>
public partial class CitedSources
{
    /// <summary>The policy.</summary>
    [Parameter, EditorRequired]
    public required PolicyPack Policy { get; set; }

    /// <summary>Of what, as the policy cites it: <c>R13</c>, <c>numbers.noticeWarnHours</c>.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }
}
