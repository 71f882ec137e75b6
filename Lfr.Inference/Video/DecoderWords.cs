using System.Buffers.Text;

namespace Lfr.Inference.Video;

/// <summary>What the last filter announces of a frame before it lets it go.</summary>
/// <param name="Number">Its number since the filter was set up, from 0: it begins again when the picture changes its size.</param>
/// <param name="Seconds">Presentation time in seconds; <see cref="double.NaN"/> when the stream told none.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="IsKey">Whether the picture stands for itself.</param>
/// <param name="Type">How it was coded: I, P, B, or anything else.</param>
internal readonly record struct AnnouncedFrame(long Number, double Seconds, int Width, int Height, bool IsKey, byte Type);

/// <summary>Understands single lines of a decoder's error output, without allocating. Lines carry their level: <c>[h264 @ 0x1] [error] …</c>.</summary>
internal static class DecoderWords
{
    /// <summary>Reads an announcement of the filter <c>showinfo</c>. Only lines that begin with its name count: words of the stream never do.</summary>
    public static bool TryAnnounce(ReadOnlySpan<byte> line, out AnnouncedFrame frame)
    {
        frame = default;
        if (!line.StartsWith("[Parsed_showinfo"u8))
            return false;
        var size = Rest(line, " s:"u8);
        if (!Utf8Parser.TryParse(Rest(line, "] n:"u8).TrimStart((byte)' '), out long number, out _)
            || !Utf8Parser.TryParse(size, out int width, out var read) || read >= size.Length
            || !Utf8Parser.TryParse(size[(read + 1)..], out int height, out _))
            return false;
        var seconds = Utf8Parser.TryParse(Rest(line, " pts_time:"u8), out double told, out _) ? told : double.NaN;
        var type = Rest(line, " type:"u8);
        frame = new AnnouncedFrame(number, seconds, width, height, Rest(line, " iskey:"u8).StartsWith((byte)'1'), type.IsEmpty ? (byte)'?' : type[0]);
        return true;
    }

    /// <summary>Whether the line only tells what goes on.</summary>
    public static bool IsNoComplaint(ReadOnlySpan<byte> line) =>
        line.IsEmpty || line.IndexOf("[info] "u8) >= 0 || line.IndexOf("[verbose] "u8) >= 0 || line.IndexOf("[warning] "u8) >= 0 || line.StartsWith("[Parsed_showinfo"u8);

    /// <summary>Whether the line says that something of the stream was lost or broken.</summary>
    public static bool IsDamage(ReadOnlySpan<byte> line) =>
        line.IndexOf("[error] "u8) >= 0 || (line.IndexOf("[warning] "u8) >= 0 && line.IndexOf("orrupt"u8) >= 0);

    /// <summary>
    /// Whether the line says that the decoder made up a part of a picture of this kind, which comes out later:
    /// <c>concealing 184 DC, 184 AC, 184 MV errors in P frame</c>.
    /// </summary>
    public static bool TellsInvention(ReadOnlySpan<byte> line, out byte type)
    {
        type = 0;
        if (line.IndexOf("] concealing "u8) < 0)
            return false;
        var picture = Rest(line, " errors in "u8);
        if (!picture.IsEmpty)
            type = picture[0];
        return !picture.IsEmpty;
    }

    /// <summary>
    /// Whether the line says that the picture that comes out next is not what the camera saw. Only what decoders say of the picture itself: many cameras write
    /// headers at which a decoder complains in each picture and loses nothing.
    /// </summary>
    public static bool TellsBrokenPicture(ReadOnlySpan<byte> line) =>
        line.IndexOf("corrupt decoded frame"u8) >= 0
        || line.IndexOf("Could not find ref with POC"u8) >= 0
        || line.IndexOf("Missing reference picture"u8) >= 0
        || line.IndexOf("error dc"u8) >= 0
        || line.IndexOf("error count:"u8) >= 0
        || line.IndexOf("] overread "u8) >= 0
        || line.IndexOf("bad vlc"u8) >= 0;

    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> line, ReadOnlySpan<byte> after)
    {
        var at = line.IndexOf(after);
        return at < 0 ? [] : line[(at + after.Length)..];
    }
}
