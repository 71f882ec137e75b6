using System.Globalization;
using System.Text.Json;
using Lfr.Inference.Children;

namespace Lfr.Inference.Video;

/// <summary>Asks <c>ffprobe</c> for the size and rate of a source, and turns a decoder's complaints into sentences.</summary>
internal static class VideoProbe
{
    /// <summary>Longer pictures are scaled down to it.</summary>
    public const int LongestSide = 1920;

    private const int LargestSource = 16_384;
    private const string TooManyPixels = "exceeds specified max pixel count";

    /// <summary>Exit code of a program that SIGXCPU ended.</summary>
    private const int OutOfProcessorTime = 128 + 24;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <exception cref="VideoException">The source cannot be opened or holds no picture.</exception>
    public static async Task<VideoShape> ProbeAsync(CameraSource source, TimeProvider time, CancellationToken cancellationToken)
    {
        if (source.Kind is CameraSourceKind.File or CameraSourceKind.Demo && !File.Exists(source.Target))
            throw new VideoException($"The video file {source.Display} does not exist on this worker.");
        if (source.Kind is CameraSourceKind.Device && !File.Exists(source.Target))
            throw new VideoException($"This worker has no video device {source.Display}.");

        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await using var probe = ChildDecoder.Start("ffprobe", FfmpegArguments.Probe(source), ChildLimits.Probe);
        await using var kill = both.Token.Register(probe.Kill);
        using var json = new MemoryStream();
        string errors;
        try
        {
            await CopyBoundedAsync(probe.Output, json, both.Token);
            errors = await probe.EndAsync(both.Token);
        }
        catch (OperationCanceledException e) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new VideoException(Silent(source), e);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (patience.IsCancellationRequested)
            throw new VideoException(Silent(source));
        if (probe.ExitCode != 0)
        {
            var sentence = Explain(source, probe.ExitCode, errors);
            var told = source.Kind is CameraSourceKind.Http && sentence == NoVideo(source) ? await WebAnswer.ExplainAsync(Name(source), source, cancellationToken) : null;
            throw new VideoException(told ?? sentence);
        }

        return Shape(source, json.ToArray(), errors);
    }

    /// <summary>What connects and then gives nothing.</summary>
    private static string Silent(CameraSource source) =>
        $"{Name(source)} did not answer within {Patience.TotalSeconds:0} seconds. It may be busy, or its address may lead to something that is no video. Check the address in a video player.";

