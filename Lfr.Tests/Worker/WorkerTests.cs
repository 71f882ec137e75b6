using System.Security.Cryptography;
using Lfr.Inference.Hosting;
using Lfr.Shared.Live;
using Lfr.Tests.Pipeline;
using Lfr.Tests.Support;
using Lfr.Tests.Video;

namespace Lfr.Tests.Worker;

public sealed partial class WorkerTests : IAsyncLifetime
{
    private static readonly Lazy<IReadOnlyList<GalleryRow>> List = new(() => WalkRun.Enrol(WalkRun.Listed).Rows);
    private readonly FakeWeb web = new();
    private readonly string data = Directory.CreateTempSubdirectory("lfr-worker").FullName;
    private readonly List<LfrWorker> workers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        WalkRun.SkipUnlessPossible();
        web.Gallery = List.Value;
        await web.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
        {
            await worker.StopAsync(CancellationToken.None);
            worker.Dispose();
        }

        await web.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Worker_IntroducesItself_WithItsKeyAndModels_AndKeepsItsId()
    {
        var first = await StartWorker();
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        await first.StopAsync(Cancel);
        await StartWorker();
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        var hellos = web.Hellos.ToArray();
        var pass = web.Authorization!["Bearer ".Length..];
        var signed = WorkerPass.Read(pass)!;
        Assert.Equal((hellos[0].WorkerId, WorkerPass.AudienceOf(web.Key)), (signed.WorkerId, signed.Audience));
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(data, "worker.public.pem"), Cancel));
        Assert.True(WorkerPass.IsSignedBy(pass, key.ExportSubjectPublicKeyInfo()));
        Assert.Equal(hellos[0].WorkerId, hellos[^1].WorkerId);
        Assert.Equal(3, hellos[0].Models.Count);
        Assert.Null(hellos[0].Problem);
    }

    [Fact]
    public async Task Worker_WithoutModels_StaysConnected_AndSaysSo()
    {
        await StartWorker(o => o.ModelsFolder = Path.Combine(data, "none"));
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        Assert.NotNull(web.Hellos.First().Problem);
        await web.Hub.Clients.All.Start(web.Grant(Licence()));
        Assert.Contains("missing", (await Refused()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Licence_WithAForeignSignature_IsRefused()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        web.Grants.Add(web.Grant(Licence()) with { Licence = LicenceSeal.Sign(Licence(), stranger) });
        await StartWorker();
        Assert.Contains("not signed", (await Refused()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Licence_ThatWasAltered_IsRefused()
    {
        var grant = web.Grant(Licence());
        var payload = grant.Licence.Payload.ToArray();
        payload[^10] ^= 1;
        web.Grants.Add(grant with { Licence = grant.Licence with { Payload = payload } });
        await StartWorker();
        Assert.Contains("not signed", (await Refused()).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-120, -60, "over")]
    [InlineData(600, 1200, "not begun")]
    public async Task Licence_OutsideItsWindow_IsRefused(int from, int to, string why)
    {
        web.Grants.Add(web.Grant(Licence() with { NotBefore = In(from), NotAfter = In(to) }));
        await StartWorker();
        Assert.Contains(why, (await Refused()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Licence_ForAnotherGallery_IsRefused()
    {
        web.Grants.Add(web.Grant(Licence()));
        web.Gallery = [.. List.Value.Skip(1)];
        await StartWorker();
        Assert.Contains("not the list that was signed off", (await Refused()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Licence_ForOtherModels_IsRefused()
    {
        var models = new Dictionary<string, string>(Licence().Models, StringComparer.Ordinal) { ["embedder"] = new string('0', 64) };
        web.Grants.Add(web.Grant(Licence() with { Models = models }));
        await StartWorker();
        Assert.Contains("other face models", (await Refused()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LiveRun_RaisesItsAlerts_AndEndsWithoutATrace()
    {
        var licence = Licence();
        web.Grants.Add(web.Grant(licence));
        await StartWorker();
        var alert = await web.ArrivalAsync();
        Assert.Equal(licence.LicenceId, alert.LicenceId);
        Assert.Contains(List.Value, row => row.EntryId == alert.EntryId);
        var running = await web.StatusAsync(s => s is { State: WorkerState.Running, AlertsRaised: > 0, AlertsWaiting: 0, ComparisonsSpared: > 0 });
        Assert.True(running.FacesCompared > 0 && running.Comparisons >= running.FacesCompared);
        var camera = Assert.Single(running.Cameras);
        Assert.Equal(CameraState.Ok, camera.State);
        Assert.InRange(camera.FramesStale, 0, camera.FramesDropped);
        Assert.InRange(camera.DetectEvery, 1, 4);
        Assert.Equal(0, running.FacesPostponed);
        var tile = web.Tiles.First();
        Assert.InRange(tile.Width, 1, 64);

        web.Grants.Clear();
        await web.Hub.Clients.All.Stop(licence.LicenceId, "the operator ended it");
        // What it counted and whom it held back since its report before is told before it is idle.
        var last = await web.StatusAsync(s => s.State is WorkerState.Idle or WorkerState.Paused);
        Assert.Equal((WorkerState.Paused, licence.LicenceId), (last.State, last.LicenceId));
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        Assert.Equal(["worker.key", "worker.lock", "worker.public.pem"], Directory.GetFiles(data, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pause_StopsComparing_AndResumeGoesOn()
    {
        var licence = Licence();
        web.Grants.Add(web.Grant(licence));
        await StartWorker();
        await web.StatusAsync(s => s.Comparisons > 0);
        await web.Hub.Clients.All.Pause(licence.LicenceId);
        await web.StatusAsync(s => s.State is WorkerState.Paused);
        var paused = await web.StatusAsync(s => s.State is WorkerState.Paused);
        var later = await web.StatusAsync(s => s.Cameras[0].FramesRead > paused.Cameras[0].FramesRead + 15);
        Assert.Equal(paused.Comparisons, later.Comparisons);
        await web.Hub.Clients.All.Resume(licence.LicenceId);
        await web.StatusAsync(s => s.State is WorkerState.Running && s.Comparisons > later.Comparisons);
    }

    [Fact]
    public async Task WindowsEnd_EndsTheRun_WithoutAnybodySayingSo()
    {
        web.Grants.Add(web.Grant(Licence() with { NotAfter = In(20) }));
        await StartWorker();
        await web.StatusAsync(s => s.State is WorkerState.Running);
        web.Grants.Clear();
        var idle = await web.StatusAsync(s => s.State is WorkerState.Idle);
        Assert.Equal(0, idle.AlertsWaiting);
        Assert.All(web.Kept.Values, a => Assert.True(a.RaisedAt < idle.At));
        Assert.Empty(Directory.GetFiles(data, "*.alert", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task WebThatIsAway_GetsEveryAlertOnce_WhenItIsBack()
    {
        var licence = Licence();
        web.Grants.Add(web.Grant(licence));
        await StartWorker();
        await web.StatusAsync(s => s.State is WorkerState.Running);
        await web.GoAwayAsync();
        var waiting = await AlertFiles(atLeast: 1);
        foreach (var file in waiting)
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancel);
            Assert.All(List.Value, row => Assert.Equal(-1, bytes.AsSpan().IndexOf(row.Template.AsSpan(0, 16))));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("JFIF"u8));
        }

        await web.StartAsync();
        var ids = waiting.Select(f => Guid.Parse(Path.GetFileNameWithoutExtension(f))).ToHashSet();
        while (!ids.IsSubsetOf(web.Kept.Keys))
            await web.ArrivalAsync();
        await web.StatusAsync(s => s is { State: WorkerState.Running, AlertsWaiting: 0 });
    }

    [Fact]
    public async Task WorkerThatIsKilled_InTheMiddleOfAnAlert_DeliversItOnceInTheEnd()
    {
        web.Grants.Add(web.Grant(Licence()));
        var never = new TaskCompletionSource<AlertAck>();
        web.Acknowledge = _ => never.Task;
        var killed = await StartWorker();
        var first = await web.ArrivalAsync();
        await killed.StopAsync(Cancel);
        never.TrySetResult(new AlertAck(false, 0, "nobody hears this"));
        Assert.NotEmpty(Directory.GetFiles(data, "*.alert", SearchOption.AllDirectories));

        web.Acknowledge = _ => Task.FromResult(new AlertAck(true, 1, null));
        await StartWorker();
        var again = await web.ArrivalAsync();
        Assert.Equal(first.AlertId, again.AlertId);
        await web.StatusAsync(s => s is { State: WorkerState.Running, AlertsWaiting: 0 });
        Assert.Single(web.Kept.Values, a => a.EntryId == first.EntryId);
    }

    [Fact]
    public async Task AlertThatTheWebRefuses_IsDeleted_AndSaid()
    {
        web.Grants.Add(web.Grant(Licence()));
        web.Acknowledge = _ => Task.FromResult(new AlertAck(false, 0, "The entry was withdrawn."));
        await StartWorker();
        await web.ArrivalAsync();
        var status = await web.StatusAsync(s => s is { AlertsWaiting: 0, Problem: not null });
        Assert.Contains("The entry was withdrawn.", status.Problem, StringComparison.Ordinal);
    }

    /// <summary>Nor does one that connects and gives nothing: it is still being opened when the run is stopped, and the next one begins.</summary>
    [Fact]
    public async Task CameraThatCannotBeOpened_IsReported_AndTheOthersRun_AndNeitherStopNorTheNextRunWaitsForIt()
    {
        await using var dead = DeadCamera.EndlessHeaders();
        var licence = Licence();
        LicensedCamera[] cameras =
            [.. licence.Cameras, new(Guid.CreateVersion7(In(0)), "Camera 2", "concat:/etc/passwd"), new(Guid.CreateVersion7(In(0)), "Camera 3", dead.Address)];
        web.Grants.Add(web.Grant(licence with { Cameras = cameras }));
        await StartWorker();
        var status = await web.StatusAsync(s => s.Cameras.Any(c => c.State is CameraState.Failed) && s.Cameras.Any(c => c.State is CameraState.Ok));
        Assert.StartsWith("Camera 2: This camera address is not understood.", status.Problem, StringComparison.Ordinal);

        web.Grants.Clear();
        await web.Hub.Clients.All.Stop(licence.LicenceId, "the operator ended it");
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        var next = licence with { LicenceId = Guid.CreateVersion7(In(0)), Cameras = cameras };
        web.Grants.Add(web.Grant(next));
        await web.Hub.Clients.All.Start(web.Grants[0]);
        await web.StatusAsync(s => s.State is WorkerState.Running && s.LicenceId == next.LicenceId && s.Cameras.Any(c => c.State is CameraState.Ok));
    }

    private static DateTimeOffset In(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds);

    private static DeploymentLicence Licence() => new(
        Guid.CreateVersion7(In(0)),
        Guid.CreateVersion7(In(0)),
        "2026-001",
        In(-60),
        In(600),
        [new LicensedCamera(Guid.CreateVersion7(In(0)), "Camera 1", "demo:walk.mp4")],
        0.54f,
        3,
        300,
        48,
        TestModels.OpenOrSkip().Hashes,
        GalleryDigest.Compute(List.Value),
        List.Value.Count,
        "uk-2026.1",
        In(-60));

    private async Task<LfrWorker> StartWorker(Action<WorkerOptions>? change = null)
    {
        var worker = web.Worker(data, change);
        workers.Add(worker);
        await worker.StartAsync(Cancel);
        return worker;
    }

    private Task<WorkerStatus> Refused() => web.StatusAsync(s => s.State is WorkerState.Refused);

    /// <summary>Waits, watching the folder, until so many alerts lie on the disk.</summary>
    private async Task<string[]> AlertFiles(int atLeast)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await tick.WaitForNextTickAsync(patience.Token))
        {
            var files = Directory.GetFiles(data, "*.alert", SearchOption.AllDirectories);
            if (files.Length >= atLeast)
                return files;
        }

        return [];
    }
}
