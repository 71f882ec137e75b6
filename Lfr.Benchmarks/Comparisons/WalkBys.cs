using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Inference.Video;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>One photograph on its way towards the camera.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="IsListed">Whether the person is on the list, by another photograph.</param>
/// <param name="Bgr">Pixels of the photograph.</param>
/// <param name="Side">Its side, pixels.</param>
/// <param name="FaceHeight">Height of the face in it, pixels.</param>
internal sealed record Walker(string Person, bool IsListed, byte[] Bgr, int Side, float FaceHeight);

/// <summary>
/// Walk-bys made of the evaluation photographs, where this machine has them: eight people at a time come towards the camera on a neutral 720p frame,
/// from about 30 to 120 px of face height, and every frame is shifted, blurred, lit and noisy in its own way. The pose is the photograph's.
/// </summary>
internal static class WalkBys
{
    /// <summary>Frames of one walk-by: two seconds at 12.5 a second.</summary>
    public const int Frames = 24;

    private const int Columns = 4;
    private const int Rows = 2;
    private const int CellWidth = 320;
    private const int CellHeight = 360;

    /// <summary>People in one frame.</summary>
    public const int Together = Columns * Rows;

    /// <summary>Which person of a group stands where, by the middle of a face.</summary>
    public static int PlaceOf(float x, float y) => (Math.Clamp((int)y / CellHeight, 0, Rows - 1) * Columns) + Math.Clamp((int)x / CellWidth, 0, Columns - 1);

