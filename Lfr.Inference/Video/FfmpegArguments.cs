using System.Globalization;

namespace Lfr.Inference.Video;

/// <summary>What a probe found out about a video, brought to the size and rate in which it is decoded.</summary>
/// <param name="Width">Decoded width, at most 1920, square pixels, upright.</param>
/// <param name="Height">Decoded height, at most 1920 (portrait), square pixels, upright.</param>
/// <param name="RateNumerator">Frames per <paramref name="RateDenominator"/> seconds.</param>
/// <param name="RateDenominator">Seconds for <paramref name="RateNumerator"/> frames.</param>
/// <param name="Thinned">Whether the source is faster than 30 frames a second and frames are left out.</param>
public sealed record VideoShape(int Width, int Height, int RateNumerator, int RateDenominator, bool Thinned)
{
    /// <summary>Frames per second.</summary>
    public double FramesPerSecond => (double)RateNumerator / RateDenominator;
}

/// <summary>Command lines of the decoder: which protocols and containers it may touch, and how frames come out. Nothing passes through a shell.</summary>
internal static class FfmpegArguments
{
    private const string FileFormats = "mov,mp4,matroska,webm,avi,mpeg,mpegts,mpegvideo,mjpeg,h264,hevc,ogg,flv,asf,gif,m4v,yuv4mpegpipe,dv,nut";
    private const string HttpFormats = "mpjpeg,mjpeg,mpegts,mov,mp4,matroska,webm,flv,h264,hevc";

    public static List<string> Probe(CameraSource source)
    {
        List<string> arguments = ["-v", "error", .. Input(source)];
        arguments.AddRange(["-select_streams", "v:0", "-of", "json", "-show_entries",
            "stream=width,height,avg_frame_rate,r_frame_rate,sample_aspect_ratio:stream_tags=rotate:stream_side_data=rotation"]);
        return arguments;
    }

    public static List<string> Decode(CameraSource source, VideoShape shape, bool naturalSpeed)
    {
        List<string> arguments = ["-nostdin", "-hide_banner", "-loglevel", "error"];
        if (naturalSpeed && source.Kind is CameraSourceKind.File or CameraSourceKind.Demo)
            arguments.Add("-re");
        if (source.Kind is CameraSourceKind.Demo && naturalSpeed)
            arguments.AddRange(["-stream_loop", "-1"]);
        arguments.AddRange(Input(source));
        arguments.AddRange(["-map", "0:v:0", "-an", "-sn", "-dn"]);
        arguments.AddRange(["-vf", string.Create(CultureInfo.InvariantCulture, $"scale={shape.Width}:{shape.Height},setsar=1")]);
        if (shape.Thinned)
            arguments.AddRange(["-fps_mode", "cfr", "-r", string.Create(CultureInfo.InvariantCulture, $"{shape.RateNumerator}/{shape.RateDenominator}")]);
        else
            arguments.AddRange(["-fps_mode", "passthrough"]);
        arguments.AddRange(["-f", "rawvideo", "-pix_fmt", "bgr24", "pipe:1"]);
        return arguments;
    }

    private static string[] Input(CameraSource source) => source.Kind switch
    {
        CameraSourceKind.Rtsp =>
            ["-protocol_whitelist", "rtsp,tcp,rtp,udp", "-rtsp_transport", "tcp", "-timeout", "8000000", "-i", source.Target],
        CameraSourceKind.Http =>
            ["-protocol_whitelist", "http,https,tcp,tls", "-format_whitelist", HttpFormats, "-rw_timeout", "8000000", "-i", source.Target],
        CameraSourceKind.Device => ["-protocol_whitelist", "file", "-f", "v4l2", "-i", source.Target],
        _ => ["-protocol_whitelist", "file,pipe", "-format_whitelist", FileFormats, "-i", "file:" + source.Target],
    };
}
