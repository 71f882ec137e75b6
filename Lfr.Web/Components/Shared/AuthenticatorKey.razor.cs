using Microsoft.AspNetCore.Components;
using QRCoder;

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

    private MarkupString Drawing
    {
        get
        {
            using var data = QRCodeGenerator.GenerateQrCode(Link, QRCodeGenerator.ECCLevel.M);
            using var code = new SvgQRCode(data);
            // Dark on light in both schemes: many cameras cannot read it the other way round.
            return new MarkupString(code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute));
        }
    }
}
