using System.Globalization;
using System.Text.RegularExpressions;
using ZXing;

namespace Lfr.Tests.Support;

/// <summary>Reads a QR code that a page draws, with a library that is not the one that drew it.</summary>
internal static partial class QrReader
{
    private const int Scale = 4;

    /// <summary>What the first code in <paramref name="html"/> says; <see langword="null"/> where none can be read.</summary>
    public static string? Read(string html)
    {
        var drawn = Code().Match(html);
        var size = int.Parse(drawn.Groups["size"].Value, CultureInfo.InvariantCulture) * Scale;
        var light = Enumerable.Repeat(byte.MaxValue, size * size).ToArray();
        foreach (Match square in Square().Matches(drawn.Groups["path"].Value))
        {
            var (left, top) = (int.Parse(square.Groups["x"].Value, CultureInfo.InvariantCulture) * Scale, int.Parse(square.Groups["y"].Value, CultureInfo.InvariantCulture) * Scale);
            for (var y = top; y < top + Scale; y++)
                light.AsSpan(y * size + left, Scale).Clear();
        }

        return new BarcodeReaderGeneric().Decode(new RGBLuminanceSource(light, size, size, RGBLuminanceSource.BitmapFormat.Gray8))?.Text;
    }

    [GeneratedRegex(@"viewBox=""0 0 (?<size>\d+) \d+""[^>]*>\s*<path d=""(?<path>[^""]*)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();

    [GeneratedRegex(@"M(?<x>\d+) (?<y>\d+)h1v1h-1z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Square();
}
