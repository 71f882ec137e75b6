using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Features.Deployments;

/// <summary>The urgent route in the whole program: asked for, granted for some hours, countersigned, refused, or over by itself, whatever the clock does.</summary>
public sealed class UrgentRouteTests
{
    private static readonly Actor Inspector = Given.Person(30, "Ina Spector", Rank.Inspector, Roles.AuthorisingOfficer);
    private static readonly DateTimeOffset Since = Given.Start.AddMinutes(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AskedForUrgently_AnInspectorGrantsForFourHours_AndASuperintendentForGood()
    {
        await using var rig = await LiveRig.StartAsync(g => g.Submitted = false, worker: false);
        Given.Do(await rig.Get<SubmitDeployment>().RunAsync(Given.Planner, rig.DeploymentId, "A child was abducted an hour ago.", null, Cancel));
        var asked = await rig.DeploymentAsync();

        Says.RefusedBy("R04", await DecideAsync(rig, Inspector with { Rank = Rank.Sergeant }), "at least inspector is needed for an urgent grant");
        Given.Do(await DecideAsync(rig, Inspector));

        var granted = await rig.DeploymentAsync();
        Assert.Equal(("A child was abducted an hour ago.", rig.Clock.GetUtcNow().AddHours(4)), (asked.Urgency!.Reason, granted.Authority!.CountersignBy));
        var sheet = await rig.Get<ReadAuthority>().RunAsync(Given.Officer, rig.DeploymentId, Cancel);
        Assert.Equal((true, granted.UrgentUntil), (sheet!.MayCountersign, sheet.CountersignBy));
        Assert.False((await rig.Get<ReadAuthority>().RunAsync(Inspector, rig.DeploymentId, Cancel))!.MayCountersign);
        Assert.Equal("Countersign or refuse", (await rig.Get<ReadHub>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!.Next!.Label);
    }

    /// <summary>No licence outlives the hours; once countersigned, an operator goes live again until the window ends.</summary>
    [Fact]
    public async Task Licence_EndsWithTheHours_AndAfterTheCountersignatureAnotherLastsAsLongAsTheWindow()
    {
        await using var rig = await LiveAsync();
        Assert.Equal(Since.AddHours(4), (await rig.DeploymentAsync()).CurrentRun!.NotAfter);

        Given.Do(await AnswerAsync(rig, true));
        rig.Leap(TimeSpan.FromHours(4));
        await rig.Get<WindowCloser>().EndDueAsync(Cancel);
        await rig.Get<UrgentWatch>().EndDueAsync(Cancel);

        var ended = await rig.DeploymentAsync();
        Assert.Equal((DeploymentState.Ended, "The hours of the urgent authority are over."), (ended.State, ended.Runs[^1].EndReason));
        Assert.False(ended.AwaitsCountersignature);
        Assert.NotNull(ended.Authority);
        Assert.True(ended.MayGoLive().Succeeded);
    }

    [Fact]
    public async Task NobodyCountersigns_TheRunEndsByItself_AndNothingIsDestroyed()
    {
        await using var rig = await LiveAsync();
        var before = await BlobsAsync(rig);

        rig.Leap(TimeSpan.FromHours(4));
        await rig.Get<UrgentWatch>().EndDueAsync(Cancel);
        await rig.Get<UrgentWatch>().EndDueAsync(Cancel);

        var ended = await rig.DeploymentAsync();
        Assert.Equal((DeploymentState.Ended, AuthorityVerdict.Lapsed, false), (ended.State, ended.Decisions[^1].Verdict, ended.MayGoLive().Succeeded));
        Assert.Equal(before, await BlobsAsync(rig));
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(LapseUrgentAuthority) && e.Done, Cancel)));
    }

    /// <summary>A clock that is set back gives nobody more hours; after a restart the time that is left is counted from the clock.</summary>
    [Fact]
    public async Task ClockThatIsSetBack_DoesNotProlongIt_AndARestartNeither()
    {
        var clock = new SetClock();
        await using var rig = await LiveRig.StartAsync(g => (g.UrgentSince, g.AuthorisedBy) = (Since, Inspector), worker: false);
        clock.SetUtcNow(Given.Start.AddMinutes(30));
        using var watch = Watch(rig, clock);
        await watch.EndDueAsync(Cancel);

        clock.Set = TimeSpan.FromHours(-3);
        clock.Advance(TimeSpan.FromHours(3.5));
        await watch.EndDueAsync(Cancel);
        Assert.True((await rig.DeploymentAsync()).AwaitsCountersignature);
        clock.Advance(TimeSpan.FromMinutes(25));
        await watch.EndDueAsync(Cancel);

        Assert.Equal((DeploymentState.Draft, AuthorityVerdict.Lapsed), ((await rig.DeploymentAsync()).State, (await rig.DeploymentAsync()).Decisions[^1].Verdict));
    }

    [Fact]
    public async Task ProgramThatWasDownMeanwhile_EndsItWhenItComesBack()
    {
        await using var rig = await LiveRig.StartAsync(g => (g.UrgentSince, g.AuthorisedBy) = (Since, Inspector), worker: false);
        rig.Clock.AdjustTime(Since.AddHours(5));

        using var fresh = Watch(rig, rig.Clock);
        await fresh.EndDueAsync(Cancel);

        Assert.Equal(AuthorityVerdict.Lapsed, (await rig.DeploymentAsync()).Decisions[^1].Verdict);
    }

    [Fact]
    public async Task WhoeverMayNotCountersign_DoesNot_AndTheRunGoesOn()
    {
        await using var rig = await LiveAsync();
        var revision = (await rig.DeploymentAsync()).Revision;

        Says.RefusedBy("R06", await AnswerAsync(rig, true, Given.Officer with { UserId = Given.Planner.UserId }));
        Assert.True((await AnswerAsync(rig, true, Inspector)).IsRefusedAs(RefusalKind.Role));
        Assert.True((await AnswerAsync(rig, true, Given.Planner)).IsRefusedAs(RefusalKind.Role));
        Assert.True((await AnswerAsync(rig, true, revision: revision - 1)).IsRefusedAs(RefusalKind.Conflict));
        Assert.False((await AnswerAsync(rig, false, reasons: " ")).Succeeded);

        Assert.Equal((DeploymentState.Live, true), ((await rig.DeploymentAsync()).State, (await rig.DeploymentAsync()).AwaitsCountersignature));
    }

    /// <summary>Two officers answer at the same moment, one each way: one answer stands, and the other is told.</summary>
    [Fact]
    public async Task TwoAnswersAtOnce_OneStands()
    {
        await using var rig = await LiveAsync();
        var revision = (await rig.DeploymentAsync()).Revision;
        var other = Given.Person(31, "Chris Hief", Rank.ChiefSuperintendent, Roles.AuthorisingOfficer);

        var answers = await Task.WhenAll(AnswerAsync(rig, true, revision: revision), AnswerAsync(rig, false, other, revision: revision));

        Assert.Single(answers, a => a.Succeeded);
        Assert.Single(answers, a => a.IsRefusedAs(RefusalKind.Conflict));
        Assert.Equal(2, (await rig.DeploymentAsync()).Decisions.Count);
    }

    [Theory]
    [InlineData("Stop", false)]
    [InlineData("StopAndDelete", true)]
    public async Task Refused_TheRunEnds_AndThePolicySaysWhatIsDestroyed(string refusal, bool deletes)
    {
        using var packs = new ChangedPacks(pack => pack["urgent"]!["refusal"] = refusal);
        await using var rig = await LiveAsync(builder => builder.Services.AddSingleton(packs.Library), packs.Uk);
        await rig.RaiseAsync();
        Assert.True(await BlobsAsync(rig) > 4);

        Given.Do(await AnswerAsync(rig, false, reasons: "Patrols are enough."));

        var ended = await rig.DeploymentAsync();
        Assert.Equal((DeploymentState.Ended, RunEnd.Revoked, false), (ended.State, ended.Runs[^1].End, ended.MayGoLive().Succeeded));
        Assert.Equal(deletes, await BlobsAsync(rig) == 0);
        Assert.Equal(deletes, ended.Purge is not null);
        Assert.Equal(deletes, await rig.App.InDatabaseAsync(db => db.Alerts.Select(a => a.PurgedAt != null).SingleAsync(Cancel)));
        Assert.False((await AnswerAsync(rig, true)).Succeeded);
    }

    [Theory]
    [InlineData(true, "Patrols are enough.")]
    [InlineData(false, "Nobody countersigned the urgent authority in time.")]
    public async Task RefusedOrLapsed_TheWorkerIsTold_OverItsConnection(bool refused, string reason)
    {
        await using var rig = await LiveRig.StartAsync(g => (g.UrgentSince, g.AuthorisedBy) = (Since, Inspector), worker: false);
        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
        Assert.Equal(nameof(IWorkerClient.Start), (await worker.NextAsync()).What);

        if (refused)
            Given.Do(await AnswerAsync(rig, false, reasons: "Patrols are enough."));
        else
        {
            // Without the watches, of which the one that closes windows might come first: the licence ends at the same minute.
            rig.Clock.AdjustTime(Since.AddHours(4));
            Given.Do(await rig.Get<LapseUrgentAuthority>().RunAsync(rig.DeploymentId, Cancel));
        }

        var told = await worker.NextAsync();
        Assert.Equal((nameof(IWorkerClient.Stop), (await rig.DeploymentAsync()).Runs[^1].LicenceId), (told.What, told.Licence));
        Assert.Equal(reason, told.Reason);
    }

    /// <summary>A judge decides; the officer records who and where it is written.</summary>
    [Fact]
    public async Task UnderAJudge_TheGrantNamesTheDecision()
    {
        using var packs = new ChangedPacks(pack =>
        {
            pack["authority"] = "Judge";
            pack["urgent"]!.AsObject().Remove("countersigner");
        });
        await using var rig = await LiveRig.StartAsync(g => (g.AuthorisedBy, g.Policy) = (null, packs.Uk), worker: false, configure: builder => builder.Services.AddSingleton(packs.Library));

        Says.RefusedBy("R04", await DecideAsync(rig, Given.Officer), "no decision of a judge is recorded yet");
        Given.Do(await DecideAsync(rig, Given.Officer, new OutsideAuthority("Judge Rossi", "RG 14/2026")));

        Assert.Equal("Judge Rossi", (await rig.DeploymentAsync()).Authority!.Outside!.Name);
    }

    /// <summary>Whoever granted it is not asked to countersign: their next step is what it would be anyhow.</summary>
    [Fact]
    public async Task ClosedDownUnderIt_ItStillLapses_AndItsGranterIsAskedForNothing()
    {
        await using var rig = await LiveAsync();
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Found.", Cancel));
        await rig.App.InDatabaseAsync(async db =>
        {
            var ended = await db.Deployments.SingleAsync(d => d.Id == rig.DeploymentId, Cancel);
            Given.Do(ended.CloseDown(new ListPurge(rig.Clock.GetUtcNow(), rig.Clock.GetUtcNow().AddDays(1)), 0));
            return await db.SaveChangesAsync(Cancel);
        });
        Assert.Equal("Countersign or refuse", (await rig.Get<ReadHub>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!.Next!.Label);
        Assert.Equal("Open the record", (await rig.Get<ReadHub>().RunAsync(Inspector, rig.DeploymentId, Cancel))!.Next!.Label);

        rig.Leap(TimeSpan.FromHours(4));
        await rig.Get<UrgentWatch>().EndDueAsync(Cancel);

        var lapsed = await rig.DeploymentAsync();
        Assert.Equal((DeploymentState.Debriefed, AuthorityVerdict.Lapsed), (lapsed.State, lapsed.Decisions[^1].Verdict));
        Assert.Equal("Open the record", (await rig.Get<ReadHub>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!.Next!.Label);
    }

    private static async Task<LiveRig> LiveAsync(Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? configure = null, PolicyPack? policy = null)
    {
        var rig = await LiveRig.StartAsync(g => (g.UrgentSince, g.AuthorisedBy, g.Policy) = (Since, Inspector, policy ?? Given.Uk), configure: configure);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
        return rig;
    }

    private static UrgentWatch Watch(LiveRig rig, TimeProvider time) =>
        new(rig.Get<IDbContextFactory<LfrDbContext>>(), rig.Get<LapseUrgentAuthority>(), time, NullLogger<UrgentWatch>.Instance);

    private static async Task<Outcome> DecideAsync(LiveRig rig, Actor officer, OutsideAuthority? outside = null)
    {
        var now = await rig.DeploymentAsync();
        return await rig.Get<DecideAuthority>().RunAsync(officer, now.Id, AuthorityVerdict.Granted, "Life is in danger.", "", outside, now.Plan.Hash(), now.Revision, Cancel);
    }

    private static async Task<Outcome> AnswerAsync(LiveRig rig, bool agrees, Actor? officer = null, string reasons = "Life is in danger.", long? revision = null)
    {
        var now = await rig.DeploymentAsync();
        return agrees
            ? await rig.Get<CountersignAuthority>().RunAsync(officer ?? Given.Officer, now.Id, reasons, null, now.Plan.Hash(), revision ?? now.Revision, Cancel)
            : await rig.Get<RefuseCountersignature>().RunAsync(officer ?? Given.Officer, now.Id, reasons, null, Cancel);
    }

    private static Task<int> BlobsAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(Cancel));
}
