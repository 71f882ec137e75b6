using System.Buffers.Binary;
using System.Text;

namespace Lfr.Tests.Faults;

/// <summary>
/// Everything by which somebody's face could be told in a heap of bytes: runs of pixels and of template bytes, as they are and as text. Knows them by their
/// first eight bytes, so that each place of a file is looked at once.
/// </summary>
internal sealed class Traces
{
    private const int TemplateRun = 32;
    private const int PixelRun = 64;
    private const int TextRun = 40;

    /// <summary>A run with fewer different bytes is a patch of one colour: it belongs to nobody.</summary>
    private const int LeastDifferentBytes = 16;

    private readonly Dictionary<ulong, List<(byte[] Body, int Offset, int Length, string What)>> runs = [];

    /// <summary>Runs known.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a template: 512 floats as little-endian bytes, and the same bytes as base64 (in any position) and as hexadecimal digits.</summary>
    public void AddTemplate(byte[] template, string what)
    {
        for (var at = 0; at + TemplateRun <= template.Length; at += sizeof(float))
            Add(template, at, TemplateRun, $"template of {what}");
        for (var before = 0; before < 3; before++)
            AddText(Convert.ToBase64String([.. new byte[before], .. template])[4..^4], $"template of {what} as base64");
        AddText(Convert.ToHexString(template), $"template of {what} as hexadecimal digits");
        AddText(Convert.ToHexStringLower(template), $"template of {what} as hexadecimal digits");
    }

    /// <summary>Adds one row of a face, three bytes per pixel, in both orders of colour.</summary>
    public void AddRow(ReadOnlySpan<byte> bgr, string what)
    {
        var rgb = bgr.ToArray();
        for (var at = 0; at + 2 < rgb.Length; at += 3)
            (rgb[at], rgb[at + 2]) = (rgb[at + 2], rgb[at]);
        foreach (var row in (byte[][])[bgr.ToArray(), rgb])
        {
            for (var at = 0; at + PixelRun <= row.Length; at += 3)
                Add(row, at, PixelRun, $"pixels of {what}");
        }
    }

    /// <summary>What of it is in <paramref name="bytes"/>: the first find, or <see langword="null"/>.</summary>
    public string? FindIn(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at + sizeof(ulong) <= bytes.Length; at++)
        {
            if (!runs.TryGetValue(BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]), out var candidates))
                continue;
            foreach (var (body, offset, length, what) in candidates)
            {
                if (bytes[at..].StartsWith(body.AsSpan(offset, length)))
                    return $"{what} at {at}";
            }
        }

        return null;
    }

    private void AddText(string text, string what)
    {
        var ascii = Encoding.ASCII.GetBytes(text);
        for (var at = 0; at + TextRun <= ascii.Length; at++)
            Add(ascii, at, TextRun, what);
    }

    private void Add(byte[] body, int offset, int length, string what)
    {
        var run = body.AsSpan(offset, length);
        var different = new HashSet<byte>();
        foreach (var one in run)
            different.Add(one);
        if (different.Count < Math.Min(LeastDifferentBytes, length / 4))
            return;
        var key = BinaryPrimitives.ReadUInt64LittleEndian(run);
        if (!runs.TryGetValue(key, out var known))
            runs[key] = known = [];
        known.Add((body, offset, length, what));
        Count++;
    }
}
