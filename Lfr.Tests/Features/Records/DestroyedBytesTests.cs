using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Records.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Records;

/// <summary>However a list ends, no byte of what its key sealed, nor of the key, is left in the database or its log (R39).</summary>
public sealed class DestroyedBytesTests
{
    private static readonly Guid Cancelled = Given.Id(601);
    private static readonly Guid Refused = Given.Id(602);
    private static readonly Guid Overdue = Given.Id(603);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_ThatWasCancelled_Refused_ClosedDown_OrFellDue_IsInNoByteOfTheDatabase()
    {
        await using var ended = await EndedRig.StartAsync();
        var rig = ended.Rig;
        foreach (var id in new[] { Cancelled, Refused, Overdue })
            await KeepAsync(ended, id);

        await GoneAfterAsync(ended, Cancelled, async () => Given.Do(await rig.Get<CancelDeployment>().RunAsync(Given.Planner, Cancelled, "No longer needed", null, Cancel)));
        await GoneAfterAsync(ended, Refused, async () => Given.Do(await rig.Get<DecideAuthority>().RunAsync(
            Given.Officer, Refused, AuthorityVerdict.Refused, "Merely useful", "", Given.GoodPlan().Hash(), null, Cancel)));
        await GoneAfterAsync(ended, rig.DeploymentId, async () => Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancel)));
        await GoneAfterAsync(ended, Overdue, () => ended.LookAsync(Given.Start.AddHours(8 + 25)));
    }

    private static async Task GoneAfterAsync(EndedRig ended, Guid deploymentId, Func<Task> step)
    {
        // Of the list: what its alerts hold is kept as long as the policy says.
        var (wrapped, items) = await ended.Rig.App.InDatabaseAsync(async db =>
        {
            var key = await db.BiometricKeys.AsNoTracking().SingleAsync(k => k.DeploymentId == deploymentId && k.Scope == KeyScope.Watchlist, Cancel);
            return (key.Wrapped, await db.Blobs.Where(b => b.KeyId == key.Id).Select(b => b.Sealed).ToListAsync(Cancel));
        });
        Assert.True(items.Count >= 2);
        Assert.All([wrapped, .. items], bytes => Assert.NotEmpty(DatabaseFiles.With(ended.Rig.App, bytes)));

        await step();

        Assert.All([wrapped, .. items], bytes => Assert.Empty(DatabaseFiles.With(ended.Rig.App, bytes)));
        Assert.True((await ended.ReceiptsAsync()).Single(r => r.DeploymentId == deploymentId && r.Kind == RetentionKind.Watchlist).IsProven);
    }

    private static Task<int> KeepAsync(EndedRig ended, Guid id) => ended.Rig.App.InDatabaseAsync(async db =>
    {
        var now = Given.Start.AddDays(-9);
        var work = new CommandContext(db, Given.Compiler, now);
        var vault = ended.Rig.Get<BiometricVault>();
        var photograph = Given.GoodPhotograph() with
        {
            ImageBlobId = await vault.KeepAsync(work, id, BlobKind.WatchlistPhotograph, new byte[2000], Cancel),
            TemplateBlobId = await vault.KeepAsync(work, id, BlobKind.WatchlistTemplate, new byte[2048], Cancel),
        };
        var deployment = Deployment.Draft(id, 2026, BitConverter.ToInt32(id.ToByteArray()), Given.GoodPlan(), Given.Planner, now);
        if (id == Refused)
            Given.Do(deployment.Submit(Given.Planner, Given.Uk, [], now));
        db.Deployments.Add(deployment);
        db.Watchlists.Add(Watchlist.Start(Given.Id(BitConverter.ToInt32(id.ToByteArray()) + 10), id));
        db.Entries.Add(WatchlistEntry.Propose(Given.Id(BitConverter.ToInt32(id.ToByteArray()) + 20), id, "R-00001", Given.GoodDetails(), photograph, Given.Compiler, now));
        return await db.SaveChangesAsync(Cancel);
    });
}
