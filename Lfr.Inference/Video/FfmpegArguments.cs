using System.Globalization;
using Lfr.Inference.Children;

namespace Lfr.Inference.Video;

/// <summary>What a probe found out about a video, brought to the size and rate in which it is decoded.</summary>
/// <param name="Width">Decoded width, at most 1920, square pixels, upright.</param>
/// <param name="Height">Decoded height, at most 1920 (portrait), square pixels, upright.</param>
/// <param name="RateNumerator">Frames per <paramref name="RateDenominator"/> seconds.</param>
/// <param name="RateDenominator">Seconds for <paramref name="RateNumerator"/> frames.</param>
/// <param name="Thinned">Whether the source is faster than 30 frames a second and frames are left out.</param>
public sealed record VideoShape(int Width, int Height, int RateNumerator, int RateDenominator, bool Thinned)
{
    /// <summary>Whether the stream carries no times of its own: raw H.264 or HEVC, or JPEGs one after the other.</summary>
    public bool TellsNoTime { get; init; }

    /// <summary>How it must be opened for its pictures to be found.</summary>
    public OpeningManner Manner { get; init; }

    /// <summary>Whether pictures are coded larger than 1920 × 1088, so that one processor core may be too slow for them.</summary>
    public bool IsLarge { get; init; }

    /// <summary>Frames per second.</summary>
    public double FramesPerSecond => (double)RateNumerator / RateDenominator;
}

/// <summary>How a stream over a network is opened.</summary>
/// <param name="Patient">Whether it is looked into for longer, because its first second does not tell its size.</param>
/// <param name="BareJpegs">Whether it is JPEGs one after the other with nothing between them, which a decoder takes for a single picture.</param>
public readonly record struct OpeningManner(bool Patient, bool BareJpegs);

/// <summary>Command lines of the decoder: which protocols and containers it may touch, and how frames come out. Nothing passes through a shell.</summary>
internal static class FfmpegArguments
{
    private const string FileFormats = "mov,mp4,matroska,webm,avi,mpeg,mpegts,mpegvideo,mjpeg,h264,hevc,ogg,flv,asf,gif,m4v,yuv4mpegpipe,dv,nut";
    private const string HttpFormats = "mpjpeg,mjpeg,mpegts,mov,mp4,matroska,webm,flv,h264,hevc";

    /// <summary>Thinned sources keep every frame that comes this many seconds after the last one kept.</summary>
    private const string ThinnedTo = "0.0325";

    /// <summary>The same for all other sources: what claims to have 25 frames a second must not be able to bring a thousand.</summary>
    private const string AtMost = "0.0155";

    public static List<string> Probe(CameraSource source, OpeningManner manner)
    {
        List<string> arguments = ["-v", "error", .. Limits, "-threads", "1", .. Analysis(source, manner), .. Input(source, manner)];
        arguments.AddRange(["-select_streams", "V:0", "-of", "json", "-show_entries",
            "format=format_name:stream=width,height,avg_frame_rate,r_frame_rate,sample_aspect_ratio:stream_tags=rotate:stream_side_data=rotation"]);
        return arguments;
    }

    public static List<string> Decode(CameraSource source, VideoShape shape, bool naturalSpeed)
    {
        List<string> arguments = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "repeat+level+info", "-filter_threads", "1", .. Limits];
        if (naturalSpeed && source.Kind is CameraSourceKind.File or CameraSourceKind.Demo)
            arguments.Add("-re");
        if (source.Kind is CameraSourceKind.Demo && naturalSpeed)
            arguments.AddRange(["-stream_loop", "-1"]);
        if (shape.TellsNoTime && source.Kind is CameraSourceKind.Http)
            arguments.AddRange(["-use_wallclock_as_timestamps", "1"]);

        // Decoding on several threads delays a live picture by as many frames.
        arguments.AddRange(["-threads", source.IsLive && !shape.IsLarge ? "1" : "2"]);
        arguments.AddRange(Analysis(source, shape.Manner));
        arguments.AddRange(Input(source, shape.Manner));
        // With a capital letter: a cover picture of a recording is no video.
        arguments.AddRange(["-map", "0:V:0", "-an", "-sn", "-dn", "-autoscale", "0", "-vf", Filters(shape), "-fps_mode", "passthrough"]);
        arguments.AddRange(["-f", "rawvideo", "-pix_fmt", "bgr24", "pipe:1"]);
        return arguments;
    }

    /// <summary>Microseconds without a byte, after which a connection is given up: cameras that give a picture each five seconds exist.</summary>
    private const string Silence = "15000000";

    private static string[] Limits =>
    [
        "-max_alloc", ChildLimits.LargestAllocation.ToString(CultureInfo.InvariantCulture),
        "-max_pixels", ChildLimits.MostPixels.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>
    /// Leaves out what comes too soon, brings to square pixels and at most 1920 a side, and announces each frame with its time and size on the error output
    /// before it goes on: see <see cref="DecoderMessages"/>. Raw frames carry neither. Leaving out instead of resampling keeps the times true. The size follows
    /// the stream whenever it changes, so that no picture is squeezed into the shape of the first.
    /// </summary>
    private static string Filters(VideoShape shape) => string.Create(
        CultureInfo.InvariantCulture,
        $@"select=isnan(t)+isnan(prev_selected_t)+gte(t-prev_selected_t\,{(shape.Thinned ? ThinnedTo : AtMost)})+lt(t\,prev_selected_t),scale=w={Side(Wide)}:h={Side("ih")},setsar=1,format=bgr24,showinfo=checksum=0");

    private const string Wide = @"iw*clip(sar\,0.25\,4)";

    private static string Side(string side) => $@"2*max(1\,round({side}*min(1\,{VideoProbe.LongestSide}/max({Wide}\,ih))/2))";

    /// <summary>
    /// A decoder looks into a stream for seconds before it gives its first picture, and a camera is blind for as long whenever it is opened again; what came meanwhile then comes all at once.
    /// A second is enough to tell the size, as a rule; RTSP tells it beforehand, and three pictures more or less the rate.
    /// </summary>
    private static string[] Analysis(CameraSource source, OpeningManner manner) => source.Kind switch
    {
        _ when !source.IsNetwork => [],
        _ when manner.Patient => ["-analyzeduration", "12000000"],
        CameraSourceKind.Rtsp => ["-analyzeduration", "1000000", "-fpsprobesize", "3"],
        _ => ["-analyzeduration", "1000000"],
    };

    private static string[] Input(CameraSource source, OpeningManner manner) => source.Kind switch
    {
        CameraSourceKind.Rtsp =>
            ["-protocol_whitelist", "rtsp,tcp", "-format_whitelist", "rtsp", "-rtsp_transport", "tcp", "-timeout", Silence, "-i", source.Target],
        CameraSourceKind.Http =>
            ["-protocol_whitelist", "http,https,tcp,tls", "-format_whitelist", HttpFormats, "-rw_timeout", Silence, .. manner.BareJpegs ? (string[])["-f", "mjpeg"] : [], "-i", source.Target],
        CameraSourceKind.Device => ["-protocol_whitelist", "file", "-f", "v4l2", "-i", source.Target],
        _ => ["-protocol_whitelist", "file,pipe", "-format_whitelist", FileFormats, "-i", "file:" + source.Target],
    };
}
