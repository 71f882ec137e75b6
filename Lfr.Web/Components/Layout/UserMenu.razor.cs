using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Layout;

/// <summary>Who is signed in, with rank and roles, the colours, and the way out.</summary>
public partial class UserMenu
{
    private static readonly string ComparingPolicies = string.Join(',', Permissions.ComparePolicies.See);

    private static readonly string SeeingDeployments = string.Join(',', Permissions.SeeDeployments.See);

    private static readonly string PublishingRecords = string.Join(',', Permissions.PublishRecords.Do);

    [Inject]
    private PolicyNow InForce { get; set; } = null!;

    /// <summary>First letters of the first and the last word of a name.</summary>
    internal static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            0 => "?",
            1 => words[0][..1],
            _ => words[0][..1] + words[^1][..1],
        };
    }

    private static string Name(ClaimsPrincipal user) => user.FindFirstValue("name") ?? user.FindFirstValue(ClaimTypes.GivenName) ?? user.Identity?.Name ?? "Unknown";

    private string Standing(ClaimsPrincipal user)
    {
        var parts = new List<string>();
        if (Enum.TryParse<Rank>(user.FindFirstValue("lfr:rank") ?? user.FindFirstValue("rank"), ignoreCase: true, out var rank) && rank != Rank.Staff)
            parts.Add(Words.Capital(InForce.NameOf(rank)));
        parts.AddRange(Roles.All.Where(user.IsInRole).Select(Roles.InWords));
        return string.Join(" · ", parts);
    }
}
