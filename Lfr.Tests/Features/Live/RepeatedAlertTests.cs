using Lfr.Shared.Alerts;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>An alert that was wrong must not silence the right person, and what was not announced is listed where it belongs.</summary>
public sealed class RepeatedAlertTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_AnsweredNotTheSame_IsToldToTheWorkerAsOneThatSilencesNobody()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        var licence = (await rig.DeploymentAsync()).CurrentRun!.LicenceId;
        Assert.Empty(await rig.Get<RepeatStore>().RearmedAsync(licence, Cancellation));
        var alert = await AlertAsync(rig);

        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, alert.Id, Answer.NotSame, "Differs: nose.", rig.Clock.GetUtcNow(), Cancellation));

        Assert.Equal([alert.Id], await rig.Get<RepeatStore>().RearmedAsync(licence, Cancellation));
    }

    /// <summary>Whoever was lost in the crowd, or not found, is still sought; whoever turned out to be somebody else must not hide the right person.</summary>
    [Theory]
    [InlineData(EngagementOutcome.Lost, IdentityCheck.NotEstablished, Disposal.NotApplicable, true)]
    [InlineData(EngagementOutcome.NotLocated, IdentityCheck.NotEstablished, Disposal.NotApplicable, true)]
    [InlineData(EngagementOutcome.Engaged, IdentityCheck.ConfirmedFalse, Disposal.MistakenIdentity, true)]
    [InlineData(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest, false)]
    public async Task Alert_AfterWhatOfficersReported_SilencesOnlyWhoeverWasFound(EngagementOutcome outcome, IdentityCheck identity, Disposal disposal, bool rearms)
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        var alert = (await AlertAsync(rig)).Id;
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, alert, Answer.Same, "Matches: nose.", rig.Clock.GetUtcNow(), Cancellation));
        Given.Do(await rig.Get<CheckAlertStatus>().RunAsync(Given.Operator, alert, true, "PNC, control room", 0, Cancellation));
        Given.Do(await rig.Get<DispatchOfficers>().RunAsync(Given.Operator, alert, (await AlertAsync(rig)).Revision, Cancellation));
        Given.Do(await rig.Get<RecordEngagement>().RunAsync(
            Given.Engagement, alert, new EngagementReport(outcome, identity, identity == IdentityCheck.NotEstablished ? "" : "Passport", disposal, outcome == EngagementOutcome.Engaged, ""), Cancellation));

        Assert.Equal(rearms ? [alert] : [], await rig.Get<RepeatStore>().RearmedAsync((await rig.DeploymentAsync()).CurrentRun!.LicenceId, Cancellation));
    }

    /// <summary>A pack may suppress repeats for a day: an answer that comes after two hours still counts.</summary>
    [Fact]
    public async Task Alert_AnsweredHoursLater_SilencesNobodyEither()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        var alert = (await AlertAsync(rig)).Id;
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddHours(2));
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, alert, Answer.NotSame, "Differs: nose.", rig.Clock.GetUtcNow(), Cancellation));

        Assert.Equal([alert], await rig.Get<RepeatStore>().RearmedAsync((await rig.DeploymentAsync()).Runs[^1].LicenceId, Cancellation));
    }

    [Fact]
    public async Task Pass_ThatRepeatsAnAlert_IsListedAtIt_OnceAndOnlyAfterTheAnswer()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        var run = (await rig.DeploymentAsync()).CurrentRun!;
        var licence = (await rig.Get<LicenceGrants>().OfAsync(run.LicenceId, rig.WorkerId, Cancellation))!;
        var alert = await AlertAsync(rig);
        var at = rig.Clock.GetUtcNow();
        var pass = new RepeatedPass(Guid.CreateVersion7(at), alert.Id, licence.Cameras[0].CameraId, at, 0.61f);
        RepeatedPass[] told =
        [
            pass, pass,
            pass with { PassId = Guid.CreateVersion7(at), AlertId = Guid.CreateVersion7(at) },
            pass with { PassId = Guid.CreateVersion7(at), CameraId = Guid.CreateVersion7(at) },
            pass with { PassId = Guid.CreateVersion7(at), Score = float.NaN },
            pass with { PassId = Guid.CreateVersion7(at), At = at.AddHours(1) },
            pass with { PassId = Guid.CreateVersion7(at), Score = licence.Threshold - 0.01f },
            null!,
        ];

        await rig.Get<RepeatStore>().TakeAsync(licence, told, Cancellation);
        await rig.Get<RepeatStore>().TakeAsync(licence, told, Cancellation);
        // The person came closer; and a report of before arrives late.
        await rig.Get<RepeatStore>().TakeAsync(licence, [pass with { Score = 0.72f, At = at.AddSeconds(1) }], Cancellation);
        await rig.Get<RepeatStore>().TakeAsync(licence, [pass, pass with { Score = float.NaN }], Cancellation);

        Assert.Null((await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation))!.Revealed);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, alert.Id, Answer.Same, "Matches: nose.", at, Cancellation));
        var seen = Assert.Single((await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation))!.Revealed!.Repeats);
        Assert.Equal((pass.PassId, licence.Cameras[0].Name, at, 0.72f), (seen.Id, seen.CameraName, seen.At, seen.Score));
    }

    /// <summary>What an engine saw after Stop happened in no run.</summary>
    [Fact]
    public async Task Pass_AfterTheEndOfTheRun_IsNotListed()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        var run = (await rig.DeploymentAsync()).CurrentRun!;
        var licence = (await rig.Get<LicenceGrants>().OfAsync(run.LicenceId, rig.WorkerId, Cancellation))!;
        var alert = await AlertAsync(rig);
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(5));
        var at = rig.Clock.GetUtcNow();

        await rig.Get<RepeatStore>().TakeAsync(licence, [new RepeatedPass(Guid.CreateVersion7(at), alert.Id, licence.Cameras[0].CameraId, at, 0.61f)], Cancellation);

        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.AlertRepeats.CountAsync(Cancellation)));
    }

    /// <summary>The joints of the chain: what a worker reports arrives at the alert, and the answer to the same report says which alerts silence nobody.</summary>
    [Fact]
    public async Task Report_ListsThePassesOfItsWorker_AndIsAnsweredWithTheAlertsThatSilenceNobody()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (worker, _) = await rig.ConnectAsync();
        await using var closing = worker;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        Assert.True((await rig.RaiseAsync()).Accepted);
        var (alert, at) = (await AlertAsync(rig), rig.Clock.GetUtcNow());
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, alert.Id, Answer.NotSame, "Differs: nose.", at, Cancellation));
        var run = (await rig.DeploymentAsync()).CurrentRun!;
        var licence = (await rig.Get<LicenceGrants>().OfAsync(run.LicenceId, rig.WorkerId, Cancellation))!;
        var pass = new RepeatedPass(Guid.CreateVersion7(at), alert.Id, licence.Cameras[0].CameraId, at, 0.61f);

        var lease = await worker.InvokeAsync<Lease>(
            nameof(IWorkerHub.ReportStatus), new WorkerStatus(rig.WorkerId, WorkerState.Running, run.LicenceId, null, 1, 1, 0, 1, 0, 0, [], at) { Repeats = [pass] }, Cancellation);

        Assert.Equal([alert.Id], lease.Rearmed);
        Assert.Equal([pass.PassId], await rig.App.InDatabaseAsync(db => db.AlertRepeats.Select(r => r.Id).ToListAsync(Cancellation)));
    }

    private static Task<Alert> AlertAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => db.Alerts.AsNoTracking().SingleAsync(Cancellation));
}
