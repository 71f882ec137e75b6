using Lfr.Inference.Hosting;
using Lfr.Shared.Live;
using Lfr.Tests.Pipeline;
using Lfr.Tests.Support;

namespace Lfr.Tests.Worker;

/// <summary>The list changes while the cameras run, which nobody in front of them may notice.</summary>
public sealed class ListChangeTests : IAsyncLifetime
{
    /// <summary>Half the film's frames: wherever one begins, somebody who is listed walks by in as many, and is compared with what is left of the list: with nobody.</summary>
    private const int HalfTheFilm = 150;

    private static readonly Lazy<IReadOnlyList<GalleryRow>> Passing = new(() => WalkRun.Enrol(WalkRun.WalkBy).Rows);
    private static readonly Lazy<IReadOnlyList<GalleryRow>> Absent = new(() => WalkRun.Enrol([.. WalkRun.Listed.Except(WalkRun.WalkBy, StringComparer.Ordinal)]).Rows);
    private readonly FakeWeb web = new();
    private readonly string data = Directory.CreateTempSubdirectory("lfr-worker").FullName;
    private readonly TaskCompletionSource onItsWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LfrWorker? worker;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        WalkRun.SkipUnlessPossible();
        await web.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (worker is not null)
            await worker.StopAsync(CancellationToken.None);
        worker?.Dispose();
        await web.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task WithdrawnEntries_RaiseNoAlert_AndTheRunGoesOn()
    {
        var licence = Licence(Passing.Value);
        await StartAsync(licence, Passing.Value, paused: true);
        await web.StatusAsync(s => s is { State: WorkerState.Paused } && s.LicenceId == licence.LicenceId);
        foreach (var entry in Passing.Value.Select(r => r.EntryId).Distinct())
            await web.Hub.Clients.All.Withdraw(licence.LicenceId, entry);
        foreach (var entry in Passing.Value.Select(r => r.EntryId).Distinct())
            Assert.Equal((licence.LicenceId, entry), await ConfirmedAsync());
        await web.Hub.Clients.All.Resume(licence.LicenceId);

        var before = await web.StatusAsync(s => s is { State: WorkerState.Running });
        var after = await web.StatusAsync(s => s.FacesCompared > 10 && s.Cameras[0].FramesRead >= before.Cameras[0].FramesRead + HalfTheFilm);

        Assert.Equal((WorkerState.Running, 0L), (after.State, after.AlertsRaised));
        Assert.Empty(web.Kept);
    }

    [Fact]
    public async Task EntriesWithdrawnWhileTheWebWasAway_AreZeroedWhenItIsBack()
    {
        var licence = Licence(Passing.Value);
        await StartAsync(licence, Passing.Value, paused: true);
        await web.StatusAsync(s => s is { State: WorkerState.Paused });
        await web.GoAwayAsync();
        web.Grants[0] = web.Grant(licence) with { Withdrawn = [.. Passing.Value.Select(r => r.EntryId)] };
        await web.StartAsync();
        Assert.Equal((licence.LicenceId, Passing.Value[0].EntryId), await ConfirmedAsync());

        var before = await web.StatusAsync(s => s is { State: WorkerState.Running });
        var after = await web.StatusAsync(s => s.FacesCompared > 10 && s.Cameras[0].FramesRead >= before.Cameras[0].FramesRead + HalfTheFilm);

        Assert.Equal(0, after.AlertsRaised);
    }

    /// <summary>A suspension does not break the seal: the licence covers the template, and the worker compares nobody with it from the first frame.</summary>
    [Fact]
    public async Task EntriesWithdrawnBeforeTheStart_AreNeverCompared()
    {
        var licence = Licence(Passing.Value);
        web.Gallery = Passing.Value;
        web.Grants.Add(web.Grant(licence) with { Withdrawn = [.. Passing.Value.Select(r => r.EntryId)] });
        worker = web.Worker(data);
        await worker.StartAsync(Cancel);

        Assert.Equal((licence.LicenceId, Passing.Value[0].EntryId), await ConfirmedAsync());
        var before = await web.StatusAsync(s => s is { State: WorkerState.Running });
        var after = await web.StatusAsync(s => s.FacesCompared > 10 && s.Cameras[0].FramesRead >= before.Cameras[0].FramesRead + HalfTheFilm);

        Assert.Equal(0, after.AlertsRaised);
    }

    [Fact]
    public async Task Withdrawal_WhileTheChangedListIsOnItsWay_IsConfirmedAfterBothListsAreRidOfIt()
    {
        var (_, second) = await StartChangeAsync();
        foreach (var entry in Passing.Value.Select(r => r.EntryId).Distinct())
            await web.Hub.Clients.All.Withdraw(second.LicenceId, entry);
        onItsWay.SetResult();

        foreach (var entry in Passing.Value.Select(r => r.EntryId).Distinct())
            Assert.Equal((second.LicenceId, entry), await ConfirmedAsync());
        var before = await web.StatusAsync(s => s is { State: WorkerState.Running } && s.LicenceId == second.LicenceId);
        var after = await web.StatusAsync(s => s.FacesCompared > 10 && s.Cameras[0].FramesRead >= before.Cameras[0].FramesRead + HalfTheFilm);
        Assert.Equal(0, after.AlertsRaised);
    }

