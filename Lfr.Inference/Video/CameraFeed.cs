using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Inference.Video;

/// <summary>Opens a source. Asked again after every failure.</summary>
public delegate Task<IFrameSource> OpenFrameSource(CancellationToken cancellationToken);

/// <summary>
/// Keeps one camera open and puts its newest frames into a mailbox of two: the oldest goes when the analyser is busy, and is counted, so that an
/// alert is never about the past. However the source ends, throws or hangs, it is a failure with a sentence, and is opened again with pauses of
/// 1, 2, 4 … 30 seconds. Once a camera runs, a frame costs no allocation.
/// </summary>
public sealed class CameraFeed
{
    private static readonly TimeSpan StallsAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(15);

    /// <summary>For the address to turn out to be a video, and again from there to its first picture.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(20);

    /// <summary>A source that does not let go is left behind: it must not hold up a stop.</summary>
    private static readonly TimeSpan ClosesWithin = TimeSpan.FromSeconds(5);
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
    private TimeSpan? interval;
    private readonly DamageShare damage = new();
    private long complaints;

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

    /// <summary>Told of failures that nobody foresaw. Never of an address.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The address as people may see it, for the sentence that says that it did not answer.</summary>
    public string Display { get; init; } = "";

    /// <summary>The newest frames, each disposed by who takes it. Completed when a file ends or <see cref="RunAsync"/> is cancelled.</summary>
    public FrameMailbox Frames { get; }

    /// <summary>Frames decoded since the start.</summary>
    public long FramesRead => Interlocked.Read(ref read);

    /// <summary>Frames that were not analysed because the analyser was busy: newer ones took their place, or they had waited too long.</summary>
    public long FramesDropped => Frames.Dropped + Frames.Stale;

    /// <summary>Pictures that could not be decoded, where the source can tell.</summary>
    public long FramesUnreadable => Interlocked.Read(ref unreadable);

    /// <summary>Frames of which, or of whose key frame, something was lost. Those that the decoder made up in part are not analysed.</summary>
    public long FramesDamaged => damage.Damaged;

    /// <summary>How often the decoder said that something of the stream was lost or broken.</summary>
    public long Complaints => Interlocked.Read(ref complaints);

    /// <summary>Whether the picture arrives, and a sentence when something is wrong.</summary>
    public (CameraState State, string? Problem) State
    {
        get
        {
            lock (gate)
            {
                if (state is not CameraState.Ok)
                    return (state, problem);
                if (time.GetUtcNow() - lastFrame is var silent && silent >= StallsAfter && silent >= 2 * interval.GetValueOrDefault())
                    return (CameraState.Stalled, "No picture has arrived for more than five seconds.");
                if (damage.Sentence(time.GetUtcNow()) is { } broken)
                    return (CameraState.Damaged, broken);
                return watch.Problem is { } frozen ? (CameraState.Frozen, frozen) : (state, null);
            }
        }
    }

    /// <summary>Runs until a file ends or the token is cancelled; then the mailbox is completed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = new GrowingPause(TimeSpan.FromSeconds(1), LongestPause, time);
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
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    // A cancellation that nobody asked for, a folder that went away, no memory for a picture: the camera failed, and only this attempt is over.
                    Logger.LogError(e, "A camera could not be read.");
                    failure = "The camera could not be read, for a reason that the worker's log gives.";
                }

                if (FramesRead > before)
                    pause.Reset();
                Become(CameraState.Failed, $"{failure} The worker tries again every few seconds.");
                await pause.WaitAsync(cancellationToken);
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
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var silence = new CancellationTokenSource(AnswersWithin, time);
        await using var silenced = silence.Token.UnsafeRegister(static p => ((CancellationTokenSource)p!).Cancel(), patience);
        IFrameSource? source = null;
        var before = FramesRead;
        try
        {
            source = await OpenAsync(patience.Token);
            silence.CancelAfter(AnswersWithin);
            lock (gate)
            {
                watch.Reset();
                interval = null;
            }

            var (unreadableBefore, complaintsBefore) = (FramesUnreadable, Complaints);
            while (await source.ReadAsync(patience.Token) is { } frame)
            {
                silence.CancelAfter(GivesUpAfter);
                lock (gate)
                {
                    interval = FramesRead > before ? frame.At - lastFrame : null;
                    state = CameraState.Ok;
                    problem = null;
                    lastFrame = frame.At;
                    watch.See(frame);
                    damage.Count(frame);
                }

                if (frame.IsInvented)
                    frame.Dispose();
                else
                    Frames.Put(frame);
                Interlocked.Exchange(ref unreadable, unreadableBefore + source.Unreadable);
                Interlocked.Exchange(ref complaints, complaintsBefore + source.Complaints);
                Interlocked.Increment(ref read);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or VideoException && silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Whatever the source says once it was cut off: the silence is why.
            throw new VideoException(
                FramesRead > before ? "No picture arrived for fifteen seconds." : $"{Named} did not answer within {AnswersWithin.TotalSeconds:0} seconds. It may be busy, or its address may lead to something that is no video. Check the address in a video player.", e);
        }
        finally
        {
            if (source is not null)
                await CloseAsync(source);
        }
    }

    private string Named => Display.Length > 0 ? $"The camera at {Display}" : "The camera";

    /// <summary>Given up with the token, whether the source listens to it or not.</summary>
    private async Task<IFrameSource> OpenAsync(CancellationToken cancellationToken)
    {
        var opening = open(cancellationToken);
        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!opening.IsCompleted)
        {
            _ = CloseLateAsync(opening);
            throw;
        }
    }

    private async Task CloseLateAsync(Task<IFrameSource> opening)
    {
        try
        {
            await CloseAsync(await opening);
        }
        catch (Exception e)
        {
            Logger.LogDebug(e, "A camera that had been given up could not be opened.");
        }
    }

    private async Task CloseAsync(IFrameSource source)
    {
        try
        {
            await source.DisposeAsync().AsTask().WaitAsync(ClosesWithin, time);
        }
        catch (Exception e)
        {
            Logger.LogError(e, "A camera did not close; it is left behind.");
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
