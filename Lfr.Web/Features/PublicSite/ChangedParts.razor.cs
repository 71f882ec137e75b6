using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>A part of a notice or a record that a later version changed.</summary>
/// <param name="Part">Which: <c>Why here</c>, <c>Alerts</c>.</param>
/// <param name="Before">What it said.</param>
/// <param name="After">What it says since.</param>
public sealed record ChangedPart(string Part, string Before, string After);

/// <summary>What changed from one version to the next, in words and figures.</summary>
public partial class ChangedParts
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<ChangedPart> Parts { get; set; }
}
