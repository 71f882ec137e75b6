using System.Threading.Tasks.Sources;
using Lfr.Inference.Children;

namespace Lfr.Inference.Video;

/// <summary>
/// Video files, RTSP, HTTP and video devices through a child <c>ffmpeg</c>, which writes raw BGR frames to its output, each of the size that it
/// announces. A thread reads them into pooled buffers, one frame ahead of the caller; once that runs, a frame costs no allocation.
/// </summary>
public sealed class FfmpegSource : IFrameSource, IValueTaskSource<VideoFrame?>
{
    /// <summary>A decoder that met a limit may wait for ever instead of ending, and an evaluation has nobody else to notice.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CameraSource source;
    private readonly VideoShape shape;
    private readonly FramePool pool;
    private readonly TimeProvider time;
    private readonly ChildDecoder decoder;
    private readonly StreamClock clock;
    private readonly ITimer silence;
    private readonly Task reading;

    // Guards what follows. A plain object, because the reading thread waits on it until its frame was taken.
    private readonly object gate = new();
    private ManualResetValueTaskSourceCore<VideoFrame?> asked = new() { RunContinuationsAsynchronously = true };
    private CancellationToken cancel;
    private CancellationTokenRegistration registration;
    private VideoFrame? ahead;
    private bool isAsked;
    private bool ended;
    private bool closed;
    private volatile bool silent;
    private (int Width, int Height) size;
    private Exception? broken;

