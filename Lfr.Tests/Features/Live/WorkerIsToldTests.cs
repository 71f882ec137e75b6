using Lfr.Inference.Hosting;
using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>What people decide reaches the engine: each command over a real connection, until the worker heard it.</summary>
public class WorkerIsToldTests
{
    private static readonly Guid Removed = Given.Id(301);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Day_WithEveryCommand_IsHeardByTheWorkerInItsOrder()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        var heard = new List<Told>();

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        heard.Add(await worker.NextAsync());
        Given.Do(await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "An ambulance.", Cancellation));
        heard.Add(await worker.NextAsync());
        Given.Do(await rig.Get<ResumeRun>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        heard.Add(await worker.NextAsync());
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Removed, "No longer wanted.", Cancellation));
        heard.Add(await worker.NextAsync());
        Given.Do(await rig.Get<SealWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, null, Cancellation));
        Given.Do(await rig.Get<UseChangedList>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        heard.Add(await worker.NextAsync());
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        heard.Add(await worker.NextAsync());

        var (first, next) = await LicencesAsync(rig);
        Assert.Equal(
            [
                (nameof(IWorkerClient.Start), first), (nameof(IWorkerClient.Pause), first), (nameof(IWorkerClient.Resume), first),
                (nameof(IWorkerClient.Withdraw), first), (nameof(IWorkerClient.Start), next), (nameof(IWorkerClient.Stop), next),
            ],
            heard.Select(h => (h.What, h.Licence)));
        Assert.Equal((Removed, "Rain."), (heard[3].Entry, heard[5].Reason));
        Assert.Equal((2, 1), (ListeningWorker.Open(heard[0].Grant!).GallerySize, ListeningWorker.Open(heard[4].Grant!).GallerySize));
        // A message that is added to the contract has to come about in this day.
        Assert.Equal(typeof(IWorkerClient).GetMethods().Select(m => m.Name).Order(), heard.Select(h => h.What).Distinct().Order());
    }

    [Fact]
    public async Task Grant_IsSignedByTheWeb_AndMayBeRunAtOnce()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);

        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        var grant = (await worker.NextAsync()).Grant!;
        var licence = LicenceCheck.Open(grant.Licence, rig.Get<KeyFolder>().LicencePublicKey);
        LicenceCheck.Window(licence, rig.Clock.GetUtcNow());
        LicenceCheck.Models(licence, LiveRig.Hello(rig.WorkerId).Models);
        Assert.Equal((32, false), (grant.OutboxKey.Length, grant.Paused));
    }

    [Fact]
    public async Task AuthorityThatIsRevoked_StopsTheWorker()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await StartedAsync(rig);

        Given.Do(await rig.Get<RevokeAuthority>().RunAsync(Given.Officer, rig.DeploymentId, "The reason to be here is gone.", Cancellation));

        await IsStoppedAsync(rig, worker);
    }

    [Fact]
    public async Task WindowThatCloses_StopsTheWorker()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await StartedAsync(rig);

        rig.Leap(Given.Start.AddHours(8) - rig.Clock.GetUtcNow());

        await IsStoppedAsync(rig, worker);
    }

    [Fact]
    public async Task ChangedList_OfARunThatIsPaused_IsHandedOverPaused()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await StartedAsync(rig);
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Removed, "No longer wanted.", Cancellation));
        Given.Do(await rig.Get<SealWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, null, Cancellation));
        Given.Do(await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "An ambulance.", Cancellation));

        Given.Do(await rig.Get<UseChangedList>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        await worker.NextAsync();
        await worker.NextAsync();
        var handed = await worker.NextAsync();
        Assert.Equal((nameof(IWorkerClient.Start), true), (handed.What, handed.Grant!.Paused));
    }

    /// <summary>What is refused is not half done: the next thing that the worker hears is what was allowed.</summary>
    [Fact]
    public async Task CommandThatIsRefused_IsNotToldToTheWorker()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await StartedAsync(rig);

        Says.RefusedBy("ROLE", await rig.Get<PauseRun>().RunAsync(Given.Planner, rig.DeploymentId, "Curious.", Cancellation));
        Says.RefusedBy("STATE", await rig.Get<ResumeRun>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        Says.RefusedBy("FORM", await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, " ", Cancellation));
        Says.RefusedBy("ROLE", await rig.Get<RevokeAuthority>().RunAsync(Given.Operator, rig.DeploymentId, "Curious.", Cancellation));
        Says.RefusedBy("ROLE", await rig.Get<RemoveEntry>().RunAsync(Given.Operator, Removed, "Curious.", Cancellation));
        Says.RefusedBy("STATE", await rig.Get<UseChangedList>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        Given.Do(await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "An ambulance.", Cancellation));

        Assert.Equal(nameof(IWorkerClient.Pause), (await worker.NextAsync()).What);
    }

    [Fact]
    public async Task Worker_ThatComesBackDuringAPause_IsHandedItsLicencePaused()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using (await StartedAsync(rig))
            Given.Do(await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "An ambulance.", Cancellation));

        await using var again = await ListeningWorker.ConnectAsync(rig);

        var grant = Assert.Single(again.Welcome.Grants);
        Assert.Equal(((await rig.DeploymentAsync()).CurrentRun!.LicenceId, true), (ListeningWorker.Open(grant).LicenceId, grant.Paused));
    }

    [Fact]
    public async Task EntryThatIsSuspended_IsToldToTheWorker()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await StartedAsync(rig);

        Given.Do(await rig.Get<SuspendEntry>().RunAsync(LiveRig.Silver, Removed, EntryFate.Arrested, "Arrested in Ilford.", Cancellation));

        var told = await worker.NextAsync();
        Assert.Equal((nameof(IWorkerClient.Withdraw), Removed), (told.What, told.Entry!.Value));
    }

    /// <summary>What people find out about somebody on the list: the worker hears of it as of a removal.</summary>
    [Theory]
    [InlineData(nameof(CheckAlertStatus))]
    [InlineData(nameof(RecordEngagement))]
    [InlineData(nameof(CorrectEngagement))]
    public async Task Fate_ThatIsFoundOut_IsToldToTheWorker(string command)
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await StartedAsync(rig);
        Assert.True((await rig.RaiseAsync()).Accepted);
        var alert = Given.Id(5001);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, alert, Answer.Same, "Ears and scar.", rig.Clock.GetUtcNow(), Cancellation));
        if (command == nameof(CheckAlertStatus))
        {
            Given.Do(await rig.Get<CheckAlertStatus>().RunAsync(Given.Operator, alert, false, "PNC", 0, Cancellation));
        }
        else
        {
            Given.Do(await rig.Get<CheckAlertStatus>().RunAsync(Given.Operator, alert, true, "PNC", 0, Cancellation));
            var revision = await rig.App.InDatabaseAsync(db => db.Alerts.Where(a => a.Id == alert).Select(a => a.Revision).SingleAsync(Cancellation));
            Given.Do(await rig.Get<DispatchOfficers>().RunAsync(Given.Operator, alert, revision, Cancellation));
            if (command == nameof(CorrectEngagement))
            {
                Given.Do(await rig.Get<RecordEngagement>().RunAsync(Given.Engagement, alert, new EngagementReport(EngagementOutcome.Lost, IdentityCheck.NotEstablished, "", Disposal.NotApplicable, true, ""), Cancellation));
                Given.Do(await rig.Get<CorrectEngagement>().RunAsync(Given.Engagement, alert, Arrest, 1, Cancellation));
            }
            else
            {
                Given.Do(await rig.Get<RecordEngagement>().RunAsync(Given.Engagement, alert, Arrest, Cancellation));
            }
        }

        var told = await worker.NextAsync();
        Assert.Equal((nameof(IWorkerClient.Withdraw), Removed), (told.What, told.Entry!.Value));
    }

    [Fact]
    public async Task SilverWhoStopsOverFalseAlerts_StopsTheWorker()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var worker = await StartedAsync(rig);

        Given.Do(await rig.Get<DecideOnFalseAlerts>().RunAsync(LiveRig.Silver, rig.DeploymentId, FalseAlertChoice.Stop, 0, "One man with a look-alike.", Cancellation));

        await IsStoppedAsync(rig, worker);
    }

    /// <summary>Whatever gives a worker orders is tried over a real connection: here, or in the test that is named.</summary>
    [Fact]
    public void EveryCommand_ThatOrdersAWorker_IsTriedOverAConnection()
    {
        string[] here = [
            nameof(GoLive), nameof(PauseRun), nameof(ResumeRun), nameof(StopRun), nameof(UseChangedList), nameof(RemoveEntry), nameof(SuspendEntry), nameof(RevokeAuthority), nameof(CloseWindow),
            nameof(CheckAlertStatus), nameof(RecordEngagement), nameof(CorrectEngagement), nameof(DecideOnFalseAlerts)];
        Dictionary<string, string> elsewhere = new(StringComparer.Ordinal)
        {
            // The same step as a correction, taken by a third person.
            [nameof(DecideEngagement)] = nameof(TwoPeopleTests),
            [nameof(StopUnconfirmedRun)] = nameof(WithdrawalTests),
            [nameof(StopRevokedRun)] = nameof(RegisteredWorkerTests),
            [nameof(RefuseCountersignature)] = nameof(Deployments.UrgentRouteTests),
            [nameof(LapseUrgentAuthority)] = nameof(Deployments.UrgentRouteTests),
            // The worker stopped itself.
            [nameof(StopAtTheVan)] = nameof(OfflineAllowanceTests),
        };
        Type[] orders = [typeof(RunOrders), typeof(EntryWithdrawals), typeof(RunHalts)];
        var ordering = typeof(GoLive).Assembly.GetTypes()
            .Where(t => t.Namespace?.EndsWith(".Commands", StringComparison.Ordinal) == true && t.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => orders.Contains(p.ParameterType)))
            .Select(t => t.Name);

        Assert.Equal(here.Concat(elsewhere.Keys).Order(StringComparer.Ordinal), ordering.Order(StringComparer.Ordinal));
    }

    private static EngagementReport Arrest => new(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, "Fingerprints", Disposal.Arrest, true, "");

    /// <summary>A worker that was handed the licence.</summary>
    private static async Task<ListeningWorker> StartedAsync(LiveRig rig)
    {
        var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        Assert.Equal(nameof(IWorkerClient.Start), (await worker.NextAsync()).What);
        return worker;
    }

    private static async Task IsStoppedAsync(LiveRig rig, ListeningWorker worker)
    {
        var told = await worker.NextAsync();
        var run = Assert.Single((await rig.DeploymentAsync()).Runs);
        Assert.Equal((nameof(IWorkerClient.Stop), run.LicenceId), (told.What, told.Licence));
        Assert.False(string.IsNullOrWhiteSpace(told.Reason));
    }

    private static async Task<(Guid First, Guid Next)> LicencesAsync(LiveRig rig)
    {
        var runs = (await rig.DeploymentAsync()).Runs;
        Assert.Equal(2, runs.Count);
        return (runs[0].LicenceId, runs[1].LicenceId);
    }
}
