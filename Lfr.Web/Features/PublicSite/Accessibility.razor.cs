using Lfr.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The accessibility statement. Static, no script, no sign-in.</summary>
public partial class Accessibility
{
    [Inject]
    public required Force Force { get; init; }
}
