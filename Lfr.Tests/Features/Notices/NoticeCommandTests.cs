using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Notices.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Notices;

/// <summary>A planner publishes what was read, and nothing that changed meanwhile; the log says which version it became.</summary>
public sealed class NoticeCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notice_WhosePlanChangedWhileItWasRead_IsNotPublished()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        Given.Do(await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, Given.NoticeText with { Why = "Because of forty-two robberies." }, null, Cancel));
        var stands = (await rig.DeploymentAsync()).Plan.PublicFactsHash();
        var before = (Given.GoodPlan() with { Place = Given.GoodPlan().Place with { Venue = "Another street" } }).PublicFactsHash();

        var refused = await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "Another robbery was counted.", null, before, Cancel);

        Assert.True(refused.IsRefusedAs(RefusalKind.Conflict), refused.Explanation);
        Assert.Single(await VersionsAsync(rig));
        Given.Do(await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "Another robbery was counted.", null, stands, Cancel));
        Assert.Equal(2, (await VersionsAsync(rig)).Count);
    }

    [Fact]
    public async Task Log_SaysWhichVersionWasPublished()
    {
        await using var rig = await LiveRig.StartAsync(given => given.NoticeAt = null, worker: false);
        Given.Do(await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, Given.NoticeText, null, Cancel));

        // A page that read no plan, such as a command of another program, publishes what stands.
        Given.Do(await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "", null, null, Cancel));
        Given.Do(await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, Given.NoticeText with { Why = "Because of forty-two robberies." }, null, Cancel));
        Given.Do(await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "Another robbery was counted.", null, null, Cancel));

        // The same hash is in the feed and the open data, so that a reader can prove what was said first.
        var versions = await VersionsAsync(rig);
        Assert.NotEqual(NoticeProof.Of(versions[0]), NoticeProof.Of(versions[1]));
        Assert.Equal([$"Published the notice. Hash of what it says: {NoticeProof.Of(versions[0])}", $"Published version 2 of the notice. Hash of what it says: {NoticeProof.Of(versions[1])}"],
            await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(PublishNotice)).OrderBy(e => e.Number).Select(e => e.Sentence).ToListAsync(Cancel)));
    }

    private static async Task<IReadOnlyList<Lfr.Shared.Notices.NoticeVersion>> VersionsAsync(LiveRig rig) =>
        await rig.App.InDatabaseAsync(async db => (await db.Notices.AsNoTracking().SingleAsync(n => n.DeploymentId == rig.DeploymentId, Cancel)).Versions);
}