    /// <summary>People who walk by: first those on the list, with their second and third photographs, then others. Shuffled together.</summary>
    public static List<Walker> Cast(ModelSet models, int listed, int others)
    {
        var people = File.ReadAllLines(Bench.Evaluation("lfw_identification.txt")!).Where(l => l.Length > 0 && l[0] != '#').ToHashSet(StringComparer.Ordinal);
        var files = Directory.GetFiles(Bench.Evaluation("lfw")!, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var byPerson = files.GroupBy(PersonOf, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        using var detector = models.CreateDetector();
        var walkers = new List<Walker>();
        Add(byPerson.Where(p => people.Contains(p.Key)).SelectMany(p => p.Value.Skip(1).Take(2)), true, listed);
        Add(byPerson.Where(p => p.Value.Length == 1).Select(p => p.Value[0]), false, others);
        var order = walkers.ToArray();
        new Random(2026).Shuffle(order);
        return [.. order];

        void Add(IEnumerable<string> photographs, bool isListed, int wanted)
        {
            var all = photographs.Order(StringComparer.Ordinal).ToArray();
            new Random(7).Shuffle(all);
            foreach (var file in all.Take(wanted))
            {
                if (Read(detector, file, isListed) is { } walker)
                    walkers.Add(walker);
            }
        }
    }

    /// <summary>Gallery photographs: the first of everybody who has two or more.</summary>
    public static IEnumerable<(string Person, string File)> Listed()
    {
        foreach (var person in File.ReadAllLines(Bench.Evaluation("lfw_identification.txt")!).Where(l => l.Length > 0 && l[0] != '#').Order(StringComparer.Ordinal))
        {
            var first = Directory.GetFiles(Bench.Evaluation("lfw", person)!, "*.jpg").Order(StringComparer.Ordinal).First();
            yield return (person, first);
        }
    }

    /// <summary>Pairs of names that are one person by a mistake of the data.</summary>
    public static HashSet<(string A, string B)> Doubtful() =>
    [
        .. File.ReadAllLines(Bench.Evaluation("lfw_label_noise.txt")!).Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split('\t')).Where(p => p.Length > 1).SelectMany(p => new[] { (p[0], p[1]), (p[1], p[0]) }),
    ];

    /// <summary>The frames of a group, which the caller disposes.</summary>
    /// <param name="group">At most <see cref="Together"/> people.</param>
    /// <param name="seed">Of everything that is random.</param>
    /// <param name="pool">Lends the frames.</param>
    public static List<VideoFrame> Film(IReadOnlyList<Walker> group, int seed, FramePool pool)
    {
        var random = new Random(seed);
        var ways = group.Select(_ => new Way(
            0.55f + (0.8f * random.NextSingle()), 40 * (random.NextSingle() - 0.5f), random.NextSingle() * 6.28f, random.NextSingle() * 0.25f)).ToArray();
        var frames = new List<VideoFrame>();
        for (var f = 0; f < Frames; f++)
        {
            var frame = pool.Rent(Columns * CellWidth, Rows * CellHeight);
            frame.Pixels.Fill(112);
            for (var i = 0; i < group.Count; i++)
                Paste(frame, group[i], ways[i], i, f, random);
            Noise(frame.Pixels, random);
            frames.Add(frame);
        }

        return frames;
    }

    private static string PersonOf(string file) => Path.GetFileName(Path.GetDirectoryName(file))!;

    private static Walker? Read(FaceDetector detector, string file, bool isListed)
    {
        using var picture = Picture.Decode(File.ReadAllBytes(file));
        var found = new List<Detection>();
        detector.Detect(picture.Image, 0.6f, found);
        if (found.Count == 0 || picture.Width != picture.Height)
            return null;
        var face = found.MinBy(d => MathF.Abs(d.X + (d.Width / 2) - (picture.Width / 2f)) + MathF.Abs(d.Y + (d.Height / 2) - (picture.Height / 2f)));
        return new Walker(PersonOf(file), isListed, picture.Image.Pixels.ToArray(), picture.Width, face.Height);
    }

    /// <summary>The way that somebody walks.</summary>
    /// <param name="Light">Gain of the exposure.</param>
    /// <param name="Aside">Pixels walked to the side.</param>
    /// <param name="Phase">Of the steps, radians.</param>
    /// <param name="Flicker">How much the light changes on the way.</param>
    private sealed record Way(float Light, float Aside, float Phase, float Flicker);

    private static void Paste(VideoFrame frame, Walker walker, Way way, int place, int number, Random random)
    {
        // Walking steadily from four times as far: the height goes with one over the distance.
        var done = number / (Frames - 1f);
        var height = 120 / (4 - (3 * done));
        var scale = height / walker.FaceHeight;
        var side = (int)(walker.Side * scale);
        var left = (int)(((place % Columns) * CellWidth) + ((CellWidth - side) / 2f) + (way.Aside * (done - 0.5f)) + (2 * random.NextSingle()));
        var top = (int)(((place / Columns) * CellHeight) + ((CellHeight - side) / 2f) + (height * 0.05f * MathF.Sin(way.Phase + (number * 0.9f))));
        var gain = way.Light * (1 + (way.Flicker * MathF.Sin(way.Phase + (number * 0.35f))));
        var sweep = random.Next(3) == 0 ? height * 0.08f * random.NextSingle() : height * 0.015f * random.NextSingle();
        var blur = height * 0.012f * random.NextSingle();
        var samples = Math.Clamp((int)MathF.Ceiling(MathF.Max(1 / scale, MathF.Max(sweep, blur) * 1.5f)), 2, 6);
        var (cellLeft, cellTop) = (place % Columns * CellWidth, place / Columns * CellHeight);
        for (var y = Math.Max(top, cellTop); y < Math.Min(top + side, cellTop + CellHeight); y++)
        {
            for (var x = Math.Max(left, cellLeft); x < Math.Min(left + side, cellLeft + CellWidth); x++)
                Pixel(frame.Pixels.Slice(((y * frame.Width) + x) * 3, 3), walker, x - left, y - top, scale, samples, sweep, blur, gain);
        }
    }

    /// <summary>A pixel as the mean over its area, widened by the motion to the side and the blur.</summary>
    private static void Pixel(Span<byte> to, Walker walker, int x, int y, float scale, int samples, float sweep, float blur, float gain)
    {
        float b = 0, g = 0, r = 0;
        for (var j = 0; j < samples; j++)
        {
            var v = (y + 0.5f + ((((j + 0.5f) / samples) - 0.5f) * (1 + blur))) / scale;
            var row = Math.Clamp((int)v, 0, walker.Side - 1) * walker.Side;
            for (var i = 0; i < samples; i++)
            {
                var u = (x + 0.5f + ((((i + 0.5f) / samples) - 0.5f) * (1 + blur + sweep))) / scale;
                var at = (row + Math.Clamp((int)u, 0, walker.Side - 1)) * 3;
                b += walker.Bgr[at];
                g += walker.Bgr[at + 1];
                r += walker.Bgr[at + 2];
            }
        }

        var share = gain / (samples * samples);
        to[0] = (byte)Math.Min(255, b * share);
        to[1] = (byte)Math.Min(255, g * share);
        to[2] = (byte)Math.Min(255, r * share);
    }

    private static void Noise(Span<byte> pixels, Random random)
    {
        // A bell of three dice, five grey levels wide; one throw serves a byte, cut from a table for speed.
        Span<sbyte> bell = stackalloc sbyte[4096];
        foreach (ref var value in bell)
            value = (sbyte)Math.Round((random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 10);
        var seed = (uint)random.Next();
        foreach (ref var value in pixels)
        {
            seed = (seed * 1664525) + 1013904223;
            value = (byte)Math.Clamp(value + bell[(int)(seed >> 20)], 0, 255);
        }
    }
}