    private FfmpegSource(CameraSource source, VideoShape shape, FramePool pool, TimeProvider time, ChildDecoder decoder)
    {
        this.source = source;
        this.shape = shape;
        this.pool = pool;
        this.time = time;
        this.decoder = decoder;
        size = (shape.Width, shape.Height);
        clock = new StreamClock(source.IsLive, TimeSpan.FromSeconds(1 / shape.FramesPerSecond));
        silence = time.CreateTimer(static s => ((FfmpegSource)s!).GiveUp(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public long Complaints => decoder.Words.Damage;

    /// <summary>Size and rate of the frames, as far as could be told beforehand: a stream may change its size on the way.</summary>
    public VideoShape Shape => shape;

    internal int ProcessId => decoder.Id;

    /// <summary>Probes and opens a source.</summary>
    /// <param name="source">Anything but a folder of images.</param>
    /// <param name="naturalSpeed">Whether a file plays at its own speed (live) or as fast as it is read (evaluation).</param>
    /// <param name="pool">Where frames come from.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VideoException">The source cannot be opened; the message says why.</exception>
    public static Task<FfmpegSource> OpenAsync(
        CameraSource source, bool naturalSpeed, FramePool pool, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(source, naturalSpeed, pool, time, ChildLimits.Decode, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<VideoFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        Watch(cancellationToken);
        lock (gate)
        {
            if (isAsked)
                throw new InvalidOperationException("A source has one reader at a time: wait for the frame that was asked for.");
            if (cancellationToken.IsCancellationRequested)
                return ValueTask.FromCanceled<VideoFrame?>(cancellationToken);
            if (ahead is { } frame)
            {
                ahead = null;
                Monitor.PulseAll(gate);
                return ValueTask.FromResult<VideoFrame?>(frame);
            }

            if (ended)
                return broken is { } why ? ValueTask.FromException<VideoFrame?>(why) : ValueTask.FromResult<VideoFrame?>(null);
            isAsked = true;
            asked.Reset();
            return new ValueTask<VideoFrame?>(this, asked.Version);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }

        await registration.DisposeAsync();
        decoder.Kill();
        await reading;
        await silence.DisposeAsync();
        ahead?.Dispose();
        ahead = null;
        await decoder.DisposeAsync();
    }

    /// <inheritdoc/>
    VideoFrame? IValueTaskSource<VideoFrame?>.GetResult(short token) => asked.GetResult(token);

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<VideoFrame?>.GetStatus(short token) => asked.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<VideoFrame?>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        asked.OnCompleted(continuation, state, token, flags);

    internal static async Task<FfmpegSource> OpenAsync(
        CameraSource source, bool naturalSpeed, FramePool pool, TimeProvider time, ChildLimits limits, CancellationToken cancellationToken)
    {
        var found = await VideoProbe.ProbeAsync(source, time, cancellationToken);
        return new FfmpegSource(source, found, pool, time, ChildDecoder.Start("ffmpeg", FfmpegArguments.Decode(source, found, naturalSpeed), limits));
    }

    /// <summary>Cancelling kills the decoder, which ends the blocked read. Registered once for a reader that comes with the same token every time.</summary>
    private void Watch(CancellationToken cancellationToken)
    {
        if (cancellationToken == cancel)
            return;
        registration.Dispose();
        cancel = cancellationToken;
        registration = cancellationToken.UnsafeRegister(static d => ((ChildDecoder)d!).Kill(), decoder);
    }

    private void GiveUp()
    {
        silent = true;
        decoder.Kill();
    }

    private void Read()
    {
        Exception? why;
        try
        {
            for (long number = 0; Fill(number) is { } frame; number++)
            {
                if (!Hand(frame))
                    break;
            }

            why = null;
        }
        catch (Exception e)
        {
            why = e;
        }

        lock (gate)
        {
            ended = true;
            broken = why;
            if (!isAsked)
                return;
            isAsked = false;
        }

        if (cancel.IsCancellationRequested)
            asked.SetException(new OperationCanceledException(cancel));
        else if (why is not null)
            asked.SetException(why);
        else
            asked.SetResult(null);
    }

    /// <returns>The next frame; <see langword="null"/> at the end.</returns>
    private VideoFrame? Fill(long number)
    {
        VideoFrame? frame = null;
        try
        {
            silence.Change(Patience, Timeout.InfiniteTimeSpan);
            Span<byte> first = stackalloc byte[1];
            if (decoder.Output.Read(first) == 0)
            {
                silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                Conclude(number);
                return null;
            }

            var told = decoder.Words.Of(number) ?? new FrameNews(null, size.Width, size.Height, false, false);
            size = (told.Width, told.Height);
            frame = Rent(told);
            frame.Pixels[0] = first[0];
            var filled = 1;
            while (filled < frame.Buffer.Length)
            {
                var read = decoder.Output.Read(frame.Pixels[filled..]);
                if (read == 0)
                    break;
                filled += read;
            }

            silence.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (filled < frame.Buffer.Length)
            {
                frame.Dispose();
                frame = null;
                Conclude(number);
                return null;
            }

            frame.At = time.GetUtcNow();
            frame.Number = number;
            frame.StreamTime = clock.Next(told.Seconds, frame.At);
            (frame.IsDamaged, frame.IsInvented) = (told.IsDamaged, told.IsInvented);
            return frame;
        }
        catch (IOException e)
        {
            frame?.Dispose();
            throw new VideoException($"The picture of {source.Display} broke off.", e);
        }
    }

    /// <exception cref="VideoException">No decoder that does what it was told announces such a size.</exception>
    private VideoFrame Rent(FrameNews told) => told is { Width: > 0 and <= VideoProbe.LongestSide + 1, Height: > 0 and <= VideoProbe.LongestSide + 1 }
        ? pool.Rent(told.Width, told.Height)
        : throw new VideoException($"The picture of {source.Display} changed to a size that is not possible.");

    /// <summary>The output has ended: says why, unless the video simply came to its end.</summary>
    private void Conclude(long frames)
    {
        decoder.WaitForEnd();
        if (decoder.ExitCode == 0 && frames == 1 && source.Kind is CameraSourceKind.Http)
            throw new VideoException(VideoProbe.Snapshot(source));
        if (decoder.ExitCode == 0 && frames > 0)
            return;
        if (silent)
            throw new VideoException($"The decoder gave no picture of {source.Display} for thirty seconds.");
        var complaints = decoder.Words.Complaints;
        throw new VideoException(frames == 0 || VideoProbe.IsLimit(decoder.ExitCode, complaints)
            ? VideoProbe.Explain(source, decoder.ExitCode, complaints)
            : $"The picture of {source.Display} broke off after {frames} frames.");
    }

    /// <summary>Gives the frame to whoever waits, or keeps it until it is asked for.</summary>
    /// <returns>Whether more are wanted.</returns>
    private bool Hand(VideoFrame frame)
    {
        lock (gate)
        {
            if (!isAsked)
            {
                ahead = frame;
                while (ahead is not null && !closed)
                    Monitor.Wait(gate);
                return !closed;
            }

            isAsked = false;
        }

        asked.SetResult(frame);
        return true;
    }
}
