using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Notices.Queries;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Watchlists.Commands;

namespace Lfr.Tests.Features.Deployments;

/// <summary>Two people at once: a command that names an older revision than the database holds changes nothing and says who did what.</summary>
public sealed class TwoAtOnceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Submit", DeploymentState.Draft)]
    [InlineData("TakeBack", DeploymentState.Submitted)]
    [InlineData("Decide", DeploymentState.Submitted)]
    [InlineData("Postpone", DeploymentState.Authorised)]
    [InlineData("Cancel", DeploymentState.Authorised)]
    [InlineData("ChangePlan", DeploymentState.Draft)]
    [InlineData("Move", DeploymentState.Authorised)]
    [InlineData("HandOver", DeploymentState.Submitted)]
    public async Task Step_OnADeploymentThatChangedSince_IsAConflictAndChangesNothing(string step, DeploymentState state)
    {
        await using var rig = await LiveRig.StartAsync(
            g =>
            {
                g.Submitted = state != DeploymentState.Draft;
                g.AuthorisedBy = state == DeploymentState.Authorised ? Given.Officer : null;
            },
            worker: false);
        var now = await rig.DeploymentAsync();
        Assert.Equal(state, now.State);
        var stale = now.Revision - 1;

        var outcome = step switch
        {
            "Submit" => await rig.Get<SubmitDeployment>().RunAsync(Given.Planner, now.Id, stale, Cancel),
            "TakeBack" => await rig.Get<TakeBackRequest>().RunAsync(Given.Planner, now.Id, stale, Cancel),
            "Decide" => await rig.Get<DecideAuthority>().RunAsync(Given.Officer, now.Id, AuthorityVerdict.Refused, "No", "", now.Plan.Hash(), stale, Cancel),
            "Postpone" => await rig.Get<PostponeDeployment>().RunAsync(Given.Planner, now.Id, "Snow", stale, Cancel),
            "Move" => await rig.Get<MoveDeployment>().RunAsync(Given.Planner, now.Id, new Window(Given.Start.AddDays(2), Given.Start.AddDays(2).AddHours(4)), stale, Cancel),
            "HandOver" => await rig.Get<HandOverPlan>().RunAsync(Given.Planner, now.Id, Given.Id(78), "On leave", stale, Cancel),
            "Cancel" => await rig.Get<CancelDeployment>().RunAsync(Given.Planner, now.Id, "No longer needed", stale, Cancel),
            _ => await rig.Get<ChangePlan>().RunAsync(Given.Planner, now.Id, now.Plan with { Name = "Another" }, stale, Cancel),
        };

        Assert.True(outcome.IsRefusedAs(RefusalKind.Conflict), outcome.Explanation);
        var after = await rig.DeploymentAsync();
        Assert.Equal((state, now.Revision, now.Plan.Name), (after.State, after.Revision, after.Plan.Name));
    }

    /// <summary>What else people do to a thing that somebody else changed since they read it: each is told so, before anything else is asked.</summary>
    [Fact]
    public async Task StepOnAnything_ThatChangedSinceItWasRead_IsAConflict()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var id = rig.DeploymentId;
        await rig.App.InDatabaseAsync(async db =>
        {
            db.Records.Add(DeploymentRecord.Write(Given.Id(4), id, new RecordText("Nobody was arrested.", "", 0)));
            return await db.SaveChangesAsync(Cancel);
        });
        const long Stale = 999;
        var entry = Given.Id(301);

        var outcomes = new Dictionary<string, Outcome>(StringComparer.Ordinal)
        {
            ["EditRecord"] = await rig.Get<EditRecord>().RunAsync(Given.Planner, id, Given.Id(4), new RecordText("Two arrests.", "", 0), Stale, Cancel),
            ["PublishRecord"] = await rig.Get<PublishRecord>().RunAsync(Given.Officer, id, Stale, Cancel),
            ["CorrectRecord"] = await rig.Get<CorrectRecord>().RunAsync(Given.Officer, id, "One arrest more", Stale, Cancel),
            ["CloseDown"] = await rig.Get<CloseDown>().RunAsync(Given.Planner, id, Stale, Cancel),
            ["ReleaseRun"] = await rig.Get<ReleaseRun>().RunAsync(LiveRig.Silver, id, Stale, "It is safe again", Cancel),
            ["UseChangedList"] = await rig.Get<UseChangedList>().RunAsync(Given.Operator, id, Stale, Cancel),
            ["RecordBodyTold"] = await rig.Get<RecordBodyTold>().RunAsync(Given.Planner, id, "Ombudsman", "By letter", Stale, null, Cancel),
            ["GiveShortNoticeReason"] = await rig.Get<GiveShortNoticeReason>().RunAsync(Given.Planner, id, "Ordered yesterday", Stale, Cancel),
            ["LiftSuspension"] = await rig.Get<LiftSuspension>().RunAsync(Given.Approver, entry, Stale, "Still sought", Cancel),
            ["SealWatchlist"] = await rig.Get<SealWatchlist>().RunAsync(Given.Approver, id, 999, Cancel),
            ["ReopenWatchlist"] = await rig.Get<ReopenWatchlist>().RunAsync(Given.Approver, id, "Late warrant", Stale, Cancel),
        };

        Assert.Empty(outcomes.Where(o => !o.Value.IsRefusedAs(RefusalKind.Conflict)).Select(o => $"{o.Key}: {o.Value.Explanation}"));
    }

    [Fact]
    public async Task TwoPlanners_SavingAtTheSameMoment_NeverOverwriteEachOther()
    {
        await using var rig = await LiveRig.StartAsync(g => { g.Submitted = false; g.NoticeAt = null; }, worker: false);
        var read = await rig.DeploymentAsync();
        var text = Given.NoticeText;
        var notice = (await rig.Get<ReadNotice>().RunAsync(Given.Planner, read.Id, Cancel))!.Revision;

        var plans = await Task.WhenAll(Enumerable.Range(1, 4).Select(n =>
            Task.Run(() => rig.Get<ChangePlan>().RunAsync(Given.Planner, read.Id, read.Plan with { Name = $"By {n}" }, read.Revision, Cancel), Cancel)));
        var notices = await Task.WhenAll(Enumerable.Range(1, 4).Select(n =>
            Task.Run(() => rig.Get<WriteNotice>().RunAsync(Given.Planner, read.Id, text with { Why = $"By {n}" }, notice, Cancel), Cancel)));

        foreach (var outcomes in new[] { plans, notices })
        {
            Assert.Single(outcomes, o => o.Succeeded);
            Assert.All(outcomes.Where(o => !o.Succeeded), o => Assert.True(o.IsRefusedAs(RefusalKind.Conflict), o.Explanation));
        }

        Assert.Equal($"By {Array.FindIndex(plans, o => o.Succeeded) + 1}", (await rig.DeploymentAsync()).Plan.Name);
        Assert.Equal($"By {Array.FindIndex(notices, o => o.Succeeded) + 1}", (await rig.Get<ReadNotice>().RunAsync(Given.Planner, read.Id, Cancel))!.Text!.Why);
    }

    [Fact]
    public async Task Notice_IsPublishedOnlyAsItsPlannerReadIt()
    {
        await using var rig = await LiveRig.StartAsync(g => { g.Submitted = false; g.NoticeAt = null; }, worker: false);
        var read = (await rig.Get<ReadNotice>().RunAsync(Given.Planner, rig.DeploymentId, Cancel))!;
        var facts = read.Plan.PublicFactsHash();
        var deployment = await rig.DeploymentAsync();
        Given.Do(await rig.Get<ChangePlan>().RunAsync(
            Given.Planner, rig.DeploymentId, deployment.Plan with { Place = deployment.Plan.Place with { Venue = "Market Place" } }, deployment.Revision, Cancel));

        var otherPlan = await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "", read.Revision, facts, Cancel);
        Given.Do(await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, Given.NoticeText with { Why = "Other words" }, read.Revision, Cancel));
        var otherText = await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "", read.Revision, null, Cancel);

        Says.RefusedBy("CONFLICT", otherPlan, "Place, time or purpose changed");
        Says.RefusedBy("CONFLICT", otherText, "Priya Planner changed this");
        Assert.All(new[] { otherPlan, otherText }, o => Assert.True(o.IsRefusedAs(RefusalKind.Conflict)));
    }

    [Fact]
    public async Task NoticeThatARefusalChanged_NamesTheOfficer_NotThePlanner()
    {
        await using var rig = await LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false);
        var read = (await rig.Get<ReadNotice>().RunAsync(Given.Planner, rig.DeploymentId, Cancel))!;
        Given.Do(await rig.Get<DecideAuthority>().RunAsync(Given.Officer, rig.DeploymentId, AuthorityVerdict.Returned, "Say more", "", read.Plan.Hash(), null, Cancel));

        var outcome = await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, Given.NoticeText with { Why = "Other words" }, read.Revision, Cancel);

        Says.RefusedBy("CONFLICT", outcome, "Sue Perintendent changed this");
        Says.RefusedBy("CONFLICT", outcome, "Sent the plan back to the planner.");
    }
}
