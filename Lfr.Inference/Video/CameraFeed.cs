using System.Threading.Channels;
using Lfr.Shared.Live;

namespace Lfr.Inference.Video;

/// <summary>Opens a source. Asked again after every failure.</summary>
public delegate Task<IFrameSource> OpenFrameSource(CancellationToken cancellationToken);

/// <summary>
/// Keeps one camera open and puts its newest frames into a queue of two: the oldest goes when the analyser is busy, and is counted, so that an
/// alert is never about the past. Opens again after a failure with pauses of 1, 2, 4 … 30 seconds.
/// </summary>
public sealed class CameraFeed
{
    private static readonly TimeSpan StallsAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly OpenFrameSource open;
    private readonly bool live;
    private readonly TimeProvider time;
    private readonly Channel<VideoFrame> queue;
    private readonly PictureWatch watch = new();
    private readonly Lock gate = new();
    private CameraState state = CameraState.Opening;
    private string? problem;
    private DateTimeOffset lastFrame;
    private long read;
    private long dropped;

    /// <param name="open">Opens the source.</param>
    /// <param name="live">Whether an end is a failure (a camera) or simply the end (a file).</param>
    /// <param name="time">The clock.</param>
    public CameraFeed(OpenFrameSource open, bool live, TimeProvider time)
    {
        this.open = open;
        this.live = live;
        this.time = time;
        queue = Channel.CreateBounded<VideoFrame>(
            new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true },
            stale =>
            {
                stale.Dispose();
                Interlocked.Increment(ref dropped);
            });
    }

    /// <summary>The newest frames, each disposed by the reader. Completed when a file ends or <see cref="RunAsync"/> is cancelled.</summary>
    public ChannelReader<VideoFrame> Frames => queue.Reader;

    /// <summary>Frames decoded since the start.</summary>
    public long FramesRead => Interlocked.Read(ref read);

    /// <summary>Frames dropped because the analyser was busy.</summary>
    public long FramesDropped => Interlocked.Read(ref dropped);

    /// <summary>Whether the picture arrives, and a sentence when something is wrong.</summary>
    public (CameraState State, string? Problem) State
    {
        get
        {
            lock (gate)
            {
                if (state is not CameraState.Ok)
                    return (state, problem);
                if (time.GetUtcNow() - lastFrame >= StallsAfter)
                    return (CameraState.Stalled, "No picture has arrived for more than five seconds.");
                return watch.Problem is { } frozen ? (CameraState.Frozen, frozen) : (state, null);
            }
        }
    }

    /// <summary>Runs until a file ends or the token is cancelled; then the queue is completed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var before = FramesRead;
                string failure;
                try
                {
                    await ReadToEndAsync(cancellationToken);
                    if (!live)
                    {
                        Become(CameraState.Ended, "The video came to its end.");
                        return;
                    }

                    failure = "The stream ended.";
                }
                catch (VideoException e)
                {
                    failure = e.Message;
                }

                if (FramesRead > before)
                    pause = TimeSpan.FromSeconds(1);
                Become(CameraState.Failed, $"{failure} The worker tries again every few seconds.");
                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Become(CameraState.Ended, null);
        }
        finally
        {
            queue.Writer.TryComplete();
            while (cancellationToken.IsCancellationRequested && queue.Reader.TryRead(out var left))
                left.Dispose();
        }
    }

    private async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        await using var source = await open(cancellationToken);
        watch.Reset();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var silence = new CancellationTokenSource(GivesUpAfter, time);
        await using var silenced = silence.Token.UnsafeRegister(static p => ((CancellationTokenSource)p!).Cancel(), patience);
        try
        {
            while (await source.ReadAsync(patience.Token) is { } frame)
            {
                silence.CancelAfter(GivesUpAfter);
                lock (gate)
                {
                    state = CameraState.Ok;
                    problem = null;
                    lastFrame = frame.At;
                    watch.See(frame);
                }

                Interlocked.Increment(ref read);
                if (!queue.Writer.TryWrite(frame))
                    frame.Dispose();
            }
        }
        catch (OperationCanceledException e) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new VideoException("No picture arrived for fifteen seconds.", e);
        }
    }

    private void Become(CameraState to, string? why)
    {
        lock (gate)
        {
            state = to;
            problem = why;
        }
    }
}
