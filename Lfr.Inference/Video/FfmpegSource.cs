namespace Lfr.Inference.Video;

/// <summary>Video files, RTSP, HTTP and video devices through a child <c>ffmpeg</c>, which writes raw BGR frames of a fixed size to its output.</summary>
public sealed class FfmpegSource : IFrameSource
{
    private readonly CameraSource source;
    private readonly VideoShape shape;
    private readonly FramePool pool;
    private readonly TimeProvider time;
    private readonly ChildDecoder decoder;
    private readonly DateTimeOffset opened;
    private readonly bool filmTime;
    private long number;

    private FfmpegSource(CameraSource source, VideoShape shape, FramePool pool, TimeProvider time, ChildDecoder decoder)
    {
        this.source = source;
        this.shape = shape;
        this.pool = pool;
        this.time = time;
        this.decoder = decoder;
        opened = time.GetUtcNow();
        filmTime = source.Kind is CameraSourceKind.File or CameraSourceKind.Demo;
    }

    /// <summary>Size and rate of the frames.</summary>
    public VideoShape Shape => shape;

    internal int ProcessId => decoder.Id;

    /// <summary>Probes and opens a source.</summary>
    /// <param name="source">Anything but a folder of images.</param>
    /// <param name="naturalSpeed">Whether a file plays at its own speed (live) or as fast as it is read (evaluation).</param>
    /// <param name="pool">Where frames come from.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VideoException">The source cannot be opened; the message says why.</exception>
    public static async Task<FfmpegSource> OpenAsync(
        CameraSource source, bool naturalSpeed, FramePool pool, TimeProvider time, CancellationToken cancellationToken)
    {
        var found = await VideoProbe.ProbeAsync(source, time, cancellationToken);
        return new FfmpegSource(source, found, pool, time, ChildDecoder.Start("ffmpeg", FfmpegArguments.Decode(source, found, naturalSpeed)));
    }

    /// <inheritdoc/>
    public async ValueTask<VideoFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        var frame = pool.Rent(shape.Width, shape.Height);
        try
        {
            var filled = 0;
            await using (cancellationToken.UnsafeRegister(static d => ((ChildDecoder)d!).Kill(), decoder))
            {
                while (filled < frame.Buffer.Length)
                {
                    var read = await decoder.Output.ReadAsync(frame.Buffer.AsMemory(filled), cancellationToken);
                    if (read == 0)
                        break;
                    filled += read;
                }
            }

            if (filled < frame.Buffer.Length)
            {
                frame.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                var errors = await decoder.EndAsync(cancellationToken);
                if (number == 0)
                    throw new VideoException(VideoProbe.Explain(source, errors));
                return decoder.ExitCode == 0 ? null : throw new VideoException($"The picture of {source.Display} broke off after {number} frames.");
            }

            frame.At = time.GetUtcNow();
            frame.Number = number;
            frame.StreamTime = filmTime
                ? TimeSpan.FromSeconds(number * (double)shape.RateDenominator / shape.RateNumerator)
                : frame.At - opened;
            number++;
            return frame;
        }
        catch (Exception e) when (e is not VideoException and not ObjectDisposedException)
        {
            frame.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (e is IOException)
                throw new VideoException($"The picture of {source.Display} broke off.", e);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => decoder.DisposeAsync();
}
