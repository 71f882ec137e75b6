using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>Who runs what is a row in the database.</summary>
public class AssignmentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoDeployments_GoLiveAtOnceWithOneIdleWorker_ExactlyOneDoes()
    {
        await using var rig = await LiveRig.StartAsync();
        Guid[] both = [rig.DeploymentId, await rig.AddDeploymentAsync()];

        var outcomes = await Task.WhenAll(both.Select(id => Task.Run(() => rig.Get<GoLive>().RunAsync(Given.Operator, id, null, Cancellation))));

        Assert.Single(outcomes, o => o.Succeeded);
        Says.RefusedBy("ENGINE", Assert.Single(outcomes, o => !o.Succeeded), "Every connected worker already runs a deployment.");
        var states = await rig.App.InDatabaseAsync(db => db.Deployments.AsNoTracking().Select(d => d.State).ToListAsync(Cancellation));
        Assert.Equal([DeploymentState.Authorised, DeploymentState.Live], states.Order());
        Assert.Single(await rig.App.InDatabaseAsync(db => db.Assignments.AsNoTracking().ToListAsync(Cancellation)));
    }

    [Fact]
    public async Task WorkerThatIsFreeAgain_TakesTheOtherDeployment()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var other = await rig.AddDeploymentAsync();
        Says.RefusedBy("ENGINE", await rig.Get<GoLive>().RunAsync(Given.Operator, other, null, Cancellation));

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, other, null, Cancellation));
    }

    [Fact]
    public async Task Database_RefusesASecondRunOfOneWorker()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        var twice = rig.App.InDatabaseAsync(db =>
        {
            db.Assignments.Add(WorkerAssignment.Assign(Given.Id(7001), Given.Id(7002), rig.WorkerId, "Van 2", 1, Given.Start));
            return db.SaveChangesAsync(Cancellation);
        });

        await Assert.ThrowsAsync<DbUpdateException>(() => twice);
    }

    [Fact]
    public async Task WorkerThatClaimsTheLicenceOfAnother_GetsNothing_AndCountsForNothing()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var licence = (await rig.DeploymentAsync()).CurrentRun!.LicenceId;
        var (stranger, welcome) = await rig.ConnectAsync(rig.StrangersKey);
        await using var closing = stranger;

        Assert.Empty(welcome.Grants);
        await Assert.ThrowsAsync<HubException>(() => stranger.GalleryAsync(licence));
        var ack = await stranger.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), await rig.MessageAsync(), Cancellation);
        Assert.Equal((false, "The licence of this alert was given to another worker."), (ack.Accepted, ack.Refusal));
        await stranger.InvokeAsync(nameof(IWorkerHub.ReportStatus), new WorkerStatus(rig.WorkerId, WorkerState.Running, licence, null, 5000, 5000, 0, 0, 0, 0, [], Given.Start), Cancellation);
        Assert.Equal(FaceCounts.None, await rig.App.InDatabaseAsync(db => FaceCountStore.TotalAsync(db, licence, Cancellation)));
        Assert.Null(rig.Get<WorkerFleet>().Of(rig.WorkerId)!.Status);
    }

    [Fact]
    public async Task WorkerThatReturns_GetsItsGrantAndGallery_WhoeverAskedBefore()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var run = (await rig.DeploymentAsync()).CurrentRun!;
        rig.Get<WorkerFleet>().Leave("no-connection");
        var (stranger, nothing) = await rig.ConnectAsync(rig.StrangersKey);
        await using var closingStranger = stranger;

        var (worker, welcome) = await rig.ConnectAsync();
        await using var closing = worker;

        Assert.Empty(nothing.Grants);
        Assert.Equal(run.Licence.Payload, Assert.Single(welcome.Grants).Licence.Payload);
        Assert.Equal(run.GalleryHash, GalleryDigest.ComputeLike(run.GalleryHash, await worker.GalleryAsync(run.LicenceId)));
        await worker.InvokeAsync(nameof(IWorkerHub.ReportStatus), new WorkerStatus(rig.WorkerId, WorkerState.Running, run.LicenceId, null, 70, 70, 0, 0, 0, 0, [], Given.Start), Cancellation);
        Assert.Equal(rig.Clock.GetUtcNow(), (await rig.App.InDatabaseAsync(db => db.Assignments.AsNoTracking().SingleAsync(Cancellation))).HeardAt);
        Assert.Equal(70, (await rig.App.InDatabaseAsync(db => FaceCountStore.TotalAsync(db, run.LicenceId, Cancellation))).FacesCompared);
    }

    /// <summary>A copy of the key comes in beside the worker: the room says so, and it is on record, once however often they take turns.</summary>
    [Fact]
    public async Task WorkerThatComesInTwice_IsOnRecordAndInTheRoom()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var (worker, _) = await rig.ConnectAsync();
        await using var closing = worker;
        var (copy, _) = await rig.ConnectAsync();
        await using var closingCopy = copy;
        await worker.InvokeAsync<WorkerWelcome>(nameof(IWorkerHub.Hello), LiveRig.Hello(rig.WorkerId), Cancellation);

        var lines = await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(NoteSecondConnection)).ToListAsync(Cancellation));
        Assert.Equal(
            (rig.DeploymentId, "Van 2 came in on a second connection while its first was still open. Either its network failed, or somebody else has its key."),
            (Assert.Single(lines).DeploymentId, lines[0].Sentence));
        var licence = (await rig.DeploymentAsync()).Runs[^1].LicenceId;
        await worker.InvokeAsync<Lease>(
            nameof(IWorkerHub.ReportStatus), new WorkerStatus(rig.WorkerId, WorkerState.Running, licence, null, 0, 0, 0, 0, 0, 0, [], rig.Clock.GetUtcNow()), Cancellation);
        var room = await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation);
        Assert.Contains(LiveAlarm.Of(room!, rig.Get<WorkerFleet>().Of(rig.WorkerId), true, rig.Clock.GetUtcNow()), a => a is { Grave: true } && a.Sentence.Contains("second connection", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunThatIsOver_LeavesNobodyAGrant()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Assert.Empty(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation));
        Assert.Equal(rig.Clock.GetUtcNow(), (await rig.App.InDatabaseAsync(db => db.Assignments.AsNoTracking().SingleAsync(Cancellation))).EndedAt);
    }
}
