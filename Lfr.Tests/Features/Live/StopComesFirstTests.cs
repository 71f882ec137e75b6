using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Live;

/// <summary>Safety comes before the record: the engines stop although the database cannot take it, and nothing is compared that cannot be recorded.</summary>
public class StopComesFirstTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_WhileTheDatabaseCannotBeWritten_ReachesTheEngine_AndIsRecordedLater()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await worker.NextAsync()).Licence;
        await FillTheDiskAsync(rig);

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        var told = await worker.NextAsync();
        Assert.Equal((nameof(IWorkerClient.Stop), licence), (told.What, told.Licence));
        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
        Assert.Contains("not on record yet", Assert.Single(rig.Get<RunHalts>().Unrecorded).NotOnRecord, StringComparison.Ordinal);
        Assert.Equal(LeaseState.None, (await rig.Get<LicenceGrants>().LeaseAsync(rig.WorkerId, Cancellation)).State);
        Assert.Empty(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation));

        var pressedAt = rig.Clock.GetUtcNow();
        rig.Clock.AdjustTime(pressedAt.AddSeconds(90));
        await MakeRoomAsync(rig);
        await RecorderOf(rig).RetryAsync();

        var deployment = await rig.DeploymentAsync();
        Assert.Equal((DeploymentState.Ended, pressedAt), (deployment.State, deployment.Runs[^1].Ended));
        Assert.Empty(rig.Get<RunHalts>().Unrecorded);
        var entry = await rig.App.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().Where(e => e.Action == nameof(StopRun) && e.Done).SingleAsync(Cancellation));
        Assert.Equal("Stopped the run at 10:30; the database could not be written until now: Rain.", entry.Sentence);
    }

    /// <summary>What people in the room see until the record says so as well.</summary>
    [Theory]
    [InlineData(LeaseState.None, "Stopped, not yet recorded")]
    [InlineData(LeaseState.Paused, "Paused, not yet recorded")]
    public async Task Room_DoesNotSayLive_WhileAnOrderIsNotOnRecord(LeaseState order, string words)
    {
        await using var rig = await LiveRig.StartAsync(accounts: true);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        using var client = await rig.App.SignInAsync(Roles.Operator);
        var room = new Uri(Lfr.Web.Urls.LfrRoutes.Live(rig.DeploymentId), UriKind.Relative);
        Assert.Matches(@"chip live.*>Live<", await ChipAsync());
        await FillTheDiskAsync(rig);

        Given.Do(order == LeaseState.None
            ? await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation)
            : await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Assert.Contains(words, await ChipAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("chip live", await ChipAsync(), StringComparison.Ordinal);

        async Task<string> ChipAsync() => System.Text.RegularExpressions.Regex.Match(await client.GetStringAsync(room, Cancellation), "class=\"chip [^>]*>.*?</span>", System.Text.RegularExpressions.RegexOptions.Singleline).Value;
    }

    [Fact]
    public async Task Stop_WhileTheDatabaseIsLocked_ReachesTheEngineAtOnce_AndTheRecordFollowsTheLock()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        await worker.NextAsync();
        Task<Lfr.Shared.Policy.Outcome> stop;
        await using (var other = new SqliteConnection(await ConnectionStringAsync(rig)))
        {
            await other.OpenAsync(Cancellation);
            await using var held = other.BeginTransaction(deferred: false);

            stop = rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation);

            Assert.Equal(nameof(IWorkerClient.Stop), (await worker.NextAsync()).What);
            Assert.False(stop.IsCompleted);
        }

        Given.Do(await stop);
        Assert.Equal(DeploymentState.Ended, (await rig.DeploymentAsync()).State);
    }

    /// <summary>A refused countersignature ends a run: it waits for no second factor, for nobody who wrote meanwhile, and not for the database.</summary>
    [Fact]
    public async Task RefusedCountersignature_WhileTheDatabaseIsLocked_ReachesTheEngineAtOnce()
    {
        await using var rig = await LiveRig.StartAsync(g => (g.UrgentSince, g.AuthorisedBy) = (Given.Start.AddMinutes(20), Given.Person(30, "Ina Spector", Rank.Inspector, Roles.AuthorisingOfficer)), worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        await worker.NextAsync();
        Assert.Empty(typeof(RefuseCountersignature).GetCustomAttributes(typeof(FreshSecondFactorAttribute), false));
        Task<Lfr.Shared.Policy.Outcome> refusal;
        await using (var other = new SqliteConnection(await ConnectionStringAsync(rig)))
        {
            await other.OpenAsync(Cancellation);
            await using var held = other.BeginTransaction(deferred: false);

            refusal = Task.Run(() => rig.Get<RefuseCountersignature>().RunAsync(Given.Officer, rig.DeploymentId, "Patrols are enough.", null, Cancellation), Cancellation);

            Assert.Equal(nameof(IWorkerClient.Stop), (await worker.NextAsync()).What);
            Assert.False(refusal.IsCompleted);
        }

        Given.Do(await refusal);
        Assert.Equal(AuthorityVerdict.Refused, (await rig.DeploymentAsync()).Decisions[^1].Verdict);
    }

    [Fact]
    public async Task Pause_WhileTheDatabaseCannotBeWritten_HoldsOnTheEngine_AndIsNotResumedByItsNextReport()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await worker.NextAsync()).Licence;
        await FillTheDiskAsync(rig);

        Given.Do(await rig.Get<PauseRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "A crowd.", Cancellation));

        Assert.Equal(nameof(IWorkerClient.Pause), (await worker.NextAsync()).What);
        var lease = await rig.Get<LicenceGrants>().LeaseAsync(rig.WorkerId, Cancellation);
        Assert.Equal((licence, LeaseState.Paused, "A crowd."), (lease.LicenceId, lease.State, lease.Reason));
        await RecoverAsync(rig);
        Assert.Equal(DeploymentState.Paused, (await rig.DeploymentAsync()).State);
        Assert.NotNull((await rig.DeploymentAsync()).Hold);
    }

    [Fact]
    public async Task Stop_ThatWasNotOnRecordWhenLfrEnded_HoldsAfterTheRestart()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await FillTheDiskAsync(rig);
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        var again = ActivatorUtilities.CreateInstance<RunHalts>(rig.App.Services);

        var kept = Assert.Single(again.Unrecorded);
        Assert.Equal((rig.DeploymentId, LeaseState.None, "Rain.", Given.Operator.Name), (kept.DeploymentId, kept.State, kept.Reason, kept.By.Name));
        Assert.True(kept.By.Is(Roles.Operator));
        // The worker comes back before the record does: its file stays.
        again.Know(rig.DeploymentId, Given.Id(901));
        Assert.Single(ActivatorUtilities.CreateInstance<RunHalts>(rig.App.Services).Unrecorded);
    }

    [Fact]
    public async Task Stop_ThatIsOnRecord_LeavesNoFile()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var folder = Path.Combine(rig.App.Data, "halts");
        Assert.Single(Directory.GetFiles(folder));

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        Assert.Empty(Directory.GetFiles(folder));
        Assert.Empty(ActivatorUtilities.CreateInstance<RunHalts>(rig.App.Services).Unrecorded);
    }

    [Fact]
    public async Task Stop_BySomebodyWhoMayNot_IsRefused_AndTellsNoEngine()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        Says.RefusedBy("ROLE", await rig.Get<StopRun>().RunAsync(Given.Planner, rig.DeploymentId, "Rain.", Cancellation));
        Says.RefusedBy("FORM", await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, " ", Cancellation));

        Assert.Empty(rig.Get<RunHalts>().Unrecorded);
        Assert.Equal(LeaseState.Running, (await rig.Get<LicenceGrants>().LeaseAsync(rig.WorkerId, Cancellation)).State);
    }

    [Fact]
    public async Task Report_ThatCannotBeRecorded_IsNotConfirmed()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (connection, _) = await rig.ConnectAsync();
        await using var worker = connection;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await rig.DeploymentAsync()).Runs[^1].LicenceId;
        Assert.Equal(LeaseState.Running, (await ReportAsync(connection, rig, licence)).State);

        await FillTheDiskAsync(rig);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(1));

        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => ReportAsync(connection, rig, licence));
    }

    [Fact]
    public async Task ReportAndRefusedAlert_OfARunThatIsOver_AreAnsweredWithStop()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (connection, _) = await rig.ConnectAsync();
        await using var worker = connection;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await rig.DeploymentAsync()).Runs[^1].LicenceId;
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(5));

        Assert.Equal(LeaseState.None, (await ReportAsync(connection, rig, licence)).State);
        var ack = await connection.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), await rig.MessageAsync(), Cancellation);
        Assert.Equal((false, LeaseState.None), (ack.Accepted, ack.Lease?.State));
    }

    [Fact]
    public async Task EngineWithACopiedId_IsToldToStopToo_AndItsReportsConfirmNothing()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var first = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var licence = (await first.NextAsync()).Licence;
        await using var copy = await ListeningWorker.ConnectAsync(rig);

        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => first.ReportAsync(rig, licence));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));

        foreach (var engine in (ListeningWorker[])[first, copy])
            Assert.Equal((nameof(IWorkerClient.Stop), licence), await engine.NextAsync() is var told ? (told.What, told.Licence) : default);
    }

    [Fact]
    public async Task SilversStop_AfterAnOperatorsThatIsNotOnRecordEither_IsRecordedAsSilvers_AndHolds()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await FillTheDiskAsync(rig);
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(5));
        Given.Do(await rig.Get<StopRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "A crowd.", Cancellation));

        await RecoverAsync(rig);

        var deployment = await rig.DeploymentAsync();
        Assert.Equal((DeploymentState.Ended, "A crowd."), (deployment.State, deployment.Hold?.Reason));
        Says.RefusedBy("STATE", await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation), "A crowd.");
    }

    [Fact]
    public async Task SilversPause_BeforeAnOperatorsStop_KeepsItsHold()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await FillTheDiskAsync(rig);
        Given.Do(await rig.Get<PauseRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "A crowd.", Cancellation));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(5));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        Assert.Equal(LeaseState.None, (await rig.Get<LicenceGrants>().LeaseAsync(rig.WorkerId, Cancellation)).State);

        await RecoverAsync(rig);

        Assert.Equal((DeploymentState.Ended, "A crowd."), ((await rig.DeploymentAsync()).State, (await rig.DeploymentAsync()).Hold?.Reason));
    }

    [Fact]
    public async Task OrderThatWasLeftOver_DoesNotStopALaterRun()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var first = (await rig.DeploymentAsync()).Runs[^1].LicenceId;
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        // As a crash between the commit and the deletion of the file leaves it.
        rig.Get<HaltFiles>().Write(rig.DeploymentId, [new RunHalt(rig.DeploymentId, [first], LeaseState.None, "Rain.", Given.Operator, rig.Clock.GetUtcNow())]);
        var again = ActivatorUtilities.CreateInstance<RunHalts>(rig.App.Services);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(5));
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        var left = Assert.Single(again.Unrecorded);
        Assert.False(left.Concerns(await rig.DeploymentAsync()));
        Says.RefusedBy("STATE", await rig.Get<StopRun>().RecordAsync(left), "The run that this order was for is over.");
        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("[{\"DeploymentId\":")]
    public async Task OrderThatCannotBeRead_CountsAsAStop(string text)
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await File.WriteAllTextAsync(Path.Combine(rig.App.Data, "halts", $"{rig.DeploymentId:N}.json"), text, Cancellation);

        var kept = Assert.Single(ActivatorUtilities.CreateInstance<RunHalts>(rig.App.Services).Unrecorded);

        Assert.Equal((rig.DeploymentId, LeaseState.None, true), (kept.DeploymentId, kept.State, kept.Concerns(await rig.DeploymentAsync())));
        Given.Do(await rig.Get<StopRun>().RecordAsync(kept));
    }

    [Fact]
    public async Task RevokedAuthority_ThatCannotBeRecorded_StopsTheEngine_AndIsRecordedAsAStopOfTheSameOfficer()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        await worker.NextAsync();
        await FillTheDiskAsync(rig);

        await Assert.ThrowsAnyAsync<Exception>(() => rig.Get<RevokeAuthority>().RunAsync(Given.Officer, rig.DeploymentId, "No longer necessary.", Cancellation));

        Assert.Equal(nameof(IWorkerClient.Stop), (await worker.NextAsync()).What);
        await RecoverAsync(rig);
        Assert.Equal((DeploymentState.Ended, Given.Officer.Name), ((await rig.DeploymentAsync()).State, (await rig.DeploymentAsync()).Hold?.By.Name));
    }

    private static async Task RecoverAsync(LiveRig rig)
    {
        await MakeRoomAsync(rig);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddSeconds(10));
        await RecorderOf(rig).RetryAsync();
        Assert.Empty(rig.Get<RunHalts>().Unrecorded);
    }

    private static HaltRecorder RecorderOf(LiveRig rig) => rig.App.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<HaltRecorder>().Single();

    private static Task<Lease> ReportAsync(HubConnection connection, LiveRig rig, Guid licence) => connection.InvokeAsync<Lease>(
        nameof(IWorkerHub.ReportStatus), new WorkerStatus(rig.WorkerId, WorkerState.Running, licence, null, 70, 70, 0, 0, 0, 0, [], Given.Start), Cancellation);

    /// <summary>As a full disk does it: what there is can be read, nothing can be added or changed.</summary>
    private static Task<int> FillTheDiskAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(
        """
        ALTER TABLE AuditEvents RENAME TO Full;
        CREATE TRIGGER full2 BEFORE UPDATE ON WorkerAssignments BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;
        CREATE TRIGGER full3 BEFORE UPDATE ON Deployments BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;
        """, Cancellation));

    private static Task<int> MakeRoomAsync(LiveRig rig) =>
        rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE Full RENAME TO AuditEvents; DROP TRIGGER full2; DROP TRIGGER full3;", Cancellation));

    private static Task<string> ConnectionStringAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => Task.FromResult(db.Database.GetConnectionString()!));
}
