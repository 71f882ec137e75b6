using System.Buffers.Binary;
using SkiaSharp;

namespace Lfr.Inference.Faces.Internals;

/// <summary>Tells the kind of a file from its first bytes. What a name or a header of an upload claims is of no interest.</summary>
internal static class PictureFormat
{
    private const int WebpAnimationFlag = 0x02;

    /// <summary>The format, or <see langword="null"/> for everything that is not taken.</summary>
    public static SKEncodedImageFormat? Of(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return SKEncodedImageFormat.Jpeg;
        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return SKEncodedImageFormat.Png;
        if (file.Length >= 16 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBPVP8"u8))
            return SKEncodedImageFormat.Webp;
        return null;
    }

    /// <summary>What a file that is not taken is, as people call it; <see langword="null"/> where nobody would call it a picture.</summary>
    public static string? Foreign(ReadOnlySpan<byte> file)
    {
        if (file.Length >= 12 && file[4..].StartsWith("ftyp"u8))
        {
            var brand = file.Slice(8, 4);
            var isGeneral = brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8);
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8) || (isGeneral && SaysAvif(file)))
                return "an AVIF picture";
            if (brand.SequenceEqual("crx "u8))
                return "a TIFF or raw picture";
            return isGeneral || brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) ? "a HEIC picture, as iPhones take them" : "a film";
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) || (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("AVI "u8)))
            return "a film";
        if (file.StartsWith("8BPS"u8))
            return "a Photoshop picture";
        if ((file.Length >= 12 && file[4..].StartsWith("jP  "u8)) || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
            return "a JPEG 2000 picture";

        if (file.StartsWith("BM"u8) && file.Length >= 26)
            return "a BMP picture";
        if (file.StartsWith("GIF8"u8))
            return "a GIF picture";
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8) || file.StartsWith("II+\0"u8) || file.StartsWith("MM\0+"u8))
            return "a TIFF or raw picture";
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]) || (file.Length >= 12 && file[4..].StartsWith("JXL "u8)))
            return "a JPEG XL picture";
        return file.StartsWith("%PDF"u8) ? "a PDF document" : null;
    }

    /// <summary>Whether a file of a general brand names AVIF among those that it is readable as.</summary>
    private static bool SaysAvif(ReadOnlySpan<byte> file)
    {
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file), (uint)Math.Min(file.Length, 256));
        for (var at = 16; at + 4 <= end; at += 4)
        {
            if (file.Slice(at, 4).SequenceEqual("avif"u8))
                return true;
        }

        return false;
    }

    /// <summary>Whether the file declares an animation.</summary>
    public static bool IsAnimated(ReadOnlySpan<byte> file, SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Png => HasAnimationControl(file),
        SKEncodedImageFormat.Webp => file.Length > 20 && file[12..].StartsWith("VP8X"u8) && (file[20] & WebpAnimationFlag) != 0,
        _ => false,
    };

    /// <summary>Looks for APNG's <c>acTL</c> chunk, which must stand before the first <c>IDAT</c>.</summary>
    private static bool HasAnimationControl(ReadOnlySpan<byte> png)
    {
        var at = 8;
        while (at <= png.Length - 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            var name = png.Slice(at + 4, 4);
            if (name.SequenceEqual("acTL"u8))
                return true;
            if (name.SequenceEqual("IDAT"u8) || length > png.Length)
                return false;
            at += (int)length + 12;
        }

        return false;
    }
}
