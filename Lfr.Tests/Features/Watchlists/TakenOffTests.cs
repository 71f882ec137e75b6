using Lfr.Shared.Biometrics;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Watchlists.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>One path destroys (R39): what is taken off a list goes like the whole list does, out of the file and its log, looked for, with a receipt.</summary>
public sealed class TakenOffTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Remove")]
    [InlineData("Reject")]
    [InlineData("Replace")]
    public async Task Photograph_TakenOff_IsNowhere_AndHasAProvenReceipt(string how)
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        var other = await list.ProposeAsync("02");
        var entry = await list.EntryAsync(id);
        var sealedItems = await shared.App.InDatabaseAsync(db => db.Blobs
            .Where(b => b.Id == entry.Photograph!.ImageBlobId || b.Id == entry.Photograph.TemplateBlobId).Select(b => b.Sealed).ToListAsync(Cancel));
        Assert.Equal(2, sealedItems.Count);

        CompiledList.Done(how switch
        {
            "Remove" => await list.Get<RemoveEntry>().RunAsync(Given.Compiler, id, "No longer wanted", Cancel),
            "Reject" => await list.DecideAsync(Given.Approver, id, EntryVerdict.Rejected, "Not needed here"),
            _ => await list.Get<ChangeEntry>().RunAsync(Given.Compiler, id, entry.Details, CompiledList.Portrait("03"), null, Cancel),
        });

        var receipt = await shared.App.InDatabaseAsync(db => db.PurgeReceipts.AsNoTracking().SingleAsync(r => r.DeploymentId == list.DeploymentId, Cancel));
        Assert.Equal((RetentionKind.TakenOff, id, 2, true, true), (receipt.Kind, receipt.SubjectId, receipt.Destroyed.Values.Sum(), receipt.IsProven, receipt.InTime));
        Assert.All(sealedItems, bytes => Assert.Empty(DatabaseFiles.With(shared.App, bytes)));
        // The others on the list are still there.
        var kept = (await list.EntryAsync(other)).Photograph!;
        Assert.NotNull(await shared.App.InDatabaseAsync(db => list.Get<BiometricVault>().OpenAsync(db, kept.ImageBlobId, Cancel)));
    }

    /// <summary>Its key is still there, so that what came back could be read.</summary>
    [Fact]
    public async Task Photograph_ThatCameBack_IsDestroyedAgain()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        var image = (await list.EntryAsync(id)).Photograph!.ImageBlobId;
        var blob = await shared.App.InDatabaseAsync(db => db.Blobs.AsNoTracking().SingleAsync(b => b.Id == image, Cancel));
        CompiledList.Done(await list.Get<RemoveEntry>().RunAsync(Given.Compiler, id, "No longer wanted", Cancel));
        await shared.App.InDatabaseAsync(db =>
        {
            db.Blobs.Add(blob);
            return db.SaveChangesAsync(Cancel);
        });

        await list.Get<PurgeProof>().LookAsync(Cancel);

        Assert.False(await shared.App.InDatabaseAsync(db => db.Blobs.AnyAsync(b => b.Id == image, Cancel)));
    }
}
