using Lfr.Inference.Hosting;
using Lfr.Shared.Live;
using Lfr.Tests.Support;

namespace Lfr.Tests.Worker;

/// <content>A van that lost its connection: its licence may let it go on, and a key at the van stops it.</content>
public sealed partial class WorkerTests
{
    [Fact]
    public async Task VanWithAnAllowance_GoesOnComparingWithoutAConnection_AndItsAlertsComeWhenItIsBack()
    {
        await StartWorker();
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        var licence = Licence() with { RepeatSuppressionSeconds = 1, Offline = new LicensedOffline(web.Hellos.First().WorkerId, 5) };
        web.Grants.Add(web.Grant(licence));
        await web.Hub.Clients.All.Start(web.Grants[0]);
        await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });
        await web.GoAwayAsync();
        var leaseOver = In(0) + Lease.Term + TimeSpan.FromSeconds(2);

        // Raised when a lease without an allowance would long be over.
        await Eventually.HoldsAsync(() => Directory.GetFiles(data, "*.alert", SearchOption.AllDirectories).Any(f => File.GetCreationTimeUtc(f) > leaseOver.UtcDateTime), "An alert is raised without a connection.");

        await web.StartAsync();
        while (!web.Kept.Values.Any(a => a.RaisedAt > leaseOver))
            await web.ArrivalAsync();
        await web.StatusAsync(s => s is { State: WorkerState.Running });
    }

    [Theory]
    // The worker that the licence names, and another.
    [InlineData(true, 5 * 60)]
    [InlineData(false, 10)]
    public void Allowance_IsForTheWorkerThatTheLicenceNames(bool named, int seconds)
    {
        var van = Guid.CreateVersion7(In(0));

        Assert.Equal(TimeSpan.FromSeconds(seconds), (Licence() with { Offline = new LicensedOffline(named ? van : Guid.Empty, 5) }).OfflineFor(van));
    }

    [Fact]
    public async Task KeyAtTheVan_StopsTheRun_WithoutAConnection_AndItStaysStopped_AfterARestart()
    {
        var worker = await StartWorker();
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        web.Grants.Add(web.Grant(Licence() with { Offline = new LicensedOffline(web.Hellos.First().WorkerId, 5) }));
        await web.Hub.Clients.All.Start(web.Grants[0]);
        await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });
        await web.GoAwayAsync();

        Assert.True(await worker.StopHereAsync());
        Assert.False(await worker.StopHereAsync());

        await web.StartAsync();
        var back = await web.StatusAsync(s => s.StoppedHereAt is not null);
        Assert.Equal((WorkerState.Refused, LicenceOf(web.Grants[0])), (back.State, back.LicenceId));
        Assert.Contains("Somebody pressed the stop key at this worker", back.Problem, StringComparison.Ordinal);
        await worker.StopAsync(Cancel);
        await StartWorker();
        var restarted = await web.StatusAsync(s => s is { State: WorkerState.Refused, StoppedHereAt: not null } && s.At > back.At.AddMilliseconds(1) && web.Hellos.Count > 2);
        Assert.Equal(back.StoppedHereAt, restarted.StoppedHereAt);

        // The web has ended it: the worker is free for another run.
        web.Grants.Clear();
        web.Answer = _ => Task.FromResult(new Lease(null, LeaseState.None, "It was stopped at the van.", TimeProvider.System.GetUtcNow()));
        await web.StatusAsync(s => s is { State: WorkerState.Idle, StoppedHereAt: null });
    }

    [Fact]
    public async Task KeyPressedWhileALicenceIsStarting_StopsThatLicence()
    {
        var worker = await StartWorker();
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        var (asked, loaded) = (new TaskCompletionSource(), new TaskCompletionSource());
        web.BeforeGallery = _ =>
        {
            asked.TrySetResult();
            return loaded.Task;
        };
        web.Grants.Add(web.Grant(Licence()));
        await web.Hub.Clients.All.Start(web.Grants[0]);
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);

        var stopped = worker.StopHereAsync();
        loaded.SetResult();

        Assert.True(await stopped);
        var refused = await web.StatusAsync(s => s.StoppedHereAt is not null);
        Assert.Equal((WorkerState.Refused, LicenceOf(web.Grants[0])), (refused.State, refused.LicenceId));
        await web.Hub.Clients.All.Start(web.Grants[0]);
        Assert.Equal(WorkerState.Refused, (await web.StatusAsync(s => s.At > refused.At)).State);
        Assert.Empty(web.Kept);
    }

    [Fact]
    public async Task KeyPressedWhileTheListIsChanged_StopsBothLicences()
    {
        var worker = await StartWorker();
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        var before = Licence();
        web.Grants.Add(web.Grant(before));
        await web.Hub.Clients.All.Start(web.Grants[0]);
        await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });
        var (asked, loaded) = (new TaskCompletionSource(), new TaskCompletionSource());
        web.BeforeGallery = _ =>
        {
            asked.TrySetResult();
            return loaded.Task;
        };
        web.Grants[0] = web.Grant(before with { LicenceId = Guid.CreateVersion7(In(0)) });
        await web.Hub.Clients.All.Start(web.Grants[0]);
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);

        var stopped = worker.StopHereAsync();
        loaded.SetResult();

        Assert.True(await stopped);
        var refused = await web.StatusAsync(s => s.StoppedHereAt is not null);
        Assert.Equal((WorkerState.Refused, LicenceOf(web.Grants[0])), (refused.State, refused.LicenceId));
        Assert.Equal(2, StoppedHere.Read(data, In(0))!.LicenceIds.Count);
    }

    [Fact]
    public async Task Worker_WhoseStopCannotBeRead_DoesNotSignIn()
    {
        await File.WriteAllTextAsync(Path.Combine(data, "stopped.json"), "{", Cancel);

        Assert.Contains("Delete the file", Assert.Throws<InvalidDataException>(() => StoppedHere.Read(data, In(0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LineFromAButton_StopsARealWorkerProgram()
    {
        var key = Path.Combine(data, "web.public.pem");
        await File.WriteAllTextAsync(key, web.Key.ExportSubjectPublicKeyInfoPem(), Cancel);
        web.Grants.Add(web.Grant(Licence()));
        using var process = LfrProcess.Start(
            Path.GetTempPath(), new Dictionary<string, string>(),
            Path.Combine(AppContext.BaseDirectory, "Lfr.Inference.dll"), "worker", "--hub", web.Url.ToString(), "--public-key", key, "--data", Path.Combine(data, "van"),
            "--demo-films", TestData.Demo, "--models", Lfr.Inference.Models.ModelStore.FindFolder()!);
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        try
        {
            await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });
            await process.StandardInput.WriteLineAsync("stop".AsMemory(), Cancel);
            await process.StandardInput.FlushAsync(Cancel);
            await web.StatusAsync(s => s is { State: WorkerState.Refused, StoppedHereAt: not null });
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.Contains("Stopped with the key at this worker.", await output, StringComparison.Ordinal);
    }

    private static Guid LicenceOf(LicenceGrant grant) => System.Text.Json.JsonSerializer.Deserialize<DeploymentLicence>(grant.Licence.Payload, System.Text.Json.JsonSerializerOptions.Web)!.LicenceId;
}
