using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Layout;

/// <summary>Says on every page of a demonstration that nobody shown is a real person.</summary>
public partial class DemoBanner
{
    [Inject]
    private Demonstration Demonstration { get; set; } = null!;
}
