using Lfr.Shared.Live;
using Microsoft.AspNetCore.SignalR;

namespace Lfr.Tests.Worker;

/// <content>A run is a lease: it lasts only while the web confirms it.</content>
public sealed partial class WorkerTests
{
    [Fact]
    public async Task Run_ThatNobodyConfirms_ComparesNothingAfterTheTermOfItsLease_AndGoesOnWhenItIsConfirmed()
    {
        web.Grants.Add(web.Grant(Licence()));
        await StartWorker();
        await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });
        // As a web that hears the report and cannot record it.
        web.Answer = _ => throw new HubException("The database cannot be written.");
        var lapsed = await web.StatusAsync(s => s.State is WorkerState.Paused);

        Assert.Contains("has not confirmed this run", lapsed.Problem, StringComparison.Ordinal);
        // The frame that was under way when the lease ended is still counted; after it nothing is.
        var settled = await web.StatusAsync(s => s.Cameras[0].FramesRead > lapsed.Cameras[0].FramesRead + 5);
        var later = await web.StatusAsync(s => s.Cameras[0].FramesRead > settled.Cameras[0].FramesRead + 5);
        Assert.InRange(settled.Comparisons - lapsed.Comparisons, 0, 20);
        Assert.Equal(settled.Comparisons, later.Comparisons);
        web.Answer = status => Task.FromResult(new Lease(status.LicenceId, LeaseState.Running, "", TimeProvider.System.GetUtcNow()));
        await web.StatusAsync(s => s.State is WorkerState.Running && s.Comparisons > later.Comparisons);
    }

    /// <summary>Somebody came in with a copy of the worker's key, and the web hears that connection only.</summary>
    [Fact]
    public async Task Worker_ThatTheWebNoLongerHears_SaysHelloAgain_AndTheRunGoesOn()
    {
        web.Grants.Add(web.Grant(Licence()));
        await StartWorker();
        var before = await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });
        var hellos = web.Hellos.Count;
        web.Answer = status => web.Hellos.Count == hellos
            ? throw new HubException(IWorkerHub.NotIntroduced)
            : Task.FromResult(new Lease(status.LicenceId, LeaseState.Running, "", TimeProvider.System.GetUtcNow()));

        await web.StatusAsync(s => s.State is WorkerState.Running && web.Hellos.Count > hellos && s.Comparisons > before.Comparisons + 20);
    }

    [Fact]
    public async Task Run_WhoseStopNeverArrived_EndsWithTheAnswerToItsNextReport()
    {
        web.Grants.Add(web.Grant(Licence()));
        await StartWorker();
        await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });

        web.Grants.Clear();
        web.Answer = _ => Task.FromResult(new Lease(null, LeaseState.None, "Stopped by Olu Operator.", TimeProvider.System.GetUtcNow()));

        await web.StatusAsync(s => s.State is WorkerState.Idle);
        Assert.Equal(["worker.key", "worker.lock", "worker.public.pem"], Directory.GetFiles(data, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_WhosePauseNeverArrived_PausesWithTheAnswerToItsNextReport_AndResumesLikewise()
    {
        web.Grants.Add(web.Grant(Licence()));
        await StartWorker();
        await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });

        web.Answer = status => Task.FromResult(new Lease(status.LicenceId, LeaseState.Paused, "", TimeProvider.System.GetUtcNow()));
        await web.StatusAsync(s => s.State is WorkerState.Paused);
        web.Answer = status => Task.FromResult(new Lease(status.LicenceId, LeaseState.Running, "", TimeProvider.System.GetUtcNow()));

        await web.StatusAsync(s => s.State is WorkerState.Running);
    }

    [Fact]
    public async Task Answer_ThatIsOlderThanAPause_DoesNotResumeTheRun()
    {
        var licence = Licence();
        web.Grants.Add(web.Grant(licence));
        await StartWorker();
        await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<Lease>();
        web.Answer = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);

        // The answer was made before the pause and comes after it.
        await web.Hub.Clients.All.Pause(licence.LicenceId);
        web.Answer = status => Task.FromResult(new Lease(status.LicenceId, LeaseState.Paused, "", TimeProvider.System.GetUtcNow()));
        answer.SetResult(new Lease(licence.LicenceId, LeaseState.Running, "", TimeProvider.System.GetUtcNow()));

        await web.StatusAsync(s => s.State is WorkerState.Paused);
        for (var report = 0; report < 3; report++)
            Assert.Equal(WorkerState.Paused, (await web.StatusAsync(_ => true)).State);
    }

    [Fact]
    public async Task Run_OnAClockThatDiffersFromTheWebs_ComparesNothing_AndSaysSo()
    {
        web.Grants.Add(web.Grant(Licence()));
        await StartWorker();
        await web.StatusAsync(s => s is { State: WorkerState.Running, Comparisons: > 0 });

        web.Answer = status => Task.FromResult(new Lease(status.LicenceId, LeaseState.Running, "", In(7200)));
        var wrong = await web.StatusAsync(s => s.State is WorkerState.Paused);

        Assert.Contains("clock differs", wrong.Problem, StringComparison.Ordinal);
        web.Answer = status => Task.FromResult(new Lease(status.LicenceId, LeaseState.Running, "", In(0)));
        await web.StatusAsync(s => s.State is WorkerState.Running);
    }

    [Fact]
    public async Task AlertsThatTheWebCouldNotTake_OutliveTheStop_AndAreTakenWhenItCan()
    {
        var licence = Licence();
        web.Grants.Add(web.Grant(licence));
        web.Acknowledge = _ => throw new HubException("The database cannot be written.");
        await StartWorker();
        var waiting = await AlertFiles(atLeast: 1);
        web.Grants.Clear();

        await web.Hub.Clients.All.Stop(licence.LicenceId, "the disk is full");
        await web.StatusAsync(s => s is { State: WorkerState.Idle, AlertsWaiting: > 0 });
        Assert.NotEmpty(Directory.GetFiles(data, "*.alert", SearchOption.AllDirectories));

        web.Acknowledge = _ => Task.FromResult(new AlertAck(true, 1, null));
        await web.StatusAsync(s => s is { State: WorkerState.Idle, AlertsWaiting: 0 });
        Assert.Superset(waiting.Select(f => Guid.Parse(Path.GetFileNameWithoutExtension(f))).ToHashSet(), web.Kept.Keys.ToHashSet());
        Assert.Equal(["worker.key", "worker.lock", "worker.public.pem"], Directory.GetFiles(data, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    /// <summary>They lie on the disk, under a key that the worker has only in memory. The web hears how many there are before it could take the worker for empty.</summary>
    [Fact]
    public async Task AlertsOfAnEndedRun_AreDelivered_ByAWorkerThatWasRestartedBeforeItCould()
    {
        var licence = Licence();
        web.Grants.Add(web.Grant(licence));
        web.Acknowledge = _ => throw new HubException("The database cannot be written.");
        var before = await StartWorker();
        await AlertFiles(atLeast: 1);
        web.Grants.Clear();
        await web.Hub.Clients.All.Stop(licence.LicenceId, "the disk is full");
        var left = (await web.StatusAsync(s => s is { State: WorkerState.Idle, AlertsWaiting: > 0 })).AlertsWaiting;
        await before.StopAsync(Cancel);
        web.Ended.Add(licence.LicenceId);
        web.Kept.Clear();
        await StartWorker();

        Assert.Equal(left, (await web.StatusAsync(s => s is { State: WorkerState.Idle } && web.Hellos.Count > 1)).AlertsWaiting);
        web.Acknowledge = _ => Task.FromResult(new AlertAck(true, 1, null));
        await web.StatusAsync(s => s is { State: WorkerState.Idle, AlertsWaiting: 0 });
        Assert.Equal(left, web.Kept.Count);
        Assert.Empty(Directory.GetFiles(data, "*.alert", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AlertsThatAnEarlierRunLeft_HoldUpNoneOfTheNext()
    {
        var (first, second) = (Licence(), Licence());
        web.Grants.Add(web.Grant(first));
        // What the first run left is never taken, as when too many of its alerts were refused.
        web.Acknowledge = alert => alert.LicenceId == first.LicenceId ? throw new HubException("It offers this one again.") : Task.FromResult(new AlertAck(true, 1, null));
        await StartWorker();
        await AlertFiles(atLeast: 1);
        web.Grants.Clear();
        await web.Hub.Clients.All.Stop(first.LicenceId, "the disk is full");
        await web.StatusAsync(s => s is { State: WorkerState.Idle, AlertsWaiting: > 0 });

        web.Grants.Add(web.Grant(second));
        await web.Hub.Clients.All.Start(web.Grants[0]);

        while ((await web.ArrivalAsync()).LicenceId != second.LicenceId)
        {
            // Those of the first are offered again and again.
        }
    }

    [Fact]
    public async Task Worker_WhoseGrantGotLost_AsksForItAgain()
    {
        await StartWorker();
        await web.StatusAsync(s => s.State is WorkerState.Idle);
        var licence = Licence();
        web.Grants.Add(web.Grant(licence));
        web.Answer = _ => Task.FromResult(new Lease(licence.LicenceId, LeaseState.Running, "", TimeProvider.System.GetUtcNow()));

        await web.StatusAsync(s => s.State is WorkerState.Running && s.LicenceId == licence.LicenceId);
    }

    [Fact]
    public async Task RefusedAlert_OfARunThatShouldNotBe_EndsTheComparing()
    {
        web.Grants.Add(web.Grant(Licence()));
        web.Acknowledge = _ => Task.FromResult(new AlertAck(false, 0, "The run is over.") { Lease = new Lease(null, LeaseState.None, "", TimeProvider.System.GetUtcNow()) });
        await StartWorker();
        await web.ArrivalAsync();

        // Whatever the answers to reports say: the refusal was enough.
        var stopped = await web.StatusAsync(s => s.State is WorkerState.Paused or WorkerState.Idle);

        // The frame that was under way may still be compared; after it none is. Reports come every second, and a street that went on would never stand still.
        for (var report = 0; report < 5; report++)
        {
            var later = await web.StatusAsync(_ => true);
            if (later.Comparisons == stopped.Comparisons)
                return;
            stopped = later;
        }

        Assert.Fail($"It goes on comparing: {stopped.Comparisons}.");
    }
}
