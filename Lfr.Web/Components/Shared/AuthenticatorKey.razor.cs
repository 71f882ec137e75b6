using System.Globalization;
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

    private (int Size, string Dark) Code
    {
        get
        {
            using var data = QRCodeGenerator.GenerateQrCode(Link, QRCodeGenerator.ECCLevel.M);
            var rows = data.ModuleMatrix;
            var dark = from y in Enumerable.Range(0, rows.Count)
                       from x in Enumerable.Range(0, rows[y].Length)
                       where rows[y][x]
                       select string.Create(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            return (rows.Count, string.Concat(dark));
        }
    }
}