    /// <summary>A sentence for what the decoder wrote to its error output.</summary>
    public static string Explain(CameraSource source, int exitCode, string errors)
    {
        var name = Name(source);
        bool Says(string words) => errors.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says(TooManyPixels))
            return $"{name} holds a picture of more than 8192 × 4320 pixels, which is not decoded.";
        if (exitCode is OutOfProcessorTime)
            return $"{name} was given up, because looking into it took too much processor time.";
        if (IsLimit(exitCode, errors))
            return $"{name} was given up, because decoding it takes more memory than a decoder may use.";
        if (Says("Connection refused"))
            return $"{name} refuses the connection.";
        if (Says("401 ") || Says("403 "))
            return $"{name} refuses the sign-in: check the user name and password.";
        if (Says("5XX Server Error"))
            return $"{name} answers with an error of its own: it may be starting, or have too many viewers. Wait a minute; if it goes on, restart the camera.";
        if (source.Kind is CameraSourceKind.Rtsp && (Says("461 ") || Says("Nonmatching transport") || Says("Protocol not supported")))
            return $"{name} sends its video over UDP only, which Lfr does not accept, because losses would go unnoticed. Set the camera to RTSP over TCP (interleaved).";
        if (Says("[image2 ") || Says("[jpeg_pipe ") || Says("[png_pipe "))
            return WebAnswer.Snapshot(name);
        if (Says("404 ") || Says("No such file"))
            return $"{name} does not exist.";
        if (Says("timed out") || Says("No route to host") || Says("Network is unreachable") || Says("Failed to resolve"))
            return $"{name} cannot be reached.";
        if (Says("Permission denied"))
            return $"{name} may not be read by this worker.";
        if (Says("whitelist"))
            return $"{name} points to a protocol or container that is not allowed.";
        return NoVideo(source);
    }

    private static string NoVideo(CameraSource source) => $"{Name(source)} holds no video that can be decoded.";

    /// <summary>A live address that ends after its first picture.</summary>
    public static string Snapshot(CameraSource source) => WebAnswer.Snapshot(Name(source));

    /// <summary>Whether a decoder ended at one of its limits.</summary>
    public static bool IsLimit(int exitCode, string errors) =>
        exitCode is OutOfProcessorTime
        || errors.Contains("Cannot allocate memory", StringComparison.OrdinalIgnoreCase)
        || errors.Contains("cannot map zero-fill pages", StringComparison.OrdinalIgnoreCase)
        || errors.Contains(TooManyPixels, StringComparison.OrdinalIgnoreCase);

    private static string Name(CameraSource source) => source.Kind switch
    {
        CameraSourceKind.File or CameraSourceKind.Demo => $"The video file {source.Display}",
        CameraSourceKind.Device => $"The video device {source.Display}",
        _ => $"The camera at {source.Display}",
    };

    private static VideoShape Shape(CameraSource source, byte[] json, string errors)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.TryGetProperty("streams", out var streams) && streams.GetArrayLength() > 0)
            {
                var stream = streams[0];
                var width = stream.GetProperty("width").GetInt32();
                var height = stream.GetProperty("height").GetInt32();
                if (width is > 0 and <= LargestSource && height is > 0 and <= LargestSource && (long)width * height <= ChildLimits.MostPixels)
                    return Fit(stream, width, height, TellsNoTime(document.RootElement));
                if (width is > 0 && height is > 0)
                    throw new VideoException(Explain(source, 0, TooManyPixels));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new VideoException(Explain(source, 0, errors), e);
        }

        throw new VideoException(Explain(source, 0, errors));
    }

    /// <summary>Containers without times, for which ffmpeg would make some up from a rate of 25 frames a second.</summary>
    private static bool TellsNoTime(JsonElement root) =>
        root.TryGetProperty("format", out var format) && format.TryGetProperty("format_name", out var name)
        && name.GetString() is "mpjpeg" or "mjpeg" or "h264" or "hevc";

    private static VideoShape Fit(JsonElement stream, int width, int height, bool tellsNoTime)
    {
        var (pixelWidth, pixelHeight) = Ratio(stream, "sample_aspect_ratio", ':') ?? (1, 1);
        var wide = width * Math.Clamp((double)pixelWidth / pixelHeight, 0.25, 4);
        double high = height;
        if (IsTurned(stream))
            (wide, high) = (high, wide);
        var scale = Math.Min(1, LongestSide / Math.Max(wide, high));
        var (numerator, denominator) = Ratio(stream, "avg_frame_rate", '/') ?? Ratio(stream, "r_frame_rate", '/') ?? (25, 1);
        var thinned = (double)numerator / denominator > 30.5;
        if (thinned)
            (numerator, denominator) = (25, 1);
        return new VideoShape(Even(wide * scale), Even(high * scale), numerator, denominator, thinned)
        {
            TellsNoTime = tellsNoTime,
            IsLarge = width * height > LongestSide * 1088,
        };
    }

    private static int Even(double side) => Math.Max(2, (int)Math.Round(side / 2) * 2);

    private static bool IsTurned(JsonElement stream)
    {
        var degrees = 0.0;
        if (stream.TryGetProperty("side_data_list", out var list))
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.TryGetProperty("rotation", out var rotation) && rotation.ValueKind is JsonValueKind.Number)
                    degrees = rotation.GetDouble();
            }
        }

        return Math.Abs(Math.Round(degrees / 90)) % 2 == 1;
    }

    private static (int Numerator, int Denominator)? Ratio(JsonElement stream, string name, char separator)
    {
        if (!stream.TryGetProperty(name, out var value) || value.GetString() is not { } text)
            return null;
        var parts = text.Split(separator);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
            && numerator > 0 && denominator > 0
            ? (numerator, denominator)
            : null;
    }

    private static async Task CopyBoundedAsync(Stream from, MemoryStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (to.Length < 65_536)
                to.Write(buffer, 0, read);
        }
    }
}
