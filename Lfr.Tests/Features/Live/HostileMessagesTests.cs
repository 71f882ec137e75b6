using System.Runtime.InteropServices;
using Lfr.Inference.Faces;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using TileMaker = Lfr.Inference.Pipeline.TileMaker;

namespace Lfr.Tests.Features.Live;

/// <summary>
/// What a worker that was stolen may send over the real hub, with its own key and its own licence. Nothing of it is kept, and the hub goes on: the last
/// message of every test is a good one.
/// </summary>
public sealed class HostileMessagesTests(HostileMessagesTests.OneRun run) : IClassFixture<HostileMessagesTests.OneRun>
{
    private static readonly Dictionary<string, (Func<AlertMessage, AlertMessage> Spoil, string Refusal)> Alerts = new(StringComparer.Ordinal)
    {
        ["a score that does not follow from the template"] = (a => a with { Score = 0.99f }, "The score does not follow from the template."),
        ["a score below the threshold"] = (a => a with { Score = 0.2f, RunnerUpScore = 0, ProbeTemplate = LiveRig.Like(1, 0.2f) }, "The score is below the threshold of the licence."),
        ["somebody else's template"] = (a => a with { ProbeTemplate = LiveRig.Like(2, 0.81f) }, "The score does not follow from the template."),
        ["a threshold of its own"] = (a => a with { Threshold = 0, Score = 0.1f, RunnerUpScore = 0, ProbeTemplate = LiveRig.Like(1, 0.1f) }, "The score is below the threshold of the licence."),
        ["a better match with another entry"] = (a => a with { RunnerUpScore = 0.95f }, "Another entry would have matched better than this one."),
        ["a template that is too short"] = (a => a with { ProbeTemplate = a.ProbeTemplate[..^4] }, "The template does not have the size of the licence's model."),
        ["no template"] = (a => a with { ProbeTemplate = null! }, "The template does not have the size of the licence's model."),
        ["a template of another length"] = (a => a with { ProbeTemplate = Longer(a.ProbeTemplate), Score = 1 }, "The template is not of length 1."),
        ["a template of no numbers"] = (a => a with { ProbeTemplate = Filled(float.NaN) }, "The template is not of length 1."),
        ["a score that is no number"] = (a => a with { Score = float.NaN }, "The score does not follow from the template."),
        ["a second best that is no number"] = (a => a with { RunnerUpScore = float.NaN }, "Another entry would have matched better than this one."),
        ["a face of no height"] = (a => a with { Box = a.Box with { Height = float.NaN }, Quality = a.Quality with { FaceHeight = float.NaN } }, "The face is smaller than the licence asks for, or of two heights."),
        ["a face at no place"] = (a => a with { Box = a.Box with { X = float.NaN } }, "The face does not lie in its picture."),
        ["a face of endless width"] = (a => a with { Box = a.Box with { Width = float.PositiveInfinity } }, "The face does not lie in its picture."),
        ["measures that are no numbers"] = (a => a with { Quality = a.Quality with { Sharpness = float.NaN } }, "The face's measures are impossible."),
        ["too few agreeing frames"] = (a => a with { AgreeingFrames = 1 }, "Fewer frames agree than the licence asks for."),
        ["more agreeing frames than were seen"] = (a => a with { AgreeingFrames = 7 }, "More frames agree than were seen, or more were seen than a face is followed for."),
        ["a billion frames of one face"] = (a => a with { AgreeingFrames = 5, FramesSeen = 1_000_000_000 }, "More frames agree than were seen, or more were seen than a face is followed for."),
        ["a frame before the first"] = (a => a with { FrameNumber = -1 }, "There is no such frame."),
        ["a frame before the stream"] = (a => a with { FrameTime = TimeSpan.FromSeconds(-1) }, "There is no such frame."),
        ["a face that is too small"] = (a => a with { Box = a.Box with { Height = 12 }, Quality = a.Quality with { FaceHeight = 12 } }, "The face is smaller than the licence asks for, or of two heights."),
        ["a face of two heights"] = (a => a with { Quality = a.Quality with { FaceHeight = 400 } }, "The face is smaller than the licence asks for, or of two heights."),
        ["a face outside of its picture"] = (a => a with { Box = a.Box with { X = 4000 } }, "The face does not lie in its picture."),
        ["no face"] = (a => a with { Box = null! }, "The face's box or its measures are missing."),
        ["no measures"] = (a => a with { Quality = null! }, "The face's box or its measures are missing."),
        ["impossible measures"] = (a => a with { Quality = a.Quality with { DetectorScore = 40 } }, "The face's measures are impossible."),
        ["a time in the future"] = (a => a with { RaisedAt = a.RaisedAt.AddMinutes(5) }, "The comparison lies in the future."),
        ["a time after the window"] = (a => a with { RaisedAt = a.RaisedAt.AddDays(2) }, "The comparison was not made while the licence was live."),
        ["a time before it went live"] = (a => a with { RaisedAt = a.RaisedAt.AddHours(-3) }, "The comparison was not made while the licence was live."),
        ["a camera of nobody's"] = (a => a with { CameraId = Given.Id(21) }, "The camera is not one of this deployment."),
        ["an entry of nobody's"] = (a => a with { EntryId = Given.Id(9999) }, "The entry is not, or no longer, on the list."),
        ["another's licence"] = (a => a with { LicenceId = Given.Id(77) }, "The licence of this alert was given to another worker."),
        ["a script for a picture"] = (a => a with { ProbeImage = "<svg onload=alert(1)>"u8.ToArray() }, "A picture is missing, too large or no JPEG."),
        ["a PNG for a picture"] = (a => a with { ContextImage = Png(320, 240) }, "A picture is missing, too large or no JPEG."),
        ["half a picture"] = (a => a with { ContextImage = a.ContextImage[..40] }, "The picture's file is damaged or incomplete."),
        ["a picture that is too large"] = (a => a with { ContextImage = [.. a.ContextImage, .. new byte[4 * 1024 * 1024]] }, "A picture is missing, too large or no JPEG."),
        ["a picture that declares a billion pixels"] = (a => a with { ContextImage = Declaring(a.ContextImage, 65_000) }, "The picture has 65000 × 65000 pixels"),
        ["a face larger than its frame"] = (a => a with { ProbeImage = LiveRig.Jpeg(640, 480) }, "The face's picture has more pixels than its frame."),
        ["no picture"] = (a => a with { ContextImage = null! }, "A picture is missing, too large or no JPEG."),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> HostileAlerts => [.. Alerts.Keys];

    [Theory]
    [MemberData(nameof(HostileAlerts))]
    public async Task Alert_ThatCannotBeTrue_IsRefused(string what)
    {
        var (spoil, refusal) = Alerts[what];

        var ack = await run.RaiseAsync(spoil(await run.FreshAsync()));

        Assert.False(ack.Accepted, what);
        Assert.StartsWith(refusal, ack.Refusal, StringComparison.Ordinal);
        Assert.True((await run.RaiseAsync(await run.FreshAsync())).Accepted);
    }

    [Fact]
    public async Task Evidence_HoldsTheLicencesThreshold_AndPicturesThatLfrDrewItself()
    {
        var message = await run.FreshAsync();
        byte[] hidden = [.. "<script>"u8];

        Assert.True((await run.RaiseAsync(message with { Threshold = 0.01f, ContextImage = [.. message.ContextImage, .. hidden] })).Accepted);

        var rig = run.Rig;
        var alert = await rig.App.InDatabaseAsync(db => db.Alerts.AsNoTracking().SingleAsync(a => a.Id == message.AlertId, Cancellation));
        Assert.Equal(message.Threshold, alert.Evidence.Threshold);
        Assert.Equal(0.81f, alert.Evidence.Score, 0.0001f);
        var kept = await rig.App.InDatabaseAsync(db => rig.Get<BiometricVault>().OpenAsync(db, alert.Evidence.ContextImageBlobId!.Value, Cancellation));
        Assert.True(kept.AsSpan().IndexOf(hidden) < 0);
        using var picture = Picture.Decode(kept);
        Assert.Equal((320, 240), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task AlertIdOfAnotherLicence_IsNotAcknowledged()
    {
        var message = await run.FreshAsync();
        Assert.True((await run.RaiseAsync(message)).Accepted);
        await run.Rig.App.InDatabaseAsync(db => db.Alerts.Where(a => a.Id == message.AlertId).ExecuteUpdateAsync(a => a.SetProperty(x => x.LicenceId, Given.Id(78)), Cancellation));

        Assert.Equal("An alert of another licence has this id.", (await run.RaiseAsync(message)).Refusal);
    }

    [Theory]
    [InlineData(1_000_000_000_000, 0, 0, 0, 0)]
    [InlineData(long.MaxValue, long.MaxValue, 0, 0, 0)]
    [InlineData(70, 70, 0, 0, long.MaxValue)]
    [InlineData(70, 70, 1_000_000, 0, 0)]
    [InlineData(70, 70, 0, 1_000_000, 0)]
    [InlineData(70, 400, 0, 0, 0)]
    [InlineData(-1_000_000, 0, 0, 0, 0)]
    public async Task Counters_ThatNoStreetCanHold_AreNotCounted_AndTheRoomSaysSo(long compared, long discarded, long raised, long suppressed, long dropped)
    {
        await run.ReportAsync(new FaceCounts(70, 60, 1, 0, 0));
        var before = await run.TotalAsync();

        var lease = await run.ReportAsync(new FaceCounts(compared, discarded, raised, suppressed, dropped));

        Assert.Equal(before, await run.TotalAsync());
        // It is a person's decision to stop; the worker is heard all the same.
        Assert.Equal(LeaseState.Running, lease.State);
        Assert.StartsWith("The engine's numbers cannot be right and are not counted.", run.Rig.Get<WorkerFleet>().Of(run.Rig.WorkerId)!.Status!.Problem, StringComparison.Ordinal);
        await run.ReportAsync(new FaceCounts(70, 60, 1, 0, 0));
        Assert.Null(run.Rig.Get<WorkerFleet>().Of(run.Rig.WorkerId)!.Status!.Problem);
        Assert.Equal(1, await run.Rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(DoubtWorker), Cancellation)));
    }

    [Fact]
    public async Task CountersThatGoUpAndDown_AddUpToNoMoreThanTheStreetCanHold()
    {
        await using var own = new OneRun();
        await own.InitializeAsync();
        for (var i = 0; i < 40; i++)
        {
            await own.ReportAsync(new FaceCounts(100, 90, 0, 0, 0));
            await own.ReportAsync(new FaceCounts(0, 0, 0, 0, 0));
        }

        Assert.InRange((await own.TotalAsync()).FacesCompared, 100, 1_000);
    }

    [Fact]
    public async Task Report_IsCutToWhatFits()
    {
        var status = run.Status(new FaceCounts(70, 60, 1, 0, 0)) with
        {
            Problem = new string('x', 100_000) + "\u202e\n",
            At = run.Rig.Clock.GetUtcNow().AddYears(5),
            Cameras = [.. Enumerable.Range(0, 1000).Select(n => new CameraStatus(Given.Id(n), (CameraState)99, 1e300, -1, -1, "\u0000", -5, 1e300) { DetectEvery = -1 })],
        };

        await run.Worker.InvokeAsync<Lease>(nameof(IWorkerHub.ReportStatus), status, Cancellation);

        var shown = run.Rig.Get<WorkerFleet>().Of(run.Rig.WorkerId)!.Status!;
        Assert.Equal(300, shown.Problem!.Length);
        Assert.Equal(run.Rig.Clock.GetUtcNow(), shown.At);
        Assert.All(shown.Cameras, c => Assert.Equal(
            (Given.Id(20), CameraState.Failed, 1000d, 0L, 0L, (string?)null, 1), (c.CameraId, c.State, c.FramesPerSecond, c.FramesRead, c.FramesDropped, c.Problem, c.DetectEvery)));
    }

    /// <summary>The wire carries what is no number, which no comparison with a bound refuses.</summary>
    [Fact]
    public async Task Report_OfWhatIsNoNumber_SaysThatNothingWasMeasured()
    {
        var status = run.Status(new FaceCounts(70, 60, 1, 0, 0)) with
        {
            Cameras = [new CameraStatus(Given.Id(20), CameraState.Ok, double.NaN, 100, 0, null, double.NaN, double.PositiveInfinity)],
        };

        await run.Worker.InvokeAsync<Lease>(nameof(IWorkerHub.ReportStatus), status, Cancellation);

        var camera = Assert.Single(run.Rig.Get<WorkerFleet>().Of(run.Rig.WorkerId)!.Status!.Cameras);
        Assert.Equal((0d, null, 3_600_000d), (camera.FramesPerSecond, camera.MedianLatency, camera.SlowestLatency));
    }

    [Fact]
    public async Task Tile_IsOfALicensedCamera_AsCoarseAsItSays_AndDrawnAnew()
    {
        var licence = run.Licence;
        var good = new CameraTile(licence, Given.Id(20), 16, 9, Png(16, 9));
        CameraTile[] bad =
        [
            good with { CameraId = Given.Id(21) },
            good with { LicenceId = Given.Id(77) },
            good with { Width = 640, Height = 480, Png = Png(640, 480) },
            good with { Png = Png(640, 480) },
            good with { Png = LiveRig.Jpeg(16, 9) },
            good with { Png = [.. good.Png[..60]] },
            good with { Png = null! },
            good with { Width = -1, Height = 0 },
        ];
        var fleet = run.Rig.Get<WorkerFleet>();

        foreach (var tile in bad)
        {
            await run.Worker.InvokeAsync(nameof(IWorkerHub.ShowTile), tile, Cancellation);
            Assert.Null(fleet.Tile(run.Rig.WorkerId, licence, Given.Id(20)));
            Assert.Null(fleet.Tile(run.Rig.WorkerId, tile.LicenceId, tile.CameraId));
        }

        await run.Worker.InvokeAsync(nameof(IWorkerHub.ShowTile), good with { Png = [.. good.Png, .. "<script>"u8] }, Cancellation);
        var shown = fleet.Tile(run.Rig.WorkerId, licence, Given.Id(20))!;
        Assert.Equal((16, 9), (shown.Width, shown.Height));
        Assert.True(shown.Png.AsSpan().IndexOf("<script>"u8) < 0);
    }

    private static byte[] Longer(byte[] template) => MemoryMarshal.AsBytes(MemoryMarshal.Cast<byte, float>(template).ToArray().Select(f => f * 100).ToArray().AsSpan()).ToArray();

    private static byte[] Filled(float number) => MemoryMarshal.AsBytes(Enumerable.Repeat(number, 512).ToArray().AsSpan()).ToArray();

    private static byte[] Png(int width, int height) => TileMaker.Png(new BgrImage(new byte[width * height * 3], width, height));

    /// <summary>The same file with another size in its header.</summary>
    private static byte[] Declaring(byte[] jpeg, int side)
    {
        var copy = jpeg.ToArray();
        var frame = copy.AsSpan().IndexOf(new byte[] { 0xFF, 0xC0 });
        (copy[frame + 5], copy[frame + 6], copy[frame + 7], copy[frame + 8]) = ((byte)(side >> 8), (byte)side, (byte)(side >> 8), (byte)side);
        return copy;
    }

    /// <summary>One live run for all tests, and the worker that has its licence.</summary>
    public sealed class OneRun : IAsyncLifetime
    {
        private int number;
        private Guid licence;

        /// <summary>The application.</summary>
        public LiveRig Rig { get; private set; } = null!;

        /// <summary>The worker's connection.</summary>
        public HubConnection Worker { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Rig = await LiveRig.StartAsync(worker: false);
            (Worker, _) = await Rig.ConnectAsync();
            Given.Do(await Rig.Get<GoLive>().RunAsync(Given.Operator, Rig.DeploymentId, null, Cancellation));
            licence = (await Rig.DeploymentAsync()).CurrentRun!.LicenceId;
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            await Worker.DisposeAsync();
            await Rig.DisposeAsync();
        }

        /// <summary>A good alert that was not sent before.</summary>
        public Task<AlertMessage> FreshAsync() => Rig.MessageAsync(Interlocked.Increment(ref number));

        /// <summary>Hands an alert over.</summary>
        public async Task<AlertAck> RaiseAsync(AlertMessage alert)
        {
            try
            {
                return await Worker.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), alert, Cancellation);
            }
            catch (HubException e) when (e.Message.Contains("It offers this one again.", StringComparison.Ordinal))
            {
                // The worker of these tests is refused more often than the log takes in a minute.
                Rig.Clock.AdjustTime(Rig.Clock.GetUtcNow().AddMinutes(1));
                return await Worker.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), alert, Cancellation);
            }
        }

        /// <summary>The licence of the run.</summary>
        public Guid Licence => licence;

        /// <summary>A report with these counters.</summary>
        public WorkerStatus Status(FaceCounts counts) => new(
            Rig.WorkerId, WorkerState.Running, licence, null, counts.FacesCompared, counts.FacesCompared, counts.FacesDiscarded, counts.AlertsRaised,
            counts.AlertsSuppressed, 0, [new CameraStatus(Given.Id(20), CameraState.Ok, 25, 100, counts.FramesDropped, null)], Rig.Clock.GetUtcNow());

        /// <summary>Reports these counters.</summary>
        public Task<Lease> ReportAsync(FaceCounts counts) => Worker.InvokeAsync<Lease>(nameof(IWorkerHub.ReportStatus), Status(counts), Cancellation);

        /// <summary>All that was counted.</summary>
        public Task<FaceCounts> TotalAsync() => Rig.App.InDatabaseAsync(db => FaceCountStore.TotalAsync(db, licence, Cancellation));
    }
}
