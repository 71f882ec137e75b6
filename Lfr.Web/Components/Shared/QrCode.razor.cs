using System.Globalization;
using Microsoft.AspNetCore.Components;
using QRCoder;

namespace Lfr.Web.Components.Shared;

/// <summary>A QR code, drawn by Lfr itself: what it says goes nowhere else. Works with and without a circuit, and prints.</summary>
public partial class QrCode
{
    /// <summary>What it says.</summary>
    [Parameter]
    [EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>Text alternative for screen readers.</summary>
    [Parameter]
    [EditorRequired]
    public string Label { get; set; } = "";

    private (int Size, string Dark) Drawn
    {
        get
        {
            using var data = QRCodeGenerator.GenerateQrCode(Text, QRCodeGenerator.ECCLevel.M);
            var rows = data.ModuleMatrix;
            var dark = from y in Enumerable.Range(0, rows.Count)
                       from x in Enumerable.Range(0, rows[y].Length)
                       where rows[y][x]
                       select string.Create(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            return (rows.Count, string.Concat(dark));
        }
    }
}
