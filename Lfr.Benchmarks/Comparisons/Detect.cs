using System.Diagnostics;
using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>How many faces of which height are found in 1080p frames, and at what cost: one larger scale against tiles.</summary>
internal static class Detect
{
    private const int Width = 1920;
    private const int Height = 1080;
    private const float FoundAt = 0.7f;
    private static readonly float[] Heights = [16, 20, 24, 30, 36, 45, 60];

    /// <summary>Ways to look at a frame: side of the fine pass, and columns × rows of tiles that overlap by a fifth.</summary>
    private static readonly (string Name, int Side, int Columns, int Rows)[] Ways =
    [
        ("640", 640, 1, 1),
        ("960", 960, 1, 1),
        ("1280", 1280, 1, 1),
        ("1600", 1600, 1, 1),
        ("1920", 1920, 1, 1),
        ("2 × 2 tiles of 640", 640, 2, 2),
        ("3 × 2 tiles of 640", 640, 3, 2),
    ];

    public static Comparison Comparison { get; } = new(
        "detect", "Recall by face height and cost of larger scales and of tiles, in 1080p frames of the street and of portraits.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var models = ModelSet.Open(bench.ModelsFolder);
        using var detector = models.CreateDetector();
        var results = Ways.Select(w => new Result(w.Name)).ToArray();
        foreach (var height in Heights)
        {
            foreach (var (pixels, faces) in Mosaics(bench, detector, height))
                Look(detector, pixels, faces.Select(f => (f, height)), results, mosaic: true);
        }

        using (var film = await StreetFilm.OpenAsync(bench, cancellationToken))
        {
            var canvas = new byte[Width * Height * 3];
            for (var f = 0; f < film.Frames.Count; f += 3)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Pad(film.Frames[f].Pixels, canvas);
                var faces = film.Truth(f).Where(t => t.Visible >= 0.8 && t.Box.Height >= 24).Select(t => (t.Box, t.Box.Height));
                Look(detector, canvas, faces, results, mosaic: false);
            }
        }

