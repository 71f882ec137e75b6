using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Records;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Records;

public class CloseDownTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CloseDown_WithAnAlertWithoutOutcome_IsRefusedAndDestroysNothing()
    {
        await using var rig = await EndedAsync(answered: false);

        var outcome = await rig.Get<CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation);

        Says.RefusedBy("STATE", outcome);
        Assert.Equal(7, await rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task CloseDown_LeavesNoBlobNoKeyAndAReceiptThatCounts()
    {
        await using var rig = await EndedAsync(answered: true);
        var view = await rig.Get<ReadRecord>().RunAsync(Given.Planner, rig.DeploymentId, Cancellation);
        Assert.Equal(7, view!.Held.Values.Sum());

        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation));

        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(Cancellation)));
        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.DeploymentKeys.CountAsync(Cancellation)));
        var receipt = (await rig.DeploymentAsync()).Purge!;
        Assert.Equal((2, 2, 2, 1), (receipt.Destroyed["watchlist photographs"], receipt.Destroyed["watchlist templates"], receipt.Destroyed["alert pictures"], receipt.Destroyed["alert templates"]));
        Assert.Equal(0, receipt.Remaining);
        Assert.True(receipt.InTime);
        Assert.Equal(64, receipt.KeyFingerprint.Length);
    }

    [Fact]
    public async Task Picture_AfterTheCloseDown_IsGone()
    {
        await using var rig = await EndedAsync(answered: true);
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation));

        foreach (var kind in Enum.GetValues<AlertPicture>())
        {
            var answer = await rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Given.Id(5001), kind, null, Cancellation);
            Assert.Null(answer.Jpeg);
            Assert.False(answer.Refused);
        }
    }

    [Fact]
    public async Task Record_ByTheAuthorisingOfficer_IsPublishedAndCorrectedBesideItself()
    {
        await using var rig = await EndedAsync(answered: true);
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation));
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
