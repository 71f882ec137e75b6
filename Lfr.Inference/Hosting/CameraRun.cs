using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <summary>One licensed camera at work: its feed and its analyser, each on its own task, with the queue of two between them.</summary>
internal sealed class CameraRun
{
    private static readonly TimeSpan TileEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RateOver = TimeSpan.FromSeconds(5);
    private readonly LicensedCamera camera;
    private readonly AnalysisContext context;
    private readonly Func<bool> mayCompare;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly FramePool pool = new();
    private readonly CameraFeed feed;
    private readonly Queue<(DateTimeOffset At, long Frames)> rate = new();
    private readonly Lock gate = new();
    private long analysed;
    private volatile string? fault;
    private CameraTile? tile;

    public CameraRun(LicensedCamera camera, AnalysisContext context, string? demoFolder, Func<bool> mayCompare, TimeProvider time, ILogger logger)
    {
        this.logger = logger;
        this.camera = camera;
        this.context = context;
        this.mayCompare = mayCompare;
        this.time = time;
        feed = new CameraFeed(
            cancellationToken => FrameSources.OpenAsync(CameraSource.Parse(camera.Source, demoFolder), naturalSpeed: true, pool, time, cancellationToken),
            IsLive(camera.Source, demoFolder),
            time);
    }

    /// <summary>Runs until cancelled. Ends early only when a file has come to its end.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
            Task.Run(() => feed.RunAsync(cancellationToken), CancellationToken.None),
            Task.Run(() => AnalyseAsync(cancellationToken), CancellationToken.None));

    /// <summary>The newest tile, once.</summary>
    public CameraTile? TakeTile() => Interlocked.Exchange(ref tile, null);

    public CameraStatus Status(DateTimeOffset now)
    {
        var (state, problem) = feed.State;
        return new CameraStatus(camera.CameraId, state, Math.Round(Rate(now), 1), feed.FramesRead, feed.FramesDropped, problem);
    }

    /// <summary>What is wrong with this camera, with its name; <see langword="null"/> when nothing is.</summary>
    public string? Problem => fault is { } broken ? $"{camera.Name}: {broken}" : feed.State is { State: not CameraState.Ended, Problem: { } problem } ? $"{camera.Name}: {problem}" : null;

    private static bool IsLive(string source, string? demoFolder)
    {
        try
        {
            return CameraSource.Parse(source, demoFolder).IsLive;
        }
        catch (VideoException)
        {
            // The feed meets the same refusal, reports it and keeps trying.
            return true;
        }
    }

    private async Task AnalyseAsync(CancellationToken cancellationToken)
    {
        using var analyser = new CameraAnalyser(context, camera.CameraId, pool);
        var lastTile = time.GetTimestamp() - (long)(TileEvery.TotalSeconds * time.TimestampFrequency);
        try
        {
            while (await feed.Frames.WaitToReadAsync(cancellationToken))
            {
                while (!cancellationToken.IsCancellationRequested && feed.Frames.TryRead(out var frame))
                {
                    using (frame)
                        Guarded(analyser, frame, ref lastTile);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped while no frame was there; the analyser clears what it holds below.
            analyser.Forget();
        }
    }

    /// <summary>A frame that breaks the analysis must neither end it nor look like a quiet street.</summary>
    private void Guarded(CameraAnalyser analyser, VideoFrame frame, ref long lastTile)
    {
        try
        {
            Analyse(analyser, frame, ref lastTile);
            fault = null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            analyser.Forget();
            fault = "The analysis of a picture failed; the engine goes on with the next.";
            logger.LogError(e, "The analysis of a frame of camera {Camera} failed.", camera.CameraId);
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
        Interlocked.Increment(ref analysed);
        if (time.GetElapsedTime(lastTile) < TileEvery)
            return;
        lastTile = time.GetTimestamp();
        var (width, height, png) = TileMaker.Make(frame, analyser.LastFaces);
        Interlocked.Exchange(ref tile, new CameraTile(context.LicenceId, camera.CameraId, width, height, png));
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
