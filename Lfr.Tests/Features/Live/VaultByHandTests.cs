using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>
/// Somebody with the database file changes what is encrypted in it, or puts one thing in the place of another. No command goes on, each says what is wrong and what to do, and the audit log has the refusal:
/// before, the page broke and the log said nothing.
/// </summary>
public sealed class VaultByHandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is done, and what is then said.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "two templates swapped", "The templates of entries R-0001 and R-0002 are not as Lfr encrypted them: somebody changed them in the database, or put them in the place of others. Tell the data protection officer. Then take them off the list and propose the people again" },
        { "one byte of a template", "The template of entry R-0002 is not as Lfr encrypted it: somebody changed it in the database, or put it in the place of another. Tell the data protection officer. Then take R-0002 off the list and propose the person again, or have the database restored from its backup." },
        { "two deployments' keys swapped", "A key of this deployment is not as Lfr encrypted it: somebody changed it in the database, or the file keys/master.key is another one. Tell the data protection officer" },
        { "a template under another deployment's key", "The template of entry R-0001 is not as Lfr encrypted it" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task ListChangedInTheVault_IsNeitherRunNorSealed_AndEachRefusalSaysSo_OnRecord(string change, string sentence)
    {
        await using var rig = await LiveRig.StartAsync();
        await ChangeAsync(rig, change);

        Says.RefusedBy("STATE", await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel), sentence);
        Assert.Empty((await rig.DeploymentAsync()).Runs);
        Given.Do(await rig.Get<ReopenWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, "A person is to be added.", null, Cancel));
        Says.RefusedBy("STATE", await rig.Get<SealWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, null, Cancel), sentence);

        var refusals = await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => !e.Done && e.DeploymentId == rig.DeploymentId).Select(e => new { e.Action, e.Sentence }).ToListAsync(Cancel));
        Assert.Equal([nameof(GoLive), nameof(SealWatchlist)], refusals.Select(r => r.Action));
        Assert.All(refusals, r => Assert.StartsWith(sentence, r.Sentence, StringComparison.Ordinal));

        // Whoever puts it right sees the list.
        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(Given.Approver, rig.DeploymentId, "Looks what is wrong with the list.", Cancel));
        Assert.Equal(2, (await rig.Get<ReadEntries>().RunAsync(Given.Approver, rig.DeploymentId, EntryFilter.From(null, null, null, null), 0, 50, Cancel)).Rows.Count);
    }

    [Fact]
    public async Task PhotographsSwapped_AreNotShown_AndTheLogSaysWhoLookedAndWhy()
    {
        await using var rig = await LiveRig.StartAsync();
        var (one, two) = await PhotographsAsync(rig, p => p.ImageBlobId);
        await SwapAsync(rig, one, two);
        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(Given.Approver, rig.DeploymentId, "Looks what is wrong with the list.", Cancel));

        var look = await rig.Get<LookAtPhotograph>().RunAsync(Given.Approver, Given.Id(301), small: false, Cancel);

        Assert.Null(look.Jpeg);
        Says.RefusedBy("STATE", look.Outcome, "The photograph of entry R-0001 is not as Lfr encrypted it");
        Assert.Equal([false, true], await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(LookAtPhotograph)).OrderBy(e => e.Done).Select(e => e.Done).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task AlertForSomebodyWhoseTemplateWasChanged_IsRefused_AndAChangedPictureOfAnAlertIsNotShown()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Assert.True((await rig.RaiseAsync()).Accepted);
        var (_, two) = await PhotographsAsync(rig, p => p.TemplateBlobId);
        await SpoilAsync(rig, two);

        var refused = await rig.RaiseAsync(number: 2, entry: 2);

        Assert.False(refused.Accepted);
        Assert.StartsWith("The template of entry R-0002 is not as Lfr encrypted it", refused.Refusal, StringComparison.Ordinal);
        Assert.True((await rig.RaiseAsync(number: 3)).Accepted);

        var alert = await rig.App.InDatabaseAsync(db => db.Alerts.AsNoTracking().FirstAsync(a => a.Sequence == 1, Cancel));
        await SpoilAsync(rig, alert.Evidence.ProbeImageBlobId!.Value);
        var picture = await rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, alert.Id, AlertPicture.Probe, Cancel);
        Assert.Null(picture.Jpeg);
        Says.RefusedBy("STATE", picture.Outcome, "The picture of alert 1 is not as Lfr encrypted it");
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(LookAtAlertPicture) && !e.Done, Cancel)));
        Assert.NotNull((await rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, alert.Id, AlertPicture.Context, Cancel)).Jpeg);
    }

    private static async Task ChangeAsync(LiveRig rig, string change)
    {
        var (one, two) = await PhotographsAsync(rig, p => p.TemplateBlobId);
        var stranger = Given.Id(999);
        await rig.App.InDatabaseAsync(async db =>
        {
            await rig.Get<BiometricVault>().KeepAsync(new CommandContext(db, Actor.System, Given.Start), stranger, BlobKind.WatchlistTemplate, new byte[] { 1 }, Cancel);
            return await db.SaveChangesAsync(Cancel);
        });
        var keys = await rig.App.InDatabaseAsync(db => db.BiometricKeys.AsNoTracking().ToDictionaryAsync(k => k.DeploymentId, Cancel));
        var (own, other) = (keys[rig.DeploymentId], keys[stranger]);
        switch (change)
        {
            case "two templates swapped":
                await SwapAsync(rig, one, two);
                break;
            case "one byte of a template":
                await SpoilAsync(rig, two);
                break;
            case "two deployments' keys swapped":
                await rig.App.InDatabaseAsync(db => db.BiometricKeys.Where(k => k.Id == own.Id).ExecuteUpdateAsync(s => s.SetProperty(k => k.Wrapped, other.Wrapped), Cancel));
                break;
            default:
                await rig.App.InDatabaseAsync(db => db.Blobs.Where(b => b.Id == one).ExecuteUpdateAsync(s => s.SetProperty(b => b.KeyId, other.Id), Cancel));
                break;
        }
    }

    private static async Task<(Guid One, Guid Two)> PhotographsAsync(LiveRig rig, Func<EnrolledPhotograph, Guid> which)
    {
        var entries = await rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().Where(e => e.DeploymentId == rig.DeploymentId).OrderBy(e => e.Reference).ToListAsync(Cancel));
        return (which(entries[0].Photograph!), which(entries[1].Photograph!));
    }

    private static async Task SwapAsync(LiveRig rig, Guid one, Guid two)
    {
        var (first, second) = (await SealedAsync(rig, one), await SealedAsync(rig, two));
        await PutAsync(rig, one, second);
        await PutAsync(rig, two, first);
    }

    private static async Task SpoilAsync(LiveRig rig, Guid blob)
    {
        byte[] altered = [.. await SealedAsync(rig, blob)];
        altered[^1] ^= 1;
        await PutAsync(rig, blob, altered);
    }

    private static Task<byte[]> SealedAsync(LiveRig rig, Guid blob) => rig.App.InDatabaseAsync(db => db.Blobs.AsNoTracking().Where(b => b.Id == blob).Select(b => b.Sealed).SingleAsync(Cancel));

    private static Task<int> PutAsync(LiveRig rig, Guid blob, byte[] bytes) =>
        rig.App.InDatabaseAsync(db => db.Blobs.Where(b => b.Id == blob).ExecuteUpdateAsync(s => s.SetProperty(b => b.Sealed, bytes), Cancel));
}
