using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>
/// Pictures and templates at rest. A list has one key, each alert another for its face and another for its frame: what is due at one time lies
/// under one key. Destroying key and rows leaves nothing here that could be read; a backup from before the purge is unreadable as long as
/// <c>master.key</c> is not kept with it (SECURITY.md).
/// </summary>
public sealed class BiometricVault(KeyFolder keys)
{
    /// <summary>Keeps a picture or template of a deployment's list, encrypted, and returns its id. Makes the list's key on first use.</summary>
    public Task<Guid> KeepAsync(CommandContext context, Guid deploymentId, BlobKind kind, ReadOnlyMemory<byte> clear, CancellationToken cancellationToken) =>
        KeepAsync(context, deploymentId, deploymentId, kind, clear, cancellationToken);

    /// <summary>Keeps a picture or template of an alert, encrypted, and returns its id. Makes the key on first use: a frame has one of its own.</summary>
    public Task<Guid> KeepOfAlertAsync(
        CommandContext context, Guid deploymentId, Guid alertId, BlobKind kind, ReadOnlyMemory<byte> clear, CancellationToken cancellationToken) =>
        KeepAsync(context, deploymentId, alertId, kind, clear, cancellationToken);

    /// <summary>Decrypts one item; <see langword="null"/> when it or its key is gone.</summary>
    /// <exception cref="ChangedByHandException">It was altered, or put in the place of another.</exception>
    public async Task<byte[]?> OpenAsync(LfrDbContext db, Guid blobId, CancellationToken cancellationToken)
    {
        var blob = await db.Blobs.AsNoTracking().FirstOrDefaultAsync(b => b.Id == blobId, cancellationToken);
        if (blob is null || await db.BiometricKeys.FindAsync([blob.KeyId], cancellationToken) is not { } row)
            return null;
        var key = blob.DeploymentId == row.DeploymentId ? Unwrap(row) : throw await VaultDamage.OfAsync(db, blob.DeploymentId, [blob.Id], blob.Kind, null, cancellationToken);
        var (clear, damage) = TryOpen(key, blob);
        CryptographicOperations.ZeroMemory(key);
        return clear ?? throw await VaultDamage.OfAsync(db, blob.DeploymentId, [blob.Id], blob.Kind, damage, cancellationToken);
    }

    /// <summary>Decrypts all items of one kind of a deployment whose keys are there, by id.</summary>
    /// <exception cref="ChangedByHandException">One was altered, or put in the place of another.</exception>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> OpenAllAsync(LfrDbContext db, Guid deploymentId, BlobKind kind, CancellationToken cancellationToken)
    {
        var sealing = await db.BiometricKeys.AsNoTracking().Where(k => k.DeploymentId == deploymentId).ToListAsync(cancellationToken);
        var elsewhere = await db.Blobs.Where(b => b.DeploymentId == deploymentId && b.Kind == kind && db.BiometricKeys.Any(k => k.Id == b.KeyId && k.DeploymentId != deploymentId))
            .Select(b => b.Id).ToListAsync(cancellationToken);
        if (elsewhere.Count > 0)
            throw await VaultDamage.OfAsync(db, deploymentId, elsewhere, kind, null, cancellationToken);
        var unwrapped = sealing.ToDictionary(k => k.Id, Unwrap);
        var clear = new Dictionary<Guid, byte[]>();
        var altered = new List<Guid>();
        CryptographicException? cause = null;
        await foreach (var blob in db.Blobs.AsNoTracking().Where(b => b.DeploymentId == deploymentId && b.Kind == kind).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!unwrapped.TryGetValue(blob.KeyId, out var key))
                continue;
            var (opened, damage) = TryOpen(key, blob);
            if (opened is not null)
                clear[blob.Id] = opened;
            else
                altered.Add(blob.Id);
            cause ??= damage;
        }

