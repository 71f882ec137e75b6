using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>
/// Pictures and templates at rest, encrypted under a key per deployment. Destroying key and rows leaves nothing here that could be read; a backup from
/// before the purge is unreadable as long as <c>master.key</c> is not kept with it (SECURITY.md).
/// </summary>
public sealed class BiometricVault(KeyFolder keys)
{
    /// <summary>Keeps <paramref name="clear"/> encrypted and returns its id. Makes the deployment's key on first use.</summary>
    public async Task<Guid> KeepAsync(CommandContext work, Guid deploymentId, BlobKind kind, ReadOnlyMemory<byte> clear, CancellationToken cancellationToken)
    {
        var key = await KeyAsync(work.Db, deploymentId, cancellationToken);
        if (key is null)
        {
            key = RandomNumberGenerator.GetBytes(32);
            work.Db.DeploymentKeys.Add(DeploymentKey.Keep(deploymentId, keys.Wrap(deploymentId, key), work.Now));
        }

        var id = work.NewId();
        work.Db.Blobs.Add(BiometricBlob.Keep(id, deploymentId, kind, Sealing.Seal(key, clear.Span, Associated(id, kind)), work.Now));
        CryptographicOperations.ZeroMemory(key);
        return id;
    }

    /// <summary>Decrypts one item; <see langword="null"/> when it or its key is gone.</summary>
    public async Task<byte[]?> OpenAsync(LfrDbContext db, Guid blobId, CancellationToken cancellationToken)
    {
        var blob = await db.Blobs.AsNoTracking().FirstOrDefaultAsync(b => b.Id == blobId, cancellationToken);
        if (blob is null || await KeyAsync(db, blob.DeploymentId, cancellationToken) is not { } key)
            return null;
        var clear = Sealing.Open(key, blob.Sealed, Associated(blob.Id, blob.Kind));
        CryptographicOperations.ZeroMemory(key);
        return clear;
    }

    /// <summary>Decrypts all items of one kind of a deployment, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> OpenAllAsync(LfrDbContext db, Guid deploymentId, BlobKind kind, CancellationToken cancellationToken)
    {
        if (await KeyAsync(db, deploymentId, cancellationToken) is not { } key)
            return new Dictionary<Guid, byte[]>();
        var clear = new Dictionary<Guid, byte[]>();
        await foreach (var blob in db.Blobs.AsNoTracking().Where(b => b.DeploymentId == deploymentId && b.Kind == kind).AsAsyncEnumerable().WithCancellation(cancellationToken))
            clear[blob.Id] = Sealing.Open(key, blob.Sealed, Associated(blob.Id, blob.Kind));
        CryptographicOperations.ZeroMemory(key);
        return clear;
    }

    /// <summary>Destroys single items before their deployment is closed down: a photograph that was replaced, pictures of a false alert.</summary>
    public static async Task DestroyAsync(LfrDbContext db, IEnumerable<Guid> blobIds, CancellationToken cancellationToken)
    {
        foreach (var id in blobIds)
        {
            if (await db.Blobs.FindAsync([id], cancellationToken) is { } blob)
                db.Blobs.Remove(blob);
        }
    }

    /// <summary>
    /// The key for alerts that wait on a worker's disk: HKDF of the deployment's key, so that it is gone with it. <see langword="null"/> when the
    /// deployment has no key any more.
    /// </summary>
    public async Task<byte[]?> OutboxKeyAsync(LfrDbContext db, Guid deploymentId, Guid licenceId, CancellationToken cancellationToken)
    {
        if (await KeyAsync(db, deploymentId, cancellationToken) is not { } key)
            return null;
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, licenceId.ToByteArray(bigEndian: true), Encoding.UTF8.GetBytes("lfr outbox"));
        CryptographicOperations.ZeroMemory(key);
        return derived;
    }

    /// <summary>Destroys the key and every item of a deployment and says what there was. The caller looks again after the commit.</summary>
    public static async Task<PurgeReceipt> PurgeAsync(CommandContext work, Guid deploymentId, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var key = await work.Db.DeploymentKeys.FindAsync([deploymentId], cancellationToken);
        var kinds = await work.Db.Blobs.Where(b => b.DeploymentId == deploymentId).GroupBy(b => b.Kind)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        await work.Db.Blobs.Where(b => b.DeploymentId == deploymentId).ExecuteDeleteAsync(cancellationToken);
        var fingerprint = key is null ? "" : Convert.ToHexStringLower(SHA256.HashData(key.Wrapped));
        if (key is not null)
            work.Db.DeploymentKeys.Remove(key);
        var remaining = await work.Db.Blobs.CountAsync(b => b.DeploymentId == deploymentId, cancellationToken);
        return new PurgeReceipt(work.Now, work.Actor.Name, fingerprint, kinds.ToDictionary(k => InWords(k.Key), k => k.Count, StringComparer.Ordinal), remaining, due);
    }

    private static string InWords(BlobKind kind) => kind switch
    {
        BlobKind.WatchlistPhotograph => "watchlist photographs",
        BlobKind.WatchlistTemplate => "watchlist templates",
        BlobKind.AlertPicture => "alert pictures",
        BlobKind.AlertTemplate => "alert templates",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    private static byte[] Associated(Guid id, BlobKind kind) => [.. id.ToByteArray(bigEndian: true), (byte)kind];

    private async Task<byte[]?> KeyAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        await db.DeploymentKeys.FindAsync([deploymentId], cancellationToken) is { } key ? keys.Unwrap(deploymentId, key.Wrapped) : null;
}
