using System.Diagnostics;
using Lfr.Inference.Galleries;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Tests.Support;
using Lfr.Tests.Video;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Pipeline;

/// <summary>The street as it arrives over a bad network: a share of its transport packets is lost.</summary>
public sealed class DamagedFilmTests : IDisposable
{
    private const int Packet = 188;
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-damaged").FullName;
    private readonly FramePool pool = new();

    public DamagedFilmTests() => WalkRun.SkipUnlessPossible();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Film_ThatArrivesWhole_HasNoDamagedFrame()
    {
        var (totals, _) = await RunAsync(Stream(25), "whole");
        Assert.Equal((0, 0, 0), (totals.Damaged, totals.Complaints, totals.Unreadable));
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(3, 12)]
    [InlineData(3, 1000)]
    public async Task Film_OfWhichPacketsAreLost_IsSaidToBeDamaged(int percent, int keyEvery)
    {
        var (totals, found) = await RunAsync(Lose(Stream(keyEvery), percent, seed: 11), $"loss{percent}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{percent} %, a key frame each {keyEvery}: {totals.Damaged} of {totals.Frames} frames damaged, {totals.Invented} invented, {totals.Complaints} complaints, found {string.Join(", ", found)}");
        Assert.InRange(totals.Damaged, totals.Frames / 20, totals.Frames);
        Assert.InRange(totals.Invented, totals.Frames / 20, totals.Damaged);
        Assert.True(totals.Complaints >= totals.Damaged / 2);
        Assert.All(found, name => Assert.Contains(name, WalkRun.WalkBy));
    }

    /// <summary>The figures of docs/engine.md: five listed people walk along the whole street. Each seed loses other packets.</summary>
    [Theory(Explicit = true)]
    [Trait("Duration", "Long")]
    [InlineData(0, 1, 5)]
    [InlineData(1, 6, 1)]
    [InlineData(3, 3, 0)]
    public async Task WholeStreet_OfWhichPacketsAreLost_StillShowsSoManyOfTheFive(int percent, int seeds, int least)
    {
        var street = Stream(12, seconds: 24);
        for (var seed = 1; seed <= seeds; seed++)
        {
            var (totals, found) = await RunAsync(Lose(street, percent, seed), $"whole{percent}-{seed}");
            TestContext.Current.TestOutputHelper?.WriteLine($"{percent} % lost, seed {seed}: {totals.Damaged} of {totals.Frames} frames damaged, {totals.Invented} invented, found {found.Count}");
            Assert.All(found, name => Assert.Contains(name, WalkRun.WalkBy));
            Assert.True(found.Count >= least, string.Join(", ", found));
        }
    }

    [Fact]
    public async Task Film_WhoseOnlyKeyFrameIsBroken_IsDamagedToItsEnd()
    {
        var bytes = await File.ReadAllBytesAsync(Stream(1000), Cancel);
        for (var packet = 20; packet < 40; packet++)
            bytes.AsSpan(packet * Packet, Packet).Clear();
        var path = Path.Combine(folder, "key.ts");
        await File.WriteAllBytesAsync(path, bytes, Cancel);
        var (totals, _) = await RunAsync(path, "key");
        Assert.Equal(totals.Frames, totals.Damaged);
        Assert.InRange(totals.Invented, 4, totals.Frames - 1);
    }

    [Fact]
    public async Task Camera_WhosePicturesArriveBroken_IsShownAsDamaged_AndItsDamagedFramesAreNotHandedOut()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 10, 0, 0, TimeSpan.Zero));
        var film = Lose(Stream(12), 3, seed: 11);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var feed = new CameraFeed(
            token => FrameSources.OpenAsync(CameraSource.Parse("file:" + film, null), naturalSpeed: false, pool, time, token), live: true, time);
        var running = Task.Run(() => feed.RunAsync(stop.Token), CancellationToken.None);
        (CameraState State, string? Problem) seen = default;
        await Eventually.HoldsAsync(
            () =>
            {
                while (feed.Frames.TryTake(out var frame))
                {
                    Assert.False(frame.IsInvented);
                    frame.Dispose();
                }

                seen = feed.State;
                return seen.State is CameraState.Damaged;
            },
            "it is shown as damaged");
        Assert.Matches("^damaged: [0-9]+ % of frames\\.", seen.Problem);
        Assert.True(feed.FramesDamaged > 0 && feed.Complaints > 0);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Film_ThatChangesItsShapeOnTheWay_IsNotSqueezed_AndWhoComesAfterwardsIsFound()
    {
        // The second half is a camera that was turned: portrait, cut from the same street around the people.
        var (wide, tall, both) = (Path.Combine(folder, "wide.ts"), Path.Combine(folder, "tall.ts"), Path.Combine(folder, "both.ts"));
        Ffmpeg("-t", "2", "-i", WalkRun.Film, "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", wide);
        Ffmpeg("-t", "6", "-i", WalkRun.Film, "-vf", "crop=720:720", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", tall);
        await File.WriteAllBytesAsync(both, [.. await File.ReadAllBytesAsync(wide, Cancel), .. await File.ReadAllBytesAsync(tall, Cancel)], Cancel);

        List<(int Width, int Height)> sizes = [];
        await using (var video = await FfmpegSource.OpenAsync(CameraSource.Parse("file:" + both, null), naturalSpeed: false, pool, TimeProvider.System, Cancel))
        {
            while (await video.ReadAsync(Cancel) is { } frame)
            {
                using (frame)
                {
                    if (sizes.Count == 0 || sizes[^1] != (frame.Width, frame.Height))
                        sizes.Add((frame.Width, frame.Height));
                }
            }
        }

        Assert.Equal([(1280, 720), (720, 720)], sizes);
        var (_, alone) = await RunAsync(tall, "tall");
        var (_, found) = await RunAsync(both, "both");
        Assert.NotEmpty(alone);
        Assert.Subset(found.ToHashSet(StringComparer.Ordinal), alone.ToHashSet(StringComparer.Ordinal));
    }

    private static void Ffmpeg(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private string Stream(int keyEvery, int seconds = 6)
    {
        var path = Path.Combine(folder, $"street{keyEvery}-{seconds}.ts");
        Ffmpeg("-t", $"{seconds}", "-i", WalkRun.Film, "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-g", $"{keyEvery}", "-keyint_min", "1", "-sc_threshold", "0", path);
        return path;
    }

    /// <summary>Leaves packets out, always the same ones.</summary>
    private string Lose(string film, int percent, int seed)
    {
        var bytes = File.ReadAllBytes(film);
        var chance = new Random(seed);
        var path = Path.Combine(folder, $"lost{percent}.ts");
        using var kept = File.Create(path);
        for (var at = 0; at + Packet <= bytes.Length; at += Packet)
        {
            if (at < 4 * Packet || chance.NextDouble() * 100 >= percent)
                kept.Write(bytes, at, Packet);
        }

        return path;
    }

    private static async Task<(EvaluationTotals Totals, List<string> Found)> RunAsync(string film, string name)
    {
        var people = WalkRun.Enrol(WalkRun.WalkBy);
        using var gallery = Gallery.Load(people.Rows);
        List<AlertMessage> alerts = [];
        var totals = await VideoEvaluation.RunAsync(
            TestModels.OpenOrSkip(), gallery, WalkRun.Shipped, CameraSource.Parse("file:" + film, null), alerts.Add, static _ => { }, TimeProvider.System, Cancel);
        Assert.True(totals.Frames > 0, name);
        return (totals, [.. alerts.Select(a => people.Names[a.EntryId]).Distinct(StringComparer.Ordinal)]);
    }
}