        var plan = results[2];
        foreach (var result in results)
            bench.Log.WriteLine($"{result.Name}: {result}");
        const string note = "Recall of mosaics of 144 synthetic portraits for each height, and of the street's faces of 24 px or more in the film padded to 1080p, "
            + "found at 0.7 with IoU ≥ 0.3. Every way has the coarse pass over the whole frame; the coarse pass that a tile does not need is taken off.";
        return [.. results.Where(r => r != plan).Select((r, i) => new Row(
            "faces in 1080p, detector at 1280 as planned for 24 px",
            "detector at " + r.Name,
            plan.ToString(),
            r.ToString(),
            string.Create(CultureInfo.InvariantCulture, $"{r.Cost / plan.Cost:0.00}× the time"),
            "–",
            null,
            i == 0 ? note : string.Empty))];
    }

    private static void Look(FaceDetector detector, byte[] pixels, IEnumerable<(Detection Face, float Height)> faces, Result[] results, bool mosaic)
    {
        var truth = faces.ToArray();
        for (var w = 0; w < Ways.Length; w++)
        {
            var found = new List<Detection>();
            var seconds = Find(detector, pixels, Ways[w], found);
            results[w].Costs.Add(seconds * 1000);
            foreach (var (face, height) in truth)
                results[w].Count(mosaic ? height : 0, found.Exists(d => d.Overlap(face) >= 0.3f));
        }
    }

    /// <summary>Looks at a frame in one way and returns the seconds that it took.</summary>
    private static double Find(FaceDetector detector, byte[] pixels, (string Name, int Side, int Columns, int Rows) way, List<Detection> found)
    {
        var start = Stopwatch.GetTimestamp();
        if (way.Columns == 1)
        {
            detector.Detect(new BgrImage(pixels, Width, Height), FoundAt, found, way.Side);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        // The frame at the coarse side, once for the whole; what a tile's own coarse pass costs is taken off, for a tile needs the fine pass alone.
        Coarse(detector, pixels, found);
        var coarse = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var seconds = coarse;
        int width = (int)(Width / (way.Columns - (0.2f * (way.Columns - 1)))), height = (int)(Height / (way.Rows - (0.2f * (way.Rows - 1))));
        var tile = new byte[width * height * 3];
        var inTile = new List<Detection>();
        for (var t = 0; t < way.Columns * way.Rows; t++)
        {
            var left = t % way.Columns * (Width - width) / (way.Columns - 1);
            var top = t / way.Columns * (Height - height) / (way.Rows - 1);
            for (var y = 0; y < height; y++)
                pixels.AsSpan((((top + y) * Width) + left) * 3, width * 3).CopyTo(tile.AsSpan(y * width * 3));
            start = Stopwatch.GetTimestamp();
            detector.Detect(new BgrImage(tile, width, height), FoundAt, inTile, way.Side);
            seconds += Stopwatch.GetElapsedTime(start).TotalSeconds - coarse;
            foreach (var face in inTile)
                found.Add(face with { X = face.X + left, Y = face.Y + top });
        }

        return seconds;
    }

    /// <summary>The coarse pass alone: a picture of 320 pixels is searched once.</summary>
    private static void Coarse(FaceDetector detector, byte[] pixels, List<Detection> found)
    {
        var small = new byte[320 * 180 * 3];
        for (var y = 0; y < 180; y++)
        {
            for (var x = 0; x < 320; x++)
                pixels.AsSpan(((((y * 6) + 3) * Width) + (x * 6) + 3) * 3, 3).CopyTo(small.AsSpan(((y * 320) + x) * 3));
        }

        detector.Detect(new BgrImage(small, 320, 180), FoundAt, found);
        for (var i = 0; i < found.Count; i++)
            found[i] = new Detection(found[i].X * 6, found[i].Y * 6, found[i].Width * 6, found[i].Height * 6, found[i].Score);
    }

    /// <summary>All portraits, scaled to one height of face and set side by side on grey 1080p frames.</summary>
    private static IEnumerable<(byte[] Pixels, List<Detection> Faces)> Mosaics(Bench bench, FaceDetector detector, float height)
    {
        var canvas = new byte[Width * Height * 3];
        var faces = new List<Detection>();
        canvas.AsSpan().Fill(112);
        int x = 8, y = 8, row = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(bench.DemoFolder, "people"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var picture = Picture.Decode(File.ReadAllBytes(file));
            var found = new List<Detection>();
            detector.Detect(picture.Image, 0.6f, found);
            if (found.Count == 0)
                continue;
            var scale = height / found[0].Height;
            int w = (int)(picture.Width * scale), h = (int)(picture.Height * scale);
            if (x + w > Width - 8)
                (x, y, row) = (8, y + row + 5, 0);
            if (y + h > Height - 8)
            {
                yield return (canvas, faces);
                canvas.AsSpan().Fill(112);
                faces.Clear();
                (x, y, row) = (8, 8, 0);
            }

            Shrink(picture.Image.Pixels.ToArray(), picture.Width, picture.Height, canvas, x, y, w, h);
            faces.Add(new Detection(x + (found[0].X * scale), y + (found[0].Y * scale), found[0].Width * scale, height, 1));
            x += w + 5;
            row = Math.Max(row, h);
        }

        yield return (canvas, faces);
    }

    /// <summary>Every pixel the mean of what it covers.</summary>
    private static void Shrink(byte[] from, int fromWidth, int fromHeight, byte[] canvas, int left, int top, int width, int height)
    {
        for (var y = 0; y < height; y++)
        {
            var (y0, y1) = (y * fromHeight / height, Math.Max((y * fromHeight / height) + 1, (y + 1) * fromHeight / height));
            for (var x = 0; x < width; x++)
            {
                var (x0, x1) = (x * fromWidth / width, Math.Max((x * fromWidth / width) + 1, (x + 1) * fromWidth / width));
                int b = 0, g = 0, r = 0;
                for (var v = y0; v < y1; v++)
                {
                    for (var at = ((v * fromWidth) + x0) * 3; at < ((v * fromWidth) + x1) * 3; at += 3)
                    {
                        b += from[at];
                        g += from[at + 1];
                        r += from[at + 2];
                    }
                }

                var count = (y1 - y0) * (x1 - x0);
                var to = (((top + y) * Width) + left + x) * 3;
                (canvas[to], canvas[to + 1], canvas[to + 2]) = ((byte)(b / count), (byte)(g / count), (byte)(r / count));
            }
        }
    }

    private static void Pad(ReadOnlySpan<byte> film, byte[] canvas)
    {
        canvas.AsSpan().Fill(112);
        for (var y = 0; y < 720; y++)
            film.Slice(y * 1280 * 3, 1280 * 3).CopyTo(canvas.AsSpan(y * Width * 3));
    }

    /// <summary>What one way found.</summary>
    private sealed class Result(string name)
    {
        private readonly SortedDictionary<float, (int Found, int All)> recall = [];

        public string Name { get; } = name;

        public List<double> Costs { get; } = [];

        public double Cost => SideBySide.Median(Costs);

        public void Count(float height, bool found)
        {
            var (before, all) = recall.GetValueOrDefault(height);
            recall[height] = (before + (found ? 1 : 0), all + 1);
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Cost:0.0} ms; ")
            + string.Join(", ", recall.Select(r => string.Create(CultureInfo.InvariantCulture, $"{(r.Key == 0 ? "street" : $"{r.Key:0} px")} {100.0 * r.Value.Found / r.Value.All:0.0} %")));
    }
}
