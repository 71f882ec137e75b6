using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace Lfr.Tests.Support;

/// <summary>Makes picture files, honest and hostile ones.</summary>
public static class UploadFiles
{
    /// <summary>A plain picture in a format.</summary>
    public static byte[] Encoded(SKEncodedImageFormat format, int width, int height, Func<int, int, SKColor> pixel)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Unpremul));
        // Twelve million calls of SetPixel take half a minute on a busy machine.
        var pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                pixels[(y * width) + x] = (uint)pixel(x, y);
        }

        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    /// <summary>The JPEG with an EXIF orientation tag, 1–8.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. Tiff(orientation)];
        return [.. jpeg.Take(2), .. exif, .. jpeg.Skip(2)];
    }

    /// <summary>A directory of one tag.</summary>
    private static byte[] Tiff(byte orientation) => [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];

    /// <summary>The PNG with an <c>eXIf</c> chunk that holds an orientation tag, 1–8, before its pixels or behind them.</summary>
    public static byte[] PngWithOrientation(byte[] png, byte orientation, bool behind)
    {
        var at = behind ? png.Length - 12 : 33;
        return [.. png.AsSpan(0, at), .. PngChunk("eXIf", Tiff(orientation)), .. png.AsSpan(at)];
    }

    /// <summary>The WebP with an <c>EXIF</c> chunk that holds an orientation tag, 1–8.</summary>
    /// <param name="webp">Of the simple kind: one chunk.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="orientation">Tag.</param>
    /// <param name="preamble">Whether the block begins with a JPEG's preamble, as some programs write it.</param>
    public static byte[] WebpWithOrientation(byte[] webp, int width, int height, byte orientation, bool preamble)
    {
        byte[] exif = [.. preamble ? "Exif\0\0"u8 : [], .. Tiff(orientation)];
        byte[] chunks =
        [
            .. "WEBPVP8X"u8, 10, 0, 0, 0, 0x08, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0,
            .. webp.AsSpan(12), .. "EXIF"u8, (byte)exif.Length, 0, 0, 0, .. exif,
        ];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, chunks.Length);
        return [.. "RIFF"u8, .. length, .. chunks];
    }

    /// <summary>The JPEG with a comment segment.</summary>
    public static byte[] WithComment(byte[] jpeg, ReadOnlySpan<byte> comment)
    {
        var length = comment.Length + 2;
        return [.. jpeg.AsSpan(0, 2), 0xFF, 0xFE, (byte)(length >> 8), (byte)length, .. comment, .. jpeg.AsSpan(2)];
    }

    /// <summary>Two pictures in one, side by side.</summary>
    public static byte[] Beside(byte[] left, byte[] right)
    {
        using var one = SKBitmap.Decode(left);
        using var two = SKBitmap.Decode(right);
        using var both = new SKBitmap(one.Width + two.Width, Math.Max(one.Height, two.Height));
        using (var canvas = new SKCanvas(both))
        {
            canvas.DrawBitmap(one, 0, 0, SKSamplingOptions.Default);
            canvas.DrawBitmap(two, one.Width, 0, SKSamplingOptions.Default);
        }

        using var data = both.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The picture scaled to a width, as a PNG.</summary>
    public static byte[] Scaled(byte[] picture, int width)
    {
        using var whole = SKBitmap.Decode(picture);
        using var small = whole.Resize(new SKSizeI(width, whole.Height * width / whole.Width), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var data = small.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The PNG turned into an animated one (APNG) by its control chunk.</summary>
    public static byte[] WithAnimation(byte[] png) => [.. png.AsSpan(0, 33), .. PngChunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]), .. png.AsSpan(33)];

    /// <summary>A PNG of a few hundred bytes that declares huge dimensions.</summary>
    public static byte[] PngBomb(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return
        [
            0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A,
            .. PngChunk("IHDR", header), .. PngChunk("IDAT", [0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]), .. PngChunk("IEND", []),
        ];
    }

    /// <summary>A true PNG of one colour: a small file whose pixels take a thousand times its size.</summary>
    public static byte[] WholePngBomb(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + (width * 3)];
            for (var y = 0; y < height; y++)
                zlib.Write(row);
        }

        return [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. PngChunk("IHDR", header), .. PngChunk("IDAT", packed.ToArray()), .. PngChunk("IEND", [])];
    }

    /// <summary>The start of an animated WebP.</summary>
    public static byte[] AnimatedWebp() =>
    [
        .. "RIFF"u8, 30, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0x02, 0, 0, 0, 63, 0, 0, 63, 0, 0, .. "ANIM"u8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    private static byte[] PngChunk(string name, byte[] content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        for (var i = 0; i < 4; i++)
            chunk[4 + i] = (byte)name[i];
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc32(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
