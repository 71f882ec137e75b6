using Lfr.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>What people may do and ask, on one page. Static, no script, no sign-in.</summary>
public partial class YourRights
{
    [Inject]
    public required Force Force { get; init; }
}
