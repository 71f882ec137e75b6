using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>The key of an authenticator app, as a QR code and as text. Drawn by Lfr itself: the key goes nowhere else. Works with and without a circuit.</summary>
public partial class AuthenticatorKey
{
    /// <summary>The key in Base32.</summary>
    [Parameter]
    [EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>What the QR code says.</summary>
    [Parameter]
    [EditorRequired]
    public string Link { get; set; } = "";

    private string Groups => string.Join(' ', Key.Chunk(4).Select(c => new string(c)));
}
