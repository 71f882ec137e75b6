using Lfr.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Lfr.Web.Components.Pages;

/// <summary>The document around every page. Staff pages get a circuit; the public site gets neither scripts nor a circuit.</summary>
public partial class App
{
    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private bool IsInteractive => Context.AcceptsInteractiveRouting();

    private IComponentRenderMode? Mode => IsInteractive ? RenderMode.InteractiveServer : null;

    private string Nonce => PageNonce.For(Context).Value;

    private string CircuitNonce => PageNonce.ForCircuit(Context).Value;

    private bool IsPublic => IsPublicPage(Context.GetEndpoint());

    /// <summary>Whether <paramref name="endpoint"/> is a page of the public site.</summary>
    internal static bool IsPublicPage(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>()?.Type is { } page
        && (Attribute.GetCustomAttribute(page, typeof(LayoutAttribute)) as LayoutAttribute)?.LayoutType == typeof(PublicLayout);

    private ThemeChoice Choice => Context.Request.Cookies["lfr-theme"] switch
    {
        "light" => ThemeChoice.Light,
        "dark" => ThemeChoice.Dark,
        _ => ThemeChoice.System,
    };

    /// <summary>The scheme that lfr.js found last time; none before it ran, or on the public site, where the style sheet asks the system.</summary>
    private string? Scheme => IsPublic ? null : Context.Request.Cookies["lfr-scheme"] switch { "dark" => "dark", "light" => "light", _ => null };
}
