using System.Diagnostics;
using System.Globalization;
using Lfr.Inference.Children;
using Lfr.Inference.Faces;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>What decoding in a child process costs (ADR 20): a frame of 1920 × 1080 through a child that waits, and through one that is started for it, beside the same decoding in this process.</summary>
internal static class Pictures
{
    private const int Width = 1920;
    private const int Height = 1080;
    private static readonly TimeSpan StartOfAChild = TimeSpan.FromSeconds(1);

    public static Comparison Comparison { get; } = new("pictures", "A camera's frame decoded in a child process, beside the same in this process.", RunAsync);

    private static Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var jpeg = JpegEncoder.Encode(new BgrImage(Texture(), Width, Height), 85);
        double InProcess()
        {
            var start = Stopwatch.GetTimestamp();
            Picture.Decode(jpeg).Dispose();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        var warm = SideBySide.Run(() => Child(jpeg, waits: true, cancellationToken), InProcess, bench.Rounds);
        var cold = SideBySide.Run(() => Child(jpeg, waits: false, cancellationToken), InProcess, bench.Rounds);
        var note = string.Create(CultureInfo.InvariantCulture, $"a generated texture, {jpeg.Length / 1024} kB; pixels come back over a pipe");
        IReadOnlyList<Row> rows = [Line("by a child that waits", warm, note), Line("by a child that is started for it", cold, "")];
        return Task.FromResult(rows);
    }

    private static Row Line(string how, SideBySide.Outcome took, string note) => new(
        $"a frame of {Width} × {Height} decoded {how}", "the same in this process", Milliseconds(took.Ours), Milliseconds(took.Theirs),
        string.Create(CultureInfo.InvariantCulture, $"{took.Ratio:0.00}× ({took.LowestRatio:0.00}–{took.HighestRatio:0.00})"), "–", null, note);

    private static double Child(byte[] jpeg, bool waits, CancellationToken cancellationToken)
    {
        using var decoder = new PictureDecoder(1);
        if (waits)
        {
            decoder.Warm();
            cancellationToken.WaitHandle.WaitOne(StartOfAChild);
        }

        var start = Stopwatch.GetTimestamp();
        decoder.DecodeAsync(jpeg, int.MaxValue, cancellationToken).GetAwaiter().GetResult().Dispose();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>As busy as a street, and the same each time.</summary>
    private static byte[] Texture()
    {
        var random = new Random(2019);
        var bgr = new byte[Width * Height * 3];
        for (var i = 0; i < bgr.Length; i++)
            bgr[i] = (byte)((i / 3 % Width / 8) + (i / 3 / Width / 8) + random.Next(24));
        return bgr;
    }

    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms");
}
