using System.Diagnostics;
using System.Globalization;
using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>1, 2, 4 and 8 cameras on this machine, each through the feed and the analyser that run live: what is dropped, and how old a frame is when it is decided on.</summary>
internal static class Cameras
{
    private static readonly TimeSpan Plays = TimeSpan.FromSeconds(25);

    public static Comparison Comparison { get; } = new(
        "cameras", "1, 2, 4 and 8 cameras at 12.5 and 25 frames a second: throughput, drops and the delay from frame to decision and to alert.", RunAsync);

    private static async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var models = ModelSet.Open(bench.ModelsFolder);
        var (gallery, _) = StreetFilm.Enrol(bench, models, ["03", "05", "07", "09", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24"]);
        using var loaded = gallery;
        var folder = Directory.CreateTempSubdirectory("lfr-cameras").FullName;
        try
        {
            var film = Path.Combine(bench.DemoFolder, "walk.mp4");
            await FfmpegAsync(["-i", film, "-c", "copy", Path.Combine(folder, "street12.mp4")], cancellationToken);
            await FfmpegAsync(["-itsscale", "0.5", "-i", film, "-c", "copy", Path.Combine(folder, "street25.mp4")], cancellationToken);
            var rows = new List<Row>();
            await PlayAsync(models, gallery, folder, "street12.mp4", 1, TimeSpan.FromSeconds(4), cancellationToken);
            foreach (var (name, rate) in ((string, double)[])[("street12.mp4", 12.5), ("street25.mp4", 25)])
            {
                Tally? one = null;
                foreach (var cameras in (int[])[1, 2, 4, 8])
                {
                    var tally = await PlayAsync(models, gallery, folder, name, cameras, Plays, cancellationToken);
                    one ??= tally;
                    bench.Log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cameras} cameras at {rate}: {tally}"));
                    rows.Add(new Row(
                        string.Create(CultureInfo.InvariantCulture, $"{cameras} camera{(cameras > 1 ? "s" : "")}, 1280 × 720, {rate} frames/s each"),
                        "one camera",
                        tally.ToString(),
                        one.ToString(),
                        string.Create(CultureInfo.InvariantCulture, $"p99 frame to decision {Percentile(tally.Decisions, 0.99):0} ms"),
                        "≤ 1000 ms",
                        Percentile(tally.Decisions, 0.99) <= 1000,
                        string.Empty));
                }
            }

            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Tally> PlayAsync(
        ModelSet models, Lfr.Inference.Galleries.Gallery gallery, string folder, string film, int cameras, TimeSpan plays, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var tally = new Tally();
        var counters = new FaceCounts();
        var policy = new MatchPolicy(0.54f, 3, 48, TimeSpan.Zero);
        var context = new AnalysisContext(models, gallery, policy, new RepeatSuppression(TimeSpan.Zero), counters, Guid.Empty, tally.Raise);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var before = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        over.CancelAfter(plays);
        var slots = new AnalysisSlots(Environment.ProcessorCount);
        await Task.WhenAll(Enumerable.Range(0, cameras).Select(_ => CameraAsync(context, slots, folder, film, tally, time, over.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        tally.Seconds = clock.Elapsed.TotalSeconds;
        tally.Processors = (Environment.CpuUsage.TotalTime - before) / clock.Elapsed;
        tally.Postponed = counters.FacesPostponed;
        return tally;
    }

    private static async Task CameraAsync(
        AnalysisContext context, AnalysisSlots slots, string folder, string film, Tally tally, TimeProvider time, CancellationToken cancellationToken)
    {
        var pool = new FramePool();
        var source = CameraSource.Parse("demo:" + film, folder);
        var feed = new CameraFeed(token => FrameSources.OpenAsync(source, naturalSpeed: true, pool, time, token), live: true, time);
        var reading = Task.Run(() => feed.RunAsync(cancellationToken), CancellationToken.None);
        var analysing = Task.Factory.StartNew(
            () => Analyse(context, slots, feed, pool, tally, time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(reading, analysing);
        tally.Add(feed.FramesRead, feed.FramesDropped);
    }

    /// <summary>As a camera of a run does it: a slot first, then the newest frame.</summary>
    private static void Analyse(AnalysisContext context, AnalysisSlots slots, CameraFeed feed, FramePool pool, Tally tally, TimeProvider time)
    {
        using var analyser = new CameraAnalyser(context, Guid.Empty, pool);
        while (feed.Frames.BlockUntilFrame())
        {
            slots.Enter();
            try
            {
                if (!feed.Frames.TryTake(out var frame))
                    continue;
                using (frame)
                {
                    analyser.Analyse(frame);
                    tally.Decided(time.GetUtcNow() - frame.At);
                }
            }
            finally
            {
                slots.Leave();
            }
        }

        tally.Pace(analyser.DetectsEvery);
    }

    private static async Task FfmpegAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-y", .. arguments]))!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException("ffmpeg could not prepare the film.");
    }

    private static double Percentile(List<double> values, double share)
    {
        if (values.Count == 0)
            return 0;
        values.Sort();
        return values[Math.Min(values.Count - 1, (int)(values.Count * share))];
    }

    /// <summary>What all cameras of one run counted.</summary>
    private sealed class Tally
    {
        private readonly Lock gate = new();
        private readonly List<int> paces = [];
        private long read;
        private long dropped;

        public List<double> Decisions { get; } = [];

        private List<double> Alerts { get; } = [];

        public double Seconds { get; set; }

        public double Processors { get; set; }

        public long Postponed { get; set; }

        public void Decided(TimeSpan delay)
        {
            lock (gate)
                Decisions.Add(delay.TotalMilliseconds);
        }

        public void Raise(AlertMessage alert)
        {
            lock (gate)
                Alerts.Add((TimeProvider.System.GetUtcNow() - alert.RaisedAt).TotalMilliseconds);
        }

        public void Add(long framesRead, long framesDropped)
        {
            lock (gate)
            {
                read += framesRead;
                dropped += framesDropped;
            }
        }

        public void Pace(int every)
        {
            lock (gate)
                paces.Add(every);
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Decisions.Count / Seconds:0.0} frames/s analysed, {100.0 * dropped / Math.Max(1, read):0.0} % dropped, {Postponed} faces put off, detector every {string.Join('/', paces.Distinct().Order())}, "
            + $"decision p50 {Percentile(Decisions, 0.5):0} p99 {Percentile(Decisions, 0.99):0} ms, {Alerts.Count} alerts p50 {Percentile(Alerts, 0.5):0} p99 {Percentile(Alerts, 0.99):0} ms, {Processors:0.00} processors");
    }
}
