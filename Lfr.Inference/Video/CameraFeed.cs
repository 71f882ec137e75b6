using Lfr.Shared.Live;

namespace Lfr.Inference.Video;

/// <summary>Opens a source. Asked again after every failure.</summary>
public delegate Task<IFrameSource> OpenFrameSource(CancellationToken cancellationToken);

/// <summary>
/// Keeps one camera open and puts its newest frames into a mailbox of two: the oldest goes when the analyser is busy, and is counted, so that an
/// alert is never about the past. Opens again after a failure with pauses of 1, 2, 4 … 30 seconds. Once a camera runs, a frame costs no
/// allocation.
/// </summary>
public sealed class CameraFeed
{
    private static readonly TimeSpan StallsAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly OpenFrameSource open;
    private readonly bool live;
    private readonly TimeProvider time;
    private readonly PictureWatch watch = new();
    private readonly Lock gate = new();
    private CameraState state = CameraState.Opening;
    private string? problem;
    private DateTimeOffset lastFrame;
    private long read;
    private long unreadable;

    /// <param name="open">Opens the source.</param>
    /// <param name="live">Whether an end is a failure (a camera) or simply the end (a file).</param>
    /// <param name="time">The clock.</param>
    public CameraFeed(OpenFrameSource open, bool live, TimeProvider time)
    {
        this.open = open;
        this.live = live;
        this.time = time;
        Frames = new FrameMailbox(time);
    }

    /// <summary>The newest frames, each disposed by who takes it. Completed when a file ends or <see cref="RunAsync"/> is cancelled.</summary>
    public FrameMailbox Frames { get; }

    /// <summary>Frames decoded since the start.</summary>
    public long FramesRead => Interlocked.Read(ref read);

    /// <summary>Frames that were not analysed because the analyser was busy: newer ones took their place, or they had waited too long.</summary>
    public long FramesDropped => Frames.Dropped + Frames.Stale;

    /// <summary>Pictures that could not be decoded, where the source can tell.</summary>
    public long FramesUnreadable => Interlocked.Read(ref unreadable);

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

    /// <summary>Runs until a file ends or the token is cancelled; then the mailbox is completed.</summary>
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
            Frames.Complete(discard: cancellationToken.IsCancellationRequested);
            lock (gate)
                watch.Reset();
        }
    }

    private async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        await using var source = await open(cancellationToken);
        lock (gate)
            watch.Reset();
        var unreadableBefore = FramesUnreadable;
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

                Frames.Put(frame);
                Interlocked.Exchange(ref unreadable, unreadableBefore + source.Unreadable);
                Interlocked.Increment(ref read);
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
