using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <summary>
/// One licensed camera at work: its feed, and its analyser on a thread of its own, with the mailbox of two between them. The analyser first gets
/// one of the run's <see cref="AnalysisSlots"/> and only then takes its newest frame, so that what waits for a slot is never an old picture.
/// </summary>
internal sealed class CameraSession
{
    private static readonly TimeSpan TileEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RateOver = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly LicensedCamera camera;
    private readonly AnalysisSlots slots;
    private readonly LatencyWindow latency;
    private readonly CameraMeter meter = new(1);
    private readonly Func<bool> mayCompare;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly FramePool pool = new();
    private readonly CameraFeed feed;
    private readonly Queue<(DateTimeOffset At, long Frames)> rate = new();
    private readonly Lock gate = new();

    /// <summary>Held while a frame is analysed, so that a list never changes under it.</summary>
    private readonly Lock analysing = new();
    private AnalysisContext context;
    private CameraAnalyser? analyser;
    private long analysed;

    /// <summary>What was dropped under the licences before: counters are kept by licence.</summary>
    private (long Dropped, long Stale) before;
    private volatile int detectEvery = 1;
    private volatile string? fault;
    private CameraTile? tile;

    public CameraSession(
        LicensedCamera camera, AnalysisContext context, AnalysisSlots slots, string? demoFolder, Func<bool> mayCompare, TimeProvider time, ILogger logger)
    {
        this.slots = slots;
        latency = new LatencyWindow(time);
        this.logger = logger;
        this.camera = camera;
        this.context = context;
        this.mayCompare = mayCompare;
        this.time = time;
        var source = Source(camera.Source, demoFolder);
        feed = new CameraFeed(
            cancellationToken => FrameSources.OpenAsync(CameraSource.Parse(camera.Source, demoFolder), naturalSpeed: true, pool, time, cancellationToken),
            source?.IsLive ?? true,
            time)
        {
            Logger = logger,
            Display = source?.Display ?? "",
        };
    }

    /// <summary>Number of the camera in its licence, from 1.</summary>
    public int Number
    {
        init => meter = new CameraMeter(value);
    }

    /// <summary>Runs until cancelled. Ends early only when a file has come to its end.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            Task.Run(() => feed.RunAsync(cancellationToken), CancellationToken.None),
            AnalyseAgainAsync(cancellationToken));

    /// <summary>
    /// Compares with another list from the next frame on. When this returns, the list before is no longer read. What was under way with it is
    /// forgotten: no alert may rest on two lists.
    /// </summary>
    public void Use(AnalysisContext next)
    {
        lock (analysing)
        {
            analyser?.Dispose();
            (analyser, context) = (null, next);
            lock (gate)
                before = (feed.FramesDropped, feed.Frames.Stale);
        }
    }

    /// <summary>The newest tile, once.</summary>
    public CameraTile? TakeTile() => Interlocked.Exchange(ref tile, null);

    public CameraStatus Status(DateTimeOffset now)
    {
        var earlier = Before();

        // Before the sum it is part of, which would otherwise be the smaller one now and then.
        var stale = feed.Frames.Stale - earlier.Stale;
        var (state, problem) = fault is { } broken ? (CameraState.Failed, broken) : feed.State;
        var (median, slow) = latency.Percentiles();
        return new CameraStatus(camera.CameraId, state, Math.Round(Rate(now), 1), feed.FramesRead, feed.FramesDropped - earlier.Dropped, problem, median, slow)
        {
            FramesStale = stale,
            FramesDamaged = feed.FramesDamaged,
            DetectEvery = detectEvery,
        };
    }

    /// <summary>What is wrong with this camera, with its name; <see langword="null"/> when nothing is.</summary>
    public string? Problem => fault is { } broken ? $"{camera.Name}: {broken}" : feed.State is { State: not CameraState.Ended, Problem: { } problem } ? $"{camera.Name}: {problem}" : null;

    /// <returns><see langword="null"/> where it is refused: the feed meets the same refusal, reports it and keeps trying.</returns>
    private static CameraSource? Source(string source, string? demoFolder)
    {
        try
        {
            return CameraSource.Parse(source, demoFolder);
        }
        catch (VideoException)
        {
            return null;
        }
    }

    /// <summary>Whatever ends the analysis before its time is shown at the tile, and begun again with growing pauses.</summary>
    private async Task AnalyseAgainAsync(CancellationToken cancellationToken)
    {
        var pause = new GrowingPause(TimeSpan.FromSeconds(1), LongestPause, time);
        while (true)
        {
            try
            {
                await Task.Factory.StartNew(() => Analyse(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                return;
            }
            catch (Exception e)
            {
                logger.LogError(e, "The analysis of camera {Camera} broke off.", camera.CameraId);
                fault = "The analysis of this camera stopped; the worker tries again every few seconds, and its log says why.";
            }

            try
            {
                await pause.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Analyse(CancellationToken cancellationToken)
    {
        var lastTile = time.GetTimestamp() - (long)(TileEvery.TotalSeconds * time.TimestampFrequency);

        // The feed completes the mailbox when it is cancelled, which ends the wait; the analyser clears what it holds when it is disposed.
        try
        {
            while (feed.Frames.BlockUntilFrame() && !cancellationToken.IsCancellationRequested)
            {
                slots.Enter();
                meter.Count(feed);
                try
                {
                    if (!feed.Frames.TryTake(out var frame))
                        continue;
                    using (frame)
                        Guarded(frame, ref lastTile);
                }
                finally
                {
                    slots.Leave();
                }
            }
        }
        finally
        {
            meter.Count(feed);
            lock (analysing)
            {
                analyser?.Dispose();
                analyser = null;
            }
        }
    }

    /// <summary>A frame that breaks the analysis must neither end it nor look like a quiet street.</summary>
    private void Guarded(VideoFrame frame, ref long lastTile)
    {
        lock (analysing)
        {
            try
            {
                analyser ??= new CameraAnalyser(context, camera.CameraId, pool);
                Analyse(analyser, frame, ref lastTile);
                fault = null;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                analyser?.Forget();
                fault = "The analysis of a picture failed; the engine goes on with the next.";
                logger.LogError(e, "The analysis of a frame of camera {Camera} failed.", camera.CameraId);
            }
        }
    }

    private void Analyse(CameraAnalyser analyser, VideoFrame frame, ref long lastTile)
    {
        // Asked for every frame: the window's end, a pause or a stop takes effect here, whatever the rest of the worker is doing.
        if (!mayCompare())
        {
            analyser.Forget();
            return;
        }

        analyser.Analyse(frame);
        detectEvery = analyser.DetectsEvery;
        latency.Add(frame.At);
        meter.Decided(time.GetUtcNow() - frame.At);
        Interlocked.Increment(ref analysed);
        if (time.GetElapsedTime(lastTile) < TileEvery)
            return;
        lastTile = time.GetTimestamp();
        var (width, height, png) = TileMaker.Make(frame, analyser.LastFaces);
        Interlocked.Exchange(ref tile, new CameraTile(context.LicenceId, camera.CameraId, width, height, png));
    }

    private (long Dropped, long Stale) Before()
    {
        lock (gate)
            return before;
    }

    private double Rate(DateTimeOffset now)
    {
        lock (gate)
        {
            rate.Enqueue((now, Interlocked.Read(ref analysed)));
            while (rate.Count > 2 && now - rate.Peek().At > RateOver)
                rate.Dequeue();
            var (since, before) = rate.Peek();
            var seconds = (now - since).TotalSeconds;
            return seconds > 0 ? (Interlocked.Read(ref analysed) - before) / seconds : 0;
        }
    }
}
