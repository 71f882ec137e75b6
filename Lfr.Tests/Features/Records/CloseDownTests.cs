using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Records;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Records;

public class CloseDownTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CloseDown_WithAnAlertWithoutOutcome_IsRefusedAndDestroysNothing()
    {
        await using var rig = await EndedAsync(answered: false);

        var outcome = await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation);

        Says.RefusedBy("STATE", outcome);
        Assert.Equal(7, await rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task CloseDown_LeavesNothingOfTheListAndAReceiptThatALookProves()
    {
        await using var rig = await EndedAsync(answered: true);

        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation));

        Assert.False(await rig.App.InDatabaseAsync(db => db.Blobs.AnyAsync(b => b.Kind == BlobKind.WatchlistPhotograph || b.Kind == BlobKind.WatchlistTemplate, Cancellation)));
        Assert.False(await rig.App.InDatabaseAsync(db => db.BiometricKeys.AnyAsync(k => k.Scope == KeyScope.Watchlist, Cancellation)));
        var receipt = await rig.App.InDatabaseAsync(db => db.PurgeReceipts.SingleAsync(Cancellation));
        Assert.Equal((2, 2), (receipt.Destroyed["watchlist photographs"], receipt.Destroyed["watchlist templates"]));
        Assert.Equal((RetentionKind.Watchlist, "Priya Planner", true, true, 64), (receipt.Kind, receipt.ByName, receipt.InTime, receipt.IsProven, receipt.KeyFingerprint.Length));
        Assert.Equal(rig.Clock.GetUtcNow(), (await rig.DeploymentAsync()).Purge!.At);
    }

    /// <summary>The photographs of the list, with which the operator compared, show whether the answer was right.</summary>
    [Fact]
    public async Task CloseDown_ByWhoeverDecidedAboutAnAlert_IsRefused_AndDestroysNothing()
    {
        await using var rig = await EndedAsync(answered: true);
        var both = Given.Operator with { RoleNames = new HashSet<string>([Roles.Operator, Roles.Planner], StringComparer.Ordinal) };

        foreach (var decider in new[] { Given.Operator, both })
            Says.RefusedBy("ROLE", await rig.Get<CloseDown>().RunAsync(decider, rig.DeploymentId, null, Cancellation), "You decided about 1 alert of this deployment");

        Assert.Equal(7, await rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(Cancellation)));
        var view = rig.Get<ReadRecord>();
        Assert.StartsWith("You decided about 1 alert", (await view.RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!.SomebodyElseCloses!.Explanation, StringComparison.Ordinal);
        Assert.Null((await view.RunAsync(Given.Planner, rig.DeploymentId, Cancellation))!.SomebodyElseCloses);
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Silver, rig.DeploymentId, null, Cancellation));
    }

    /// <summary>A force of few people is not held up for good: what fell due is gone, and proves nothing any more.</summary>
    [Fact]
    public async Task CloseDown_ByWhoeverDecided_IsDone_OnceTheListFellDueAndIsGone()
    {
        await using var ended = await EndedRig.StartAsync();
        var rig = ended.Rig;
        Says.RefusedBy("ROLE", await rig.Get<CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation), "You decided about 2 alerts of this deployment");

        await ended.LookAsync(ended.EndedAt.AddHours(25));

        Assert.Null((await rig.Get<ReadRecord>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!.SomebodyElseCloses);
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
    }

    /// <summary>Nobody is told to do what would be refused: not on the start page, nor at the deployment, nor in the list of deployments.</summary>
    [Fact]
    public async Task CloseDown_IsAskedOfThoseAlone_WhoDecidedAboutNoAlert()
    {
        await using var ended = await EndedRig.StartAsync();
        var rig = ended.Rig;
        rig.Clock.AdjustTime(Given.GoodPlan().Window!.End.AddMinutes(1));

        Assert.Equal((false, false, false), await AskedAsync(Given.Operator));
        Assert.Equal((true, true, true), await AskedAsync(Given.Silver));

        async Task<(bool Home, bool Hub, bool List)> AskedAsync(Actor reader) =>
            ((await rig.Get<HomeQuery>().ReadAsync(reader, Cancellation)).Needs.Any(t => t.What.StartsWith("Close down", StringComparison.Ordinal)),
             (await rig.Get<ReadHub>().RunAsync(reader, rig.DeploymentId, Cancellation))!.Next?.Label == "Close down",
             (await rig.Get<ListDeployments>().RunAsync(reader, new DeploymentFilter(), 0, 10, Cancellation))!.Rows.Single(r => r.Id == rig.DeploymentId).Next?.Label == "Close down");
    }

    [Fact]
    public async Task CloseDown_KeepsPicturesOfAlertsUntilTheyAreDue_AndTheRecordSaysSo()
    {
        await using var rig = await EndedAsync(answered: true);
        var raised = (await rig.App.InDatabaseAsync(db => db.Alerts.SingleAsync(Cancellation))).RaisedAt;
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation));

        var retention = (await rig.Get<ReadRecord>().RunAsync(Given.Planner, rig.DeploymentId, Cancellation))!.Retention;

        Assert.Equal((true, raised.AddHours(24)), (retention.IsHeld, retention.KeptUntil));
        Assert.Equal([(RetentionKind.Watchlist, 0), (RetentionKind.FalseAlerts, 1), (RetentionKind.ContextFrames, 1)], retention.Lines.Select(l => (l.Kind, l.Keys)));
        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(Given.Operator, rig.DeploymentId, "A complaint about the answer came in.", Cancellation));
        Assert.NotNull((await rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Given.Id(5001), AlertPicture.Probe, Cancellation)).Jpeg);
        var photograph = await rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Given.Id(5001), AlertPicture.Reference, Cancellation);
        Assert.Equal((null, false), (photograph.Jpeg, photograph.Refused));
    }

    [Fact]
    public async Task CloseDown_AfterSomethingFellDue_DestroysThatToo()
    {
        await using var rig = await EndedAsync(answered: true);
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddHours(30));

        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation));

        Assert.False(await rig.App.InDatabaseAsync(db => db.Blobs.AnyAsync(Cancellation)));
        Assert.False(await rig.App.InDatabaseAsync(db => db.BiometricKeys.AnyAsync(Cancellation)));
        Assert.False((await rig.Get<ReadRecord>().RunAsync(Given.Planner, rig.DeploymentId, Cancellation))!.Retention.IsHeld);
    }

    [Fact]
    public async Task Record_PublishedWhilePicturesAreKept_SaysUntilWhen()
    {
        await using var rig = await EndedAsync(answered: true);
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation));
        Given.Do(await rig.Get<EditRecord>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(40), new RecordText("A quiet day.", "", null), null, Cancellation));
        Given.Do(await rig.Get<PublishRecord>().RunAsync(Given.Officer, rig.DeploymentId, null, Cancellation));

        var figures = (await rig.Get<ReadRecord>().RunAsync(Given.Officer, rig.DeploymentId, Cancellation))!.Versions[0].Figures;

        var raised = (await rig.App.InDatabaseAsync(db => db.Alerts.SingleAsync(Cancellation))).RaisedAt;
        Assert.Equal((1, raised.AddHours(24), true), (figures.AlertsKept, figures.AlertsKeptUntil, figures.PurgedInTime));
    }

    [Fact]
    public async Task Record_ByTheAuthorisingOfficer_IsPublishedAndCorrectedBesideItself()
    {
        await using var rig = await EndedAsync(answered: true);
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation));
        Given.Do(await rig.Get<EditRecord>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(40), new RecordText("A quiet day.", "", 2), null, Cancellation));

        Assert.Equal("ROLE", Assert.Single((await rig.Get<PublishRecord>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation)).Refusals).RuleId);
        Given.Do(await rig.Get<PublishRecord>().RunAsync(Given.Officer, rig.DeploymentId, null, Cancellation));
        Given.Do(await rig.Get<EditRecord>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(41), new RecordText("A quiet day, as we now know.", "", 3), null, Cancellation));
        Given.Do(await rig.Get<CorrectRecord>().RunAsync(Given.Officer, rig.DeploymentId, "One arrest was missing.", null, Cancellation));

        var view = await rig.Get<ReadRecord>().RunAsync(Given.Officer, rig.DeploymentId, Cancellation);
        Assert.Equal(DeploymentState.Published, view!.State);
        Assert.Equal(["A quiet day.", "A quiet day, as we now know."], view.Versions.Select(v => v.Text.Narrative));
        Assert.Equal([2, 3], view.Versions.Select(v => v.Figures.WiderArrests!.Value));
        Assert.Equal(1, view.Versions[0].Figures.False);
    }

    [Fact]
    public async Task Record_BeforeTheCloseDown_CannotBePublished()
    {
        await using var rig = await EndedAsync(answered: true);
        Given.Do(await rig.Get<EditRecord>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(40), new RecordText("A quiet day.", "", null), null, Cancellation));

        Says.RefusedBy("STATE", await rig.Get<PublishRecord>().RunAsync(Given.Officer, rig.DeploymentId, null, Cancellation));
    }

    private static async Task<LiveRig> EndedAsync(bool answered)
    {
        var rig = await LiveRig.StartLiveAsync();
        Assert.True((await rig.RaiseAsync()).Accepted);
        if (answered)
            Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Given.Id(5001), Answer.NotSame, "Different ears.", rig.Clock.GetUtcNow(), Cancellation));
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Done for today.", Cancellation));
        return rig;
    }
}
