using System.Security.Cryptography;
using Lfr.Shared.Biometrics;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Biometrics.Vault;

/// <summary>
/// The vault against somebody who may write to the database. Whatever is put in the place of something else, or altered, is refused and never shown as
/// somebody's face.
/// </summary>
public sealed class BiometricVaultTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Guid deployment = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    private readonly Guid other = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private BiometricVault Vault => shared.App.Services.GetRequiredService<BiometricVault>();

    [Fact]
    public async Task Item_Kept_IsOpenedAsItWas_AndLiesThereUnreadable()
    {
        byte[] portrait = [.. Enumerable.Range(0, 400).Select(i => (byte)i)];
        var id = await KeepAsync(deployment, BlobKind.WatchlistPhotograph, portrait);

        Assert.Equal(portrait, await OpenAsync(id));
        Assert.Equal(portrait, (await AllAsync(deployment, BlobKind.WatchlistPhotograph))[id]);
        var atRest = (await RowAsync(id)).Sealed;
        for (var start = 0; start + 8 <= portrait.Length; start++)
            Assert.Equal(-1, atRest.AsSpan().IndexOf(portrait.AsSpan(start, 8)));
    }

    [Fact]
    public async Task Item_KeptTwice_LooksDifferentEachTime()
    {
        var first = await KeepAsync(deployment, BlobKind.WatchlistTemplate, [1, 2, 3]);
        var second = await KeepAsync(deployment, BlobKind.WatchlistTemplate, [1, 2, 3]);

        Assert.NotEqual((await RowAsync(first)).Sealed, (await RowAsync(second)).Sealed);
    }

    [Fact]
    public async Task ItemsOfOneDeployment_InEachOthersPlace_AreRefused()
    {
        var first = await KeepAsync(deployment, BlobKind.WatchlistPhotograph, [1, 1, 1]);
        var second = await KeepAsync(deployment, BlobKind.WatchlistPhotograph, [2, 2, 2]);
        var (one, two) = ((await RowAsync(first)).Sealed, (await RowAsync(second)).Sealed);
        await PutAsync(first, two);
        await PutAsync(second, one);

        await RefusedAsync(first);
        await RefusedAsync(second);
    }

    [Theory]
    [InlineData(BlobKind.WatchlistPhotograph, BlobKind.AlertPicture)]
    [InlineData(BlobKind.AlertPicture, BlobKind.WatchlistPhotograph)]
    [InlineData(BlobKind.WatchlistTemplate, BlobKind.AlertTemplate)]
    public async Task Item_CalledAnotherKind_IsRefused(BlobKind kind, BlobKind called)
    {
        var id = await KeepAsync(deployment, kind, [1, 2, 3]);
        await shared.App.InDatabaseAsync(db => db.Blobs.Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Kind, called), Cancellation));

        await RefusedAsync(id);
    }

    [Fact]
    public async Task Item_MovedToAnotherDeployment_IsRefused()
    {
        var id = await KeepAsync(deployment, BlobKind.WatchlistPhotograph, [1, 2, 3]);
        await KeepAsync(other, BlobKind.WatchlistPhotograph, [4, 5, 6]);
        await MoveAsync(id, other);

        await RefusedAsync(id);
    }

    /// <summary>The key taken along does not help: it is wrapped for its deployment.</summary>
    [Fact]
    public async Task Item_MovedToAnotherDeploymentTogetherWithItsKey_IsRefused()
    {
        var id = await KeepAsync(deployment, BlobKind.WatchlistPhotograph, [1, 2, 3]);
        await KeepAsync(other, BlobKind.WatchlistPhotograph, [4, 5, 6]);
        await MoveAsync(id, other);
        await shared.App.InDatabaseAsync(async db =>
        {
            var wrapped = await db.BiometricKeys.Where(k => k.DeploymentId == deployment).Select(k => k.Wrapped).SingleAsync(Cancellation);
            var row = await db.BiometricKeys.Where(k => k.DeploymentId == other).Select(k => k.Id).SingleAsync(Cancellation);
            await db.BiometricKeys.Where(k => k.Id == row).ExecuteUpdateAsync(s => s.SetProperty(k => k.Wrapped, wrapped), Cancellation);
            return await db.Blobs.Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.KeyId, row), Cancellation);
        });

        await RefusedAsync(id);
    }

    /// <summary>Nor does the whole row of the key, or an alert's key given to another alert.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Key_GivenToAnotherOwner_OpensNothing(bool deploymentToo)
    {
        var id = await KeepAsync(deployment, BlobKind.AlertPicture, [1, 2, 3]);
        await shared.App.InDatabaseAsync(db => db.BiometricKeys.Where(k => k.DeploymentId == deployment).ExecuteUpdateAsync(
            s => s.SetProperty(k => k.SubjectId, other).SetProperty(k => k.DeploymentId, deploymentToo ? other : deployment), Cancellation));
        if (deploymentToo)
            await MoveAsync(id, other);

        await RefusedAsync(id);
    }

    /// <summary>What falls due at another time lies under another key, so that destroying one leaves the other readable and nothing else.</summary>
    [Fact]
    public async Task ListFaceAndFrame_LieUnderKeysOfTheirOwn()
    {
        BlobKind[] kinds = [BlobKind.WatchlistPhotograph, BlobKind.WatchlistTemplate, BlobKind.AlertPicture, BlobKind.AlertTemplate, BlobKind.ContextFrame];
        var ids = new List<Guid>();
        foreach (var kind in kinds)
            ids.Add(await KeepAsync(deployment, kind, [1, 2, 3]));

        var keys = new List<Guid>();
        foreach (var id in ids)
            keys.Add((await RowAsync(id)).KeyId);
        Assert.Equal((keys[0], keys[2], 3), (keys[1], keys[3], keys.Distinct().Count()));

        await shared.App.InDatabaseAsync(db => db.BiometricKeys.Where(k => k.Id == keys[2]).ExecuteDeleteAsync(Cancellation));
        Assert.Equal((null, null), (await OpenAsync(ids[2]), await OpenAsync(ids[3])));
        Assert.Equal([1, 2, 3], await OpenAsync(ids[0]));
        Assert.Equal([1, 2, 3], await OpenAsync(ids[4]));
    }

    /// <summary>A key that this transaction has only just made is found like one that lies there, and nobody else's is.</summary>
    [Fact]
    public async Task ItemsKeptInOneTransaction_LieUnderTheKeysOfItemsKeptApart()
    {
        (Guid Of, BlobKind Kind)[] items =
        [
            (other, BlobKind.WatchlistPhotograph), (deployment, BlobKind.AlertPicture), (deployment, BlobKind.WatchlistPhotograph), (deployment, BlobKind.WatchlistTemplate),
            (deployment, BlobKind.ContextFrame), (deployment, BlobKind.AlertTemplate),
        ];
        var ids = new List<Guid>();
        await InWorkAsync(async work =>
        {
            foreach (var (of, kind) in items)
                ids.Add(await Vault.KeepAsync(work, of, kind, (byte[])[1, 2, 3], Cancellation));
        });

        var keys = new List<Guid>();
        foreach (var id in ids)
        {
            keys.Add((await RowAsync(id)).KeyId);
            Assert.Equal([1, 2, 3], await OpenAsync(id));
        }

        Assert.Equal((keys[2], keys[1], 4), (keys[3], keys[5], keys.Distinct().Count()));
        Assert.Equal([ids[2]], (await AllAsync(deployment, BlobKind.WatchlistPhotograph)).Keys);
    }

    /// <summary>From before keys were kept by kind: what is added to the list lies under its old key, an alert's picture never.</summary>
    [Theory]
    [InlineData(BlobKind.WatchlistTemplate, true)]
    [InlineData(BlobKind.AlertPicture, false)]
    public async Task Item_AddedUnderAKeyOfTheWholeDeployment(BlobKind kind, bool underIt)
    {
        var first = (await RowAsync(await KeepAsync(deployment, BlobKind.WatchlistPhotograph, [1]))).KeyId;
        await shared.App.InDatabaseAsync(db => db.BiometricKeys.Where(k => k.Id == first).ExecuteUpdateAsync(s => s.SetProperty(k => k.Scope, KeyScope.Deployment), Cancellation));

        Assert.Equal(underIt, (await RowAsync(await KeepAsync(deployment, kind, [2]))).KeyId == first);
    }

    /// <summary>The newest key tells whether the master key is that of this database.</summary>
    [Fact]
    public async Task MasterKey_FitsTheNewestKey_OrDoesNot()
    {
        await KeepAsync(other, BlobKind.WatchlistPhotograph, [1]);
        var newest = (await RowAsync(await KeepAsync(deployment, BlobKind.WatchlistPhotograph, [2]))).KeyId;
        // Nothing that another test kept is newer.
        await shared.App.InDatabaseAsync(db => db.BiometricKeys.Where(k => k.Id == newest).ExecuteUpdateAsync(s => s.SetProperty(k => k.MadeAt, TimeProvider.System.GetUtcNow().AddDays(1)), Cancellation));
        Assert.True(await FitsAsync());

        await shared.App.InDatabaseAsync(async db =>
        {
            var wrapped = (byte[])(await db.BiometricKeys.AsNoTracking().SingleAsync(k => k.Id == newest, Cancellation)).Wrapped.Clone();
            wrapped[^1] ^= 1;
            return await db.BiometricKeys.Where(k => k.Id == newest).ExecuteUpdateAsync(s => s.SetProperty(k => k.Wrapped, wrapped), Cancellation);
        });
        Assert.False(await FitsAsync());
        await shared.App.InDatabaseAsync(db => db.BiometricKeys.Where(k => k.Id == newest).ExecuteDeleteAsync(Cancellation));
    }

    [Fact]
    public async Task Item_WithAnyByteAltered_IsRefused()
    {
        var id = await KeepAsync(deployment, BlobKind.AlertTemplate, [1, 2, 3, 4, 5]);
        var whole = (await RowAsync(id)).Sealed;

        // 12 bytes of nonce, 5 of the item, 16 of the tag.
        Assert.Equal(33, whole.Length);
        for (var i = 0; i < whole.Length; i++)
        {
            byte[] altered = [.. whole];
            altered[i] ^= 1;
            await PutAsync(id, altered);
            await RefusedAsync(id);
        }

        await PutAsync(id, whole);
        Assert.Equal([1, 2, 3, 4, 5], await OpenAsync(id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(27)]
    [InlineData(28)]
    [InlineData(30)]
    public async Task Item_CutOff_IsRefused(int length)
    {
        var id = await KeepAsync(deployment, BlobKind.AlertTemplate, [1, 2, 3]);
        await PutAsync(id, (await RowAsync(id)).Sealed[..length]);

        await RefusedAsync(id);
    }

    [Fact]
    public async Task Item_OrKey_ThatIsGone_IsNothing()
    {
        var id = await KeepAsync(deployment, BlobKind.WatchlistPhotograph, [1, 2, 3]);
        var destroyed = await KeepAsync(deployment, BlobKind.WatchlistPhotograph, [4, 5, 6]);
        await shared.App.InDatabaseAsync(db => db.Blobs.Where(b => b.Id == destroyed).ExecuteDeleteAsync(Cancellation));
        Assert.Null(await OpenAsync(destroyed));
        Assert.Equal([id], (await AllAsync(deployment, BlobKind.WatchlistPhotograph)).Keys);

        await shared.App.InDatabaseAsync(db => db.BiometricKeys.Where(k => k.DeploymentId == deployment).ExecuteDeleteAsync(Cancellation));

        Assert.Null(await OpenAsync(id));
        Assert.Empty(await AllAsync(deployment, BlobKind.WatchlistPhotograph));
        Assert.Null(await OutboxKeyAsync(deployment, Given.Id(400)));
    }

    /// <summary>Each licence has a key of its own, the same after a restart, so that what waits on a worker's disk can still be read.</summary>
    [Fact]
    public async Task OutboxKey_BelongsToOneLicenceOfOneDeployment()
    {
        await KeepAsync(deployment, BlobKind.WatchlistTemplate, [1]);
        await KeepAsync(other, BlobKind.WatchlistTemplate, [1]);

        var key = await OutboxKeyAsync(deployment, Given.Id(400));

        Assert.Equal(32, key!.Length);
        Assert.Equal(key, await OutboxKeyAsync(deployment, Given.Id(400)));
        Assert.NotEqual(key, await OutboxKeyAsync(deployment, Given.Id(401)));
        Assert.NotEqual(key, await OutboxKeyAsync(other, Given.Id(400)));
    }

    private async Task RefusedAsync(Guid id)
    {
        await Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(id));
        var row = await RowAsync(id);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => AllAsync(row.DeploymentId, row.Kind));
    }

    private async Task<Guid> KeepAsync(Guid of, BlobKind kind, byte[] clear)
    {
        var id = Guid.Empty;
        await InWorkAsync(async work => id = await Vault.KeepAsync(work, of, kind, clear, Cancellation));
        return id;
    }

    private Task<int> InWorkAsync(Func<CommandContext, Task> step) => shared.App.InDatabaseAsync(async db =>
    {
        await step(new CommandContext(db, Given.Compiler, TimeProvider.System.GetUtcNow()));
        return await db.SaveChangesAsync(Cancellation);
    });

    private Task<bool> FitsAsync() => shared.App.InDatabaseAsync(db => Vault.FitsAsync(db, Cancellation));

    private Task<byte[]?> OpenAsync(Guid id) => shared.App.InDatabaseAsync(db => Vault.OpenAsync(db, id, Cancellation));

    private Task<IReadOnlyDictionary<Guid, byte[]>> AllAsync(Guid of, BlobKind kind) => shared.App.InDatabaseAsync(db => Vault.OpenAllAsync(db, of, kind, Cancellation));

    private Task<byte[]?> OutboxKeyAsync(Guid of, Guid licence) => shared.App.InDatabaseAsync(db => Vault.OutboxKeyAsync(db, of, licence, Cancellation));

    private Task<BiometricBlob> RowAsync(Guid id) => shared.App.InDatabaseAsync(db => db.Blobs.AsNoTracking().SingleAsync(b => b.Id == id, Cancellation));

    private Task<int> PutAsync(Guid id, byte[] bytes) =>
        shared.App.InDatabaseAsync(db => db.Blobs.Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Sealed, bytes), Cancellation));

    private Task<int> MoveAsync(Guid id, Guid to) =>
        shared.App.InDatabaseAsync(db => db.Blobs.Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.DeploymentId, to), Cancellation));
}
