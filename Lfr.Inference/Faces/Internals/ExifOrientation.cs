using System.Buffers.Binary;
using SkiaSharp;

namespace Lfr.Inference.Faces.Internals;

/// <summary>
/// Reads the orientation tag of a PNG's <c>eXIf</c> or a WebP's <c>EXIF</c> chunk, wherever in the file it stands; the image library reads that of a JPEG alone. A block that is
/// damaged says nothing: the pixels are still good.
/// </summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int EntryBytes = 12;

    /// <summary>The tag, 1–8; <see langword="null"/> where there is none.</summary>
    public static int? Of(ReadOnlySpan<byte> file, SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Png => InTiff(Chunk(file, 8, "eXIf"u8, nameFirst: false)),
        SKEncodedImageFormat.Webp => InTiff(Chunk(file, 12, "EXIF"u8, nameFirst: true)),
        _ => null,
    };

    /// <summary>The content of a chunk: PNG's are length, name, content, checksum; RIFF's are name, length, content, made even.</summary>
    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> file, int at, ReadOnlySpan<byte> wanted, bool nameFirst)
    {
        while (at <= file.Length - 8)
        {
            var name = file.Slice(nameFirst ? at : at + 4, 4);
            var length = nameFirst ? BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]) : BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 8)
                return [];
            if (name.SequenceEqual(wanted))
                return file.Slice(at + 8, (int)length);
            at += 8 + (int)length + (nameFirst ? (int)(length & 1) : 4);
        }

        return [];
    }

    private static int? InTiff(ReadOnlySpan<byte> tiff)
    {
        // Some programs write the JPEG's preamble into the other formats as well.
        if (tiff.StartsWith("Exif\0\0"u8))
            tiff = tiff[6..];
        if (tiff.Length < 8)
            return null;
        var little = tiff.StartsWith("II*\0"u8);
        if (!little && !tiff.StartsWith("MM\0*"u8))
            return null;
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
            return null;
        var entries = tiff[((int)directory + 2)..];
        for (var left = Short(tiff[(int)directory..], little); left > 0 && entries.Length >= EntryBytes; left--, entries = entries[EntryBytes..])
        {
            if (Short(entries, little) == Tag)
                return Short(entries[8..], little) is >= 1 and <= 8 and var tag ? tag : null;
        }

        return null;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