        foreach (var key in unwrapped.Values)
            CryptographicOperations.ZeroMemory(key);
        if (altered.Count == 0)
            return clear;
        foreach (var opened in clear.Values)
            CryptographicOperations.ZeroMemory(opened);
        throw await VaultDamage.OfAsync(db, deploymentId, altered, kind, cause, cancellationToken);
    }

    /// <summary>Whether the newest key of the database can be unwrapped, so that the master key is the one it was sealed under. True where there is none.</summary>
    public async Task<bool> FitsAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        if (await db.BiometricKeys.AsNoTracking().OrderByDescending(k => k.MadeAt).FirstOrDefaultAsync(cancellationToken) is not { } newest)
            return true;
        try
        {
            CryptographicOperations.ZeroMemory(Unwrap(newest));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>
    /// The key for alerts that wait on a worker's disk: HKDF of the list's key, so that it is gone with it. <see langword="null"/> when the
    /// list has no key any more.
    /// </summary>
    public async Task<byte[]?> OutboxKeyAsync(LfrDbContext db, Guid deploymentId, Guid licenceId, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, KeyScope.Watchlist, deploymentId, cancellationToken) is not { } row)
            return null;
        var key = Unwrap(row);
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, licenceId.ToByteArray(bigEndian: true), Encoding.UTF8.GetBytes("lfr outbox"));
        CryptographicOperations.ZeroMemory(key);
        return derived;
    }

    /// <summary>
    /// Gives an alert's pictures from before keys were kept by kind keys of their own, so that they can be destroyed when they fall due, and not with
    /// the list.
    /// </summary>
    /// <param name="context">The transaction.</param>
    /// <param name="old">Key of the whole deployment.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="blobIds">Its pictures and template.</param>
    /// <param name="frameId">The one among them that is the frame.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task MoveAlertAsync(CommandContext context, BiometricKey old, Guid alertId, IEnumerable<Guid> blobIds, Guid? frameId, CancellationToken cancellationToken)
    {
        var oldKey = Unwrap(old);
        foreach (var id in blobIds)
        {
            if (await context.Db.Blobs.FindAsync([id], cancellationToken) is not { } blob || blob.KeyId != old.Id)
                continue;
            var clear = Sealing.Open(oldKey, blob.Sealed, Associated(blob.Id, blob.Kind));
            var kind = id == frameId ? BlobKind.ContextFrame : blob.Kind;
            var (row, key) = await KeyForAsync(context, old.DeploymentId, alertId, ScopeOf(kind), cancellationToken);
            blob.MoveTo(row, kind, Sealing.Seal(key, clear, Associated(id, kind)));
            CryptographicOperations.ZeroMemory(clear);
            CryptographicOperations.ZeroMemory(key);
        }

        CryptographicOperations.ZeroMemory(oldKey);
    }

    private static KeyScope ScopeOf(BlobKind kind) => kind switch
    {
        BlobKind.WatchlistPhotograph or BlobKind.WatchlistTemplate => KeyScope.Watchlist,
        BlobKind.AlertPicture or BlobKind.AlertTemplate => KeyScope.Alert,
        BlobKind.ContextFrame => KeyScope.ContextFrame,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    // What the wrapping of a key vouches for. A key from before keys were kept by kind has the id of its deployment, and vouches for that alone.
    private static byte[] Owner(Guid keyId, Guid deploymentId, Guid subjectId) => keyId == deploymentId
        ? keyId.ToByteArray(bigEndian: true)
        : [.. keyId.ToByteArray(bigEndian: true), .. deploymentId.ToByteArray(bigEndian: true), .. subjectId.ToByteArray(bigEndian: true)];

    private static byte[] Associated(Guid id, BlobKind kind) => [.. id.ToByteArray(bigEndian: true), (byte)kind];

    // Also one that this transaction has only just made. A list may still lie under the key of its whole deployment (see SplitKeys).
    private static async Task<BiometricKey?> FindAsync(LfrDbContext db, KeyScope scope, Guid subjectId, CancellationToken cancellationToken)
    {
        var older = scope == KeyScope.Watchlist ? KeyScope.Deployment : scope;
        return db.BiometricKeys.Local.FirstOrDefault(k => k.SubjectId == subjectId && (k.Scope == scope || k.Scope == older))
            ?? await db.BiometricKeys.FirstOrDefaultAsync(k => k.SubjectId == subjectId && (k.Scope == scope || k.Scope == older), cancellationToken);
    }

    private static (byte[]? Clear, CryptographicException? Damage) TryOpen(byte[] key, BiometricBlob blob)
    {
        try
        {
            return (Sealing.Open(key, blob.Sealed, Associated(blob.Id, blob.Kind)), null);
        }
        catch (CryptographicException e)
        {
            return (null, e);
        }
    }

    private byte[] Unwrap(BiometricKey key)
    {
        try
        {
            return keys.Unwrap(Owner(key.Id, key.DeploymentId, key.SubjectId), key.Wrapped);
        }
        catch (CryptographicException e)
        {
            throw VaultDamage.OfKey(e);
        }
    }

    private async Task<Guid> KeepAsync(
        CommandContext context, Guid deploymentId, Guid subjectId, BlobKind kind, ReadOnlyMemory<byte> clear, CancellationToken cancellationToken)
    {
        var (row, key) = await KeyForAsync(context, deploymentId, subjectId, ScopeOf(kind), cancellationToken);
        var id = context.NewId();
        context.Db.Blobs.Add(BiometricBlob.Keep(id, row, kind, Sealing.Seal(key, clear.Span, Associated(id, kind)), context.Now));
        CryptographicOperations.ZeroMemory(key);
        return id;
    }

    private async Task<(BiometricKey Row, byte[] Key)> KeyForAsync(
        CommandContext context, Guid deploymentId, Guid subjectId, KeyScope scope, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Db, scope, subjectId, cancellationToken) is { } known)
            return (known, Unwrap(known));
        var key = RandomNumberGenerator.GetBytes(32);
        var id = context.NewId();
        var row = BiometricKey.Keep(id, deploymentId, scope, subjectId, keys.Wrap(Owner(id, deploymentId, subjectId), key), context.Now);
        context.Db.BiometricKeys.Add(row);
        return (row, key);
    }
}