    [Fact]
    public async Task ChangedList_TakesOver_WithoutAPause_AndTheOneBeforeIsGone()
    {
        var first = Licence(Absent.Value);
        await StartAsync(first, Absent.Value);
        var before = await web.StatusAsync(s => s is { State: WorkerState.Running, FacesCompared: > 0 });
        var second = Licence(Passing.Value) with { DeploymentId = first.DeploymentId, Cameras = first.Cameras };
        web.Gallery = Passing.Value;
        web.Grants[0] = web.Grant(second);
        await web.Hub.Clients.All.Start(web.Grants[0]);

        // Every report until the first alert: never idle, never starting, and the camera was never reopened.
        var frames = before.Cameras[0].FramesRead;
        var now = await web.StatusAsync(s =>
        {
            Assert.Equal(WorkerState.Running, s.State);
            Assert.True(s.Cameras[0].FramesRead >= frames, "The camera was closed in between.");
            frames = s.Cameras[0].FramesRead;
            return s is { AlertsRaised: > 0, AlertsWaiting: 0 };
        });

        Assert.Equal(second.LicenceId, now.LicenceId);
        Assert.All(web.Kept.Values, a => Assert.Equal(second.LicenceId, a.LicenceId));
        Assert.All(web.Kept.Values, a => Assert.Contains(Passing.Value, row => row.EntryId == a.EntryId));
        Assert.Equal([second.LicenceId.ToString("D")], Directory.GetDirectories(Path.Combine(data, "outbox")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task ChangedListThatIsNotTheOneSignedOff_EndsTheRun_BecauseTheWebHasEndedIt()
    {
        var first = Licence(Absent.Value);
        await StartAsync(first, Absent.Value);
        await web.StatusAsync(s => s is { State: WorkerState.Running });
        await web.Hub.Clients.All.Start(web.Grant(Licence(Passing.Value) with { DeploymentId = first.DeploymentId, Cameras = first.Cameras }));

        // On its way there it is paused for a moment: nothing is compared from the very next frame.
        var refused = await web.StatusAsync(s => s.State is WorkerState.Refused);

        Assert.Contains("not the list that was signed off", refused.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LicenceOfAnotherDeployment_DoesNotTakeOver()
    {
        var first = Licence(Absent.Value);
        await StartAsync(first, Absent.Value);
        await web.StatusAsync(s => s is { State: WorkerState.Running });
        await web.Hub.Clients.All.Start(web.Grant(Licence(Absent.Value)));

        var later = await web.StatusAsync(s => s.Cameras is [{ FramesRead: > 60 }]);

        Assert.Equal((WorkerState.Running, first.LicenceId), (later.State, later.LicenceId));
    }

    [Fact]
    public async Task Pause_PressedWhileTheChangedListIsOnItsWay_TakesEffectAtOnce_AndLasts()
    {
        var (first, second) = await StartChangeAsync();
        await web.Hub.Clients.All.Pause(second.LicenceId);
        await web.StatusAsync(s => s is { State: WorkerState.Paused } && s.LicenceId == first.LicenceId);

        onItsWay.SetResult();

        var paused = await web.StatusAsync(s => s.LicenceId == second.LicenceId && s.State is WorkerState.Paused);
        var later = await web.StatusAsync(s => s.Cameras[0].FramesRead > paused.Cameras[0].FramesRead + 25);
        Assert.Equal((WorkerState.Paused, paused.Comparisons), (later.State, later.Comparisons));
    }

    [Fact]
    public async Task Stop_PressedWhileTheChangedListIsOnItsWay_EndsTheRunAtOnce()
    {
        var (_, second) = await StartChangeAsync();
        web.Grants.Clear();
        await web.Hub.Clients.All.Stop(second.LicenceId, "the operator ended it");

        await web.StatusAsync(s => s.State is WorkerState.Idle);

        Assert.Equal(["worker.key", "worker.lock", "worker.public.pem"], Directory.GetFiles(data, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    /// <summary>A run, and its changed list that does not arrive before <see cref="onItsWay"/> is set.</summary>
    private async Task<(DeploymentLicence First, DeploymentLicence Second)> StartChangeAsync()
    {
        var first = Licence(Absent.Value);
        await StartAsync(first, Absent.Value);
        await web.StatusAsync(s => s is { State: WorkerState.Running, FacesCompared: > 0 });
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        web.BeforeGallery = cancellationToken =>
        {
            asked.TrySetResult();
            return onItsWay.Task.WaitAsync(cancellationToken);
        };
        var second = Licence(Passing.Value) with { DeploymentId = first.DeploymentId, Cameras = first.Cameras };
        web.Gallery = Passing.Value;
        web.Grants[0] = web.Grant(second);
        await web.Hub.Clients.All.Start(web.Grants[0]);
        await asked.Task.WaitAsync(Cancel);
        return (first, second);
    }

    private async Task<(Guid Licence, Guid Entry)> ConfirmedAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        return await web.Withdrawn.Reader.ReadAsync(patience.Token);
    }

    private static DeploymentLicence Licence(IReadOnlyList<GalleryRow> list) => new(
        Guid.CreateVersion7(),
        Guid.CreateVersion7(),
        "2026-001",
        TimeProvider.System.GetUtcNow().AddMinutes(-1),
        TimeProvider.System.GetUtcNow().AddMinutes(10),
        [new LicensedCamera(Guid.CreateVersion7(), "Camera 1", "demo:walk.mp4")],
        0.54f,
        3,
        300,
        48,
        TestModels.OpenOrSkip().Hashes,
        GalleryDigest.Compute(list),
        list.Count,
        "uk-2026.1",
        TimeProvider.System.GetUtcNow().AddMinutes(-1));

    private async Task StartAsync(DeploymentLicence licence, IReadOnlyList<GalleryRow> list, bool paused = false)
    {
        web.Gallery = list;
        web.Grants.Add(web.Grant(licence, paused));
        worker = web.Worker(data);
        await worker.StartAsync(Cancel);
    }
}
