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

    /// <summary>What took longer to show nothing did not only want more patience: not a byte came.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    /// <exception cref="VideoException">The source cannot be opened or holds no picture.</exception>
    public static async Task<VideoShape> ProbeAsync(CameraSource source, TimeProvider time, CancellationToken cancellationToken)
    {
        if (source.Kind is CameraSourceKind.File or CameraSourceKind.Demo && !File.Exists(source.Target))
            throw new VideoException($"The video file {source.Display} does not exist on this worker.");
        if (source.Kind is CameraSourceKind.Device && !File.Exists(source.Target))
            throw new VideoException($"This worker has no video device {source.Display}.");

        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await LookAsync(source, time, both.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or VideoException && patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new VideoException(Silent(source), e);
        }
    }

    /// <summary>Shortly first; again with patience where no picture was seen yet, and as bare JPEGs where a single one was.</summary>
    private static async Task<VideoShape> LookAsync(CameraSource source, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var found = await AskAsync(source, default, cancellationToken);
        var manner = default(OpeningManner);
        if (found.Shape is null && source.IsNetwork && found.IsOpen && time.GetElapsedTime(began) < Soon)
        {
            // Whoever comes in the middle of a group of pictures knows no size before its end.
            manner = new OpeningManner(Patient: true, BareJpegs: false);
            found = await AskAsync(source, manner, cancellationToken);
        }

        if (found.Shape is null && source.Kind is CameraSourceKind.Http && IsUnexplained(source, found.Problem!))
        {
            var answer = await WebAnswer.AskAsync(source, cancellationToken);
            if (answer is { MayBeBareJpegs: true } && found.IsOneJpeg)
            {
                manner = new OpeningManner(Patient: false, BareJpegs: true);
                found = await AskAsync(source, manner, cancellationToken);
            }

            if (found.Shape is null && answer?.Explain(Name(source)) is { } told)
                throw new VideoException(told);
        }

        return found.Shape is { } shape ? shape with { Manner = manner } : throw new VideoException(found.Problem!);
    }

    /// <summary>Runs the probe once.</summary>
    private static async Task<Answer> AskAsync(CameraSource source, OpeningManner manner, CancellationToken cancellationToken)
    {
        await using var probe = ChildDecoder.Start("ffprobe", FfmpegArguments.Probe(source, manner), ChildLimits.Probe);
        await using var kill = cancellationToken.Register(probe.Kill);
        using var json = new MemoryStream();
        await CopyBoundedAsync(probe.Output, json, cancellationToken);
        var errors = await probe.EndAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return probe.ExitCode == 0
            ? Shape(source, json.ToArray(), errors)
            : new Answer(null, Explain(source, probe.ExitCode, errors)) { IsOneJpeg = errors.Contains("[jpeg_pipe ", StringComparison.Ordinal) };
    }

    private static bool IsUnexplained(CameraSource source, string problem) =>
        problem == NoVideo(source) || problem == NotAllowed(source) || problem == WebAnswer.Snapshot(Name(source)) || problem == WebAnswer.SendsNothing(Name(source)) || problem == WebAnswer.Refuses(Name(source));

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
        if (source.IsNetwork && (Says("Server returned 4") || Says("failed: 4")))
            return WebAnswer.Refuses(name);
        if (source.IsNetwork && Says("End of file"))
            return WebAnswer.SendsNothing(name);
        if (source.Kind is CameraSourceKind.Rtsp && Says("Invalid data found"))
            return $"{name} does not answer as an RTSP camera. Check that host and port are those of its RTSP stream; if they are, it may have too many viewers.";
        if (Says("timed out") || Says("No route to host") || Says("Network is unreachable") || Says("Failed to resolve"))
            return $"{name} cannot be reached, or does not answer in time.";
        if (Says("Permission denied"))
            return $"{name} may not be read by this worker.";
        if (Says("whitelist"))
            return NotAllowed(source);
        return NoVideo(source);
    }

    private static string NotAllowed(CameraSource source) => $"{Name(source)} points to a protocol or container that is not allowed.";

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

    private static Answer Shape(CameraSource source, byte[] json, string errors)
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
                    return new Answer(Fit(stream, width, height, TellsNoTime(document.RootElement)), null);
                if (width > 0 && height > 0)
                    return new Answer(null, Explain(source, 0, TooManyPixels));
            }

            return new Answer(null, source.IsNetwork ? Nothing(source, streams.ValueKind is JsonValueKind.Array ? streams.GetArrayLength() : 0) : Explain(source, 0, errors)) { IsOpen = true };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new Answer(null, Explain(source, 0, errors));
        }
    }

    /// <summary>A camera that was opened, and of which no picture was seen.</summary>
    private static string Nothing(CameraSource source, int streams) => streams > 0
        ? $"{Name(source)} was opened, but no picture came that can be decoded. Something on the way may hold its video back, or it sends in a format that Lfr does not know: set it to H.264, H.265 or MJPEG."
        : $"{Name(source)} sends no video. It may send sound only, or its video may be switched off.";

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

    /// <summary>What one run of the probe found.</summary>
    /// <param name="Shape">The video's shape; <see langword="null"/> when none was found.</param>
    /// <param name="Problem">Why not, as a sentence.</param>
    private sealed record Answer(VideoShape? Shape, string? Problem)
    {
        /// <summary>Whether the source was opened all the same: more patience may show more.</summary>
        public bool IsOpen { get; init; }

        /// <summary>Whether it was taken for a single JPEG.</summary>
        public bool IsOneJpeg { get; init; }
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
