using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Lfr.Web.Features.Notices.Translations;

/// <summary>
/// Looks through a PDF for what does not belong into a public notice: scripts, files inside it, forms that send, a lock. Nothing is rendered and no tree is followed, so that no file can lead it in circles: its bytes are
/// searched for the names that such things must have (ISO 32000), in what is packed as well. What cannot be looked into is refused.
/// </summary>
public static class PdfCheck
{
    /// <summary>Largest file, bytes.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    /// <summary>Most that the parts of a file unpack to together, bytes.</summary>
    private const int MostUnpacked = 64 * 1024 * 1024;

    private const int MostParts = 20_000;

    /// <summary>A part's dictionary lies so close before it, bytes.</summary>
    private const int LongestDictionary = 4096;

    /// <summary>Where the first and the last line of a PDF are looked for, bytes.</summary>
    private const int Tail = 1024;

    private const int BufferSize = 64 * 1024;

    /// <summary>No name is longer than this; so much of a piece is looked at again with the next.</summary>
    private const int Overlap = 32;

    private static readonly (string Name, string What)[] Forbidden =
    [
        ("JavaScript", "a script"), ("Launch", "a command that starts a program"), ("EmbeddedFile", "another file"), ("EmbeddedFiles", "another file"), ("FileAttachment", "another file"), ("GoToE", "another file"),
        ("RichMedia", "a film or a sound"), ("Movie", "a film or a sound"), ("Sound", "a film or a sound"), ("Rendition", "a film or a sound"), ("XFA", "a form"), ("SubmitForm", "a form that sends what is typed"),
        ("ImportData", "a form that fetches data"), ("Encrypt", "a lock, so that nobody can look into it"),
    ];

    /// <summary>Ways of packing that hide names and are not unpacked here.</summary>
    private static readonly string[] Veils = ["/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL", "/Crypt", "/Predictor"];

    /// <summary>Why the file is not taken, as a sentence; <see langword="null"/> when it may be.</summary>
    public static string? Problem(byte[] file)
    {
        if (file.Length > MostBytes)
            return $"The file is larger than {MostBytes / (1024 * 1024)} MB.";
        if (!file.AsSpan().StartsWith("%PDF-"u8) || file.AsSpan(Math.Max(0, file.Length - Tail)).IndexOf("%%EOF"u8) < 0)
            return "The file is no PDF, or not all of it arrived.";
        if (Found(file) is { } what)
            return Contains(what);
        var (left, parts, at) = (MostUnpacked, 0, 0);
        while (file.AsSpan(at).IndexOf("stream"u8) is var next and >= 0)
        {
            var begin = at + next;
            at = begin + "stream".Length;
            if (begin >= 3 && file.AsSpan(begin - 3, 3).SequenceEqual("end"u8))
                continue;
            if (++parts > MostParts)
                return "The file has more parts than can be looked through.";
            var dictionary = Plain(Before(file, begin));
            var holdsObjects = dictionary.Contains("/First", StringComparison.Ordinal) || dictionary.Contains("/ObjStm", StringComparison.Ordinal);
            var packed = dictionary.Contains("/Filter", StringComparison.Ordinal);
            if (holdsObjects && packed && (Veils.Any(v => dictionary.Contains(v, StringComparison.Ordinal)) || !dictionary.Contains("/FlateDecode", StringComparison.Ordinal) || !IsPacked(file, Begin(file, at))))
                return "The file is packed in a way that cannot be looked into.";
            if (dictionary.Contains("/Image", StringComparison.Ordinal) && !holdsObjects)
                continue;
            var (inside, unpacked) = Unpacked(file, Begin(file, at), left);
            if (inside is not null)
                return Contains(inside);
            left -= unpacked;
            if (left <= 0)
                return $"The file unpacks to more than {MostUnpacked / (1024 * 1024)} MB.";
        }

        return null;
    }

    private static string Contains(string what) => $"The file contains {what}. A notice is words to read, and nothing that runs.";

    private static int Begin(byte[] file, int at)
    {
        if (at < file.Length && file[at] == '\r')
            at++;
        return at < file.Length && file[at] == '\n' ? at + 1 : at;
    }

    private static ReadOnlySpan<byte> Before(byte[] file, int end)
    {
        var piece = file.AsSpan(Math.Max(0, end - LongestDictionary), Math.Min(end, LongestDictionary));
        return piece.LastIndexOf("obj"u8) is var from and >= 0 ? piece[from..] : piece;
    }

    private static (string? What, int Unpacked) Unpacked(byte[] file, int at, int most)
    {
        // What is not packed was searched as it stands.
        if (!IsPacked(file, at))
            return (null, 0);
        using var source = new MemoryStream(file, at, file.Length - at, writable: false);
        using var zlib = new ZLibStream(source, CompressionMode.Decompress);
        var (buffer, kept, total) = (new byte[BufferSize + Overlap], 0, 0);
        try
        {
            while (total < most && zlib.Read(buffer, kept, BufferSize) is var read and > 0)
            {
                total += read;
                var piece = buffer.AsSpan(0, kept + read);
                if (Found(piece) is { } what)
                    return (what, total);
                kept = Math.Min(Overlap, piece.Length);
                piece[^kept..].CopyTo(buffer);
            }
        }
        catch (InvalidDataException)
        {
            // Readers take what comes before the damage, and so much was looked at.
            return (null, total);
        }

        return (null, total);
    }

    // The first two bytes of what zlib packs (RFC 1950).
    private static bool IsPacked(byte[] file, int at) => at + 2 <= file.Length && (file[at] & 0x0F) == 8 && ((file[at] << 8) + file[at + 1]) % 31 == 0;

    private static string? Found(ReadOnlySpan<byte> bytes)
    {
        foreach (var (name, what) in Forbidden)
        {
            if (Has(bytes, Encoding.ASCII.GetBytes("/" + name)))
                return what;
        }

        // A name may be written with its letters as numbers: /J#61vaScript.
        return bytes.IndexOf((byte)'#') < 0 ? null : FoundIn(Plain(bytes));
    }

    private static string? FoundIn(string plain) =>
        Forbidden.Where(f => Has(Encoding.Latin1.GetBytes(plain), Encoding.ASCII.GetBytes("/" + f.Name))).Select(f => f.What).FirstOrDefault();

    private static bool Has(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name)
    {
        while (bytes.IndexOf(name) is var at and >= 0)
        {
            bytes = bytes[(at + name.Length)..];
            if (bytes.IsEmpty || !char.IsAsciiLetterOrDigit((char)bytes[0]))
                return true;
        }

        return false;
    }

    private static string Plain(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '#' && i + 2 < bytes.Length && byte.TryParse(Encoding.ASCII.GetString(bytes.Slice(i + 1, 2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var letter))
            {
                text.Append((char)letter);
                i += 2;
            }
            else
            {
                text.Append((char)bytes[i]);
            }
        }

        return text.ToString();
    }
}
