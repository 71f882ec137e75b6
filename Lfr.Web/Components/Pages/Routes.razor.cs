using System.Reflection;
using Lfr.Shared.Identity;
using Lfr.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Pages;

/// <summary>Finds the page for an address, and says so in plain words when there is none or when it may not be seen.</summary>
public partial class Routes
{
    private ThemeState theme = null!;

    /// <summary>The scheme in which the document was sent.</summary>
    [Parameter]
    public bool StartsDark { get; set; }

    /// <summary>What the person chose with the switch.</summary>
    [Parameter]
    public ThemeChoice ThemeChoice { get; set; }

    /// <summary>What style elements of this document carry: the policy was sent with it, and a circuit outlives the answer.</summary>
    [Parameter]
    public string Nonce { get; set; } = "";

    /// <inheritdoc/>
    protected override void OnInitialized() => theme = new ThemeState(ThemeChoice, StartsDark, Nonce);

    private static Permission? LineOf(Type page) => page.GetCustomAttribute<OpenToAttribute>()?.Permission;
}
