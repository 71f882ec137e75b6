using System.Globalization;
using System.Text.RegularExpressions;
using Bunit;
using Lfr.Web.Components.Shared;
using Lfr.Web.Identity;
using ZXing;

namespace Lfr.Tests.Components;

public sealed class AuthenticatorKeyTests : BunitContext
{
    /// <summary>Whoever scans the square gets the very key that is checked afterwards.</summary>
    [Fact]
    public void Square_IsReadByAnotherLibrary_AsTheLink()
    {
        var link = TimeCodes.Link("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "o'neil@force.example");
        Assert.StartsWith("otpauth://totp/Lfr:", link, StringComparison.Ordinal);
        Assert.Contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lfr", link, StringComparison.Ordinal);

        var drawn = Render<AuthenticatorKey>(p => p.Add(k => k.Key, "GEZD").Add(k => k.Link, link));

        Assert.Equal(link, Read(drawn.Find("svg").GetAttribute("viewBox")!, drawn.Find("path").GetAttribute("d")!));
    }

    private static string? Read(string viewBox, string path)
    {
        const int scale = 4;
        var size = int.Parse(viewBox.Split(' ')[2], CultureInfo.InvariantCulture) * scale;
        var light = Enumerable.Repeat(byte.MaxValue, size * size).ToArray();
        foreach (Match square in Regex.Matches(path, @"M(?<x>\d+) (?<y>\d+)h1v1h-1z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
        {
            var (left, top) = (int.Parse(square.Groups["x"].Value, CultureInfo.InvariantCulture) * scale, int.Parse(square.Groups["y"].Value, CultureInfo.InvariantCulture) * scale);
            for (var y = top; y < top + scale; y++)
                light.AsSpan(y * size + left, scale).Clear();
        }

        return new BarcodeReaderGeneric().Decode(new RGBLuminanceSource(light, size, size, RGBLuminanceSource.BitmapFormat.Gray8))?.Text;
    }
}
