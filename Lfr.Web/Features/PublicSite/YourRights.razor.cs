using Lfr.Web.Components;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>What people may do and ask, on one page. Static, no script, no sign-in.</summary>
public partial class YourRights
{
    [Inject]
    public required Force Force { get; init; }

    [Inject]
    public required PolicyNow InForce { get; init; }
}
