using System.Security.Cryptography;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>
/// Destroys biometrics of one deployment inside the caller's transaction (R39): each key with all it seals, and a receipt. Names and decisions stay
/// (R43). After the commit <see cref="PurgeProof"/> looks again.
/// </summary>
public static class DeploymentPurge
{
    private const int MostOfAReceipt = 1000;

    /// <summary>Destroys the list, whether it is due or not. Nothing happens to a list that is gone already.</summary>
    /// <returns>Number of pictures and templates destroyed.</returns>
    public static async Task<int> ListAsync(CommandContext context, Deployment deployment, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var destroyed = 0;
        foreach (var key in await DueItem.OfListAsync(context.Db, deployment.Id, cancellationToken))
        {
            destroyed += await DestroyAsync(context, key, DueItem.KindOf(key), due, cancellationToken);
            if (key.Scope == KeyScope.Deployment)
                await CloseAlertsWithoutKeyAsync(context, deployment.Id, cancellationToken);
        }

        foreach (var entry in await context.Db.Entries.Where(e => e.DeploymentId == deployment.Id).ToListAsync(cancellationToken))
            entry.Purge();
        (await context.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deployment.Id, cancellationToken))?.Purge();
        await context.Db.EntryClaims.Where(c => c.DeploymentId == deployment.Id).ExecuteDeleteAsync(cancellationToken);
        // What an import said of people, and the key of its files.
        await context.Db.StatusLooks.Where(l => l.DeploymentId == deployment.Id).ExecuteDeleteAsync(cancellationToken);
        await context.Db.ImportJobs.Where(j => j.DeploymentId == deployment.Id).ExecuteDeleteAsync(cancellationToken);
        deployment.RecordPurge(new ListPurge(context.Now, due));
        return destroyed;
    }

    /// <summary>Destroys the list and every picture of an alert, whether they are due or not. Names, answers and figures stay.</summary>
    public static async Task EverythingAsync(CommandContext context, Deployment deployment, CancellationToken cancellationToken)
    {
        var keys = await context.Db.BiometricKeys.Where(k => k.DeploymentId == deployment.Id && (k.Scope == KeyScope.Alert || k.Scope == KeyScope.ContextFrame)).ToListAsync(cancellationToken);
        foreach (var key in keys)
            await DestroyAsync(context, key, key.Scope == KeyScope.ContextFrame ? RetentionKind.ContextFrames : RetentionKind.OtherAlerts, context.Now, cancellationToken);
        foreach (var alert in await context.Db.Alerts.Where(a => a.DeploymentId == deployment.Id).ToListAsync(cancellationToken))
        {
            alert.PurgeContextFrame();
            alert.Purge(context.Now);
            context.Tell(ChangeKind.Alert, deployment.Id, alert.Sequence);
        }

        await ListAsync(context, deployment, context.Now, cancellationToken);
    }

    /// <summary>Destroys photograph and template of one entry that was removed, rejected or given another photograph. The list's key stays for the others.</summary>
    public static async Task TakeOffAsync(CommandContext context, WatchlistEntry entry, EnrolledPhotograph photograph, CancellationToken cancellationToken)
    {
        Guid[] items = [photograph.ImageBlobId, photograph.TemplateBlobId];
        var found = context.Db.Blobs.Where(b => items.Contains(b.Id));
        var counts = await CountAsync(found, cancellationToken);
        await found.ExecuteDeleteAsync(cancellationToken);
        context.Db.PurgeReceipts.Add(PurgeReceipt.WriteForItems(context.NewId(), entry.DeploymentId, entry.Id, items, counts, context.Actor.Name, context.Now));
    }

    /// <summary>
    /// Keys whose deployment is gone. Lfr never leaves any; a database that was damaged or mended by hand can hold them, and pictures without a key.
    /// </summary>
    public static IQueryable<BiometricKey> StrayKeys(LfrDbContext db) => db.BiometricKeys.Where(k => !db.Deployments.Any(d => d.Id == k.DeploymentId));

    /// <summary>Pictures whose key is gone. What came back after its key was destroyed is not among them: <see cref="PurgeProof"/> finds that and says so in the receipt.</summary>
    public static IQueryable<BiometricBlob> StrayPictures(LfrDbContext db) =>
        db.Blobs.Where(b => !db.BiometricKeys.Any(k => k.Id == b.KeyId) && !db.PurgeReceipts.Any(r => r.KeyId == b.KeyId));

    /// <summary>Destroys what belongs to nothing, so that no time is ever due for it.</summary>
    /// <returns>Numbers of keys, and of pictures and templates.</returns>
    public static async Task<(int Keys, int Items)> StraysAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var keys = await StrayKeys(context.Db).ToListAsync(cancellationToken);
        var destroyed = 0;
        foreach (var key in keys)
            destroyed += await DestroyAsync(context, key, RetentionKind.Strays, context.Now, cancellationToken);
        var pictures = await StrayPictures(context.Db).Select(b => new { b.Id, b.DeploymentId }).ToListAsync(cancellationToken);
        foreach (var deployment in pictures.GroupBy(b => b.DeploymentId))
        {
            foreach (var part in deployment.Select(b => b.Id).Chunk(MostOfAReceipt))
            {
                var found = context.Db.Blobs.Where(b => part.Contains(b.Id));
                var counts = await CountAsync(found, cancellationToken);
                destroyed += await found.ExecuteDeleteAsync(cancellationToken);
                context.Db.PurgeReceipts.Add(PurgeReceipt.WriteForStrays(context.NewId(), deployment.Key, part, counts, context.Actor.Name, context.Now));
            }
        }

        return (keys.Count, destroyed);
    }

    /// <summary>Destroys what is due now, kind by kind.</summary>
    /// <returns>What was destroyed, as a sentence for the audit log; empty when nothing was due; <see langword="null"/> when nothing is destroyed because the time is in doubt.</returns>
    public static async Task<string?> DueAsync(CommandContext context, Deployment deployment, PolicyRetention retention, UnconfirmedTime unconfirmed, CancellationToken cancellationToken)
    {
        if (await unconfirmed.FindAsync(context.Db, cancellationToken) is not null)
            return null;
        var due = await DueItem.ReadAsync(context.Db, deployment, retention, context.Now, cancellationToken);
        foreach (var item in due.Where(d => !d.IsList))
        {
            await DestroyAsync(context, item.Key, item.Kind, item.Due, cancellationToken);
            if (item.Kind == RetentionKind.ContextFrames)
                item.Alert?.PurgeContextFrame();
            else
                item.Alert?.Purge(context.Now);
            if (item.Alert is { } alert)
                context.Tell(ChangeKind.Alert, deployment.Id, alert.Sequence);
        }

        if (due.FirstOrDefault(d => d.IsList) is { } list)
        {
            await ListAsync(context, deployment, list.Due, cancellationToken);
            context.Tell(ChangeKind.Watchlist, deployment.Id);
        }

        return Sentence(due);
    }

    private static string Sentence(IReadOnlyList<DueItem> due)
    {
        string[] parts =
        [
            .. due.Where(d => d.IsList).Select(d => d.Kind == RetentionKind.Everything ? "list and alerts" : "the list").Distinct(StringComparer.Ordinal),
            .. due.Where(d => d.Alert is not null).GroupBy(d => d.Kind).OrderBy(g => g.Key)
                .Select(g => $"{(g.Key == RetentionKind.ContextFrames ? "frames" : "pictures")} of alerts {string.Join(", ", g.Select(d => d.Alert!.Sequence))}"),
            .. due.Where(d => !d.IsList && d.Alert is null).Take(1).Select(_ => "pictures whose alert is missing"),
        ];
        return parts.Length == 0 ? "" : $"Fell due and was destroyed: {string.Join("; ", parts)}.";
    }

    private static async Task<int> DestroyAsync(CommandContext context, BiometricKey key, RetentionKind kind, DateTimeOffset due, CancellationToken cancellationToken)
    {
        // A close-down destroys what is due and then the list, which may be one and the same.
        if (context.Db.Entry(key).State == EntityState.Deleted)
            return 0;
        var sealedByKey = context.Db.Blobs.Where(b => b.KeyId == key.Id);
        var counts = await CountAsync(sealedByKey, cancellationToken);
        await sealedByKey.ExecuteDeleteAsync(cancellationToken);
        context.Db.BiometricKeys.Remove(key);
        context.Db.PurgeReceipts.Add(PurgeReceipt.Write(
            key, kind, Convert.ToHexStringLower(SHA256.HashData(key.Wrapped)), counts, due, context.Actor.Name, context.Now));
        return counts.Values.Sum();
    }

    private static async Task<IReadOnlyDictionary<string, int>> CountAsync(IQueryable<BiometricBlob> items, CancellationToken cancellationToken)
    {
        var counts = await items.GroupBy(b => b.Kind).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return counts.ToDictionary(c => c.Key.InWords().Many, c => c.Count, StringComparer.Ordinal);
    }

    // The key of a whole deployment sealed its alerts too, all but those raised since keys are kept by kind.
    private static async Task CloseAlertsWithoutKeyAsync(CommandContext context, Guid deploymentId, CancellationToken cancellationToken)
    {
        var without = await context.Db.Alerts.Where(a => a.DeploymentId == deploymentId && !context.Db.BiometricKeys.Any(k => k.SubjectId == a.Id)).ToListAsync(cancellationToken);
        foreach (var alert in without)
            alert.Purge(context.Now);
    }
}
