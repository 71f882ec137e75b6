using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>People who are added to the list, or come back to it, during a run (docs/adr/0009).</summary>
public class RunningListTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addition_SignedOffAndSealedDuringARun_IsUsedWithoutAPause()
    {
        await using var rig = await OpenedAsync();
        await rig.ProposeAsync(3);
        await SignOffAsync(rig, 303, Given.Approver);
        Given.Do(await rig.Get<SealWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, null, Cancellation));
        Assert.Equal(RunningList.Changed, await ListAsync(rig));

        Given.Do(await rig.Get<UseChangedList>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        var deployment = await rig.DeploymentAsync();
        Assert.Equal(DeploymentState.Live, deployment.State);
        Assert.Equal([2, 3], deployment.Runs.Select(r => r.GallerySize));
        var rows = (await rig.Get<LicenceGrants>().GalleryAsync(deployment.Runs[1].LicenceId, rig.WorkerId, Cancellation))!;
        Assert.Contains(rows, r => r.EntryId == Given.Id(303));
    }

    [Fact]
    public async Task WorkerThatStartsAgain_WhileTheListIsOpenAndSomebodyWasAdded_GetsTheListOfItsLicence()
    {
        await using var rig = await OpenedAsync();
        await rig.ProposeAsync(3);
        await SignOffAsync(rig, 303, Given.Approver);
        var run = (await rig.DeploymentAsync()).CurrentRun!;

        var rows = (await rig.Get<LicenceGrants>().GalleryAsync(run.LicenceId, rig.WorkerId, Cancellation))!;

        Assert.Equal(run.GalleryHash, GalleryDigest.ComputeLike(run.GalleryHash, rows));
    }

    [Fact]
    public async Task SuspensionLiftedDuringARun_PutsThePersonBackUnderTheNextLicenceOnly()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        Given.Do(await rig.Get<SuspendEntry>().RunAsync(LiveRig.Silver, Given.Id(301), EntryFate.StoodDown, "The wrong man was followed.", Cancellation));
        Says.RefusedBy("STATE", await rig.Get<LiftSuspension>().RunAsync(Given.Compiler, Given.Id(301), null, "Still wanted.", Cancellation));
        Given.Do(await rig.Get<ReopenWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, "Somebody comes back.", null, Cancellation));
        Given.Do(await rig.Get<LiftSuspension>().RunAsync(Given.Compiler, Given.Id(301), null, "Still wanted.", Cancellation));
        await SignOffAsync(rig, 301, Given.Approver);
        Given.Do(await rig.Get<SealWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, null, Cancellation));

        // Signed off again, and yet the licence that runs was given without them.
        Assert.Equal([Given.Id(301)], Assert.Single(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation)).Withdrawn);
        Assert.Equal(RunningList.Changed, await ListAsync(rig));
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        Given.Do(await rig.Get<UseChangedList>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));

        var runs = (await rig.DeploymentAsync()).Runs;
        Assert.Equal(runs[0].GalleryHash, runs[1].GalleryHash);
        Assert.Empty(Assert.Single(await rig.Get<LicenceGrants>().ForAsync(rig.WorkerId, Cancellation)).Withdrawn);
        Assert.Equal(RunningList.Same, await ListAsync(rig));
    }

    /// <summary>Live; the list was opened again some minutes later.</summary>
    private static async Task<LiveRig> OpenedAsync()
    {
        var rig = await LiveRig.StartLiveAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        Given.Do(await rig.Get<ReopenWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, "A warrant was issued this morning.", null, Cancellation));
        Assert.Equal(RunningList.Open, await ListAsync(rig));
        return rig;
    }

    private static async Task SignOffAsync(LiveRig rig, int entry, Actor approver)
    {
        var hash = (await rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().SingleAsync(e => e.Id == Given.Id(entry), Cancellation))).Hash();
        Given.Do(await rig.Get<DecideEntry>().RunAsync(approver, Given.Id(entry), EntryVerdict.Approved, "", hash, 12, Cancellation));
    }

    private static async Task<RunningList> ListAsync(LiveRig rig) => (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!.List;
}
