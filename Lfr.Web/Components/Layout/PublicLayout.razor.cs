using Lfr.Web.Data;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Layout;

/// <summary>The public site: plain pages from the server, no script, no circuit, no sign-in.</summary>
public partial class PublicLayout
{
    [Inject]
    public required Force Force { get; init; }

    [Inject]
    public required PolicyNow InForce { get; init; }
}
