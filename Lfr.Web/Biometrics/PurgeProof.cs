using System.Data.Common;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>
/// Looks, after the commit and with a fresh connection, whether what was destroyed is gone, and writes it into the receipt (R39). Until then a receipt
/// proves nothing. What is found is destroyed again and looked for again.
/// </summary>
public sealed partial class PurgeProof(
    IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction, DatabaseSweep sweep, ILogger<PurgeProof> logger)
{
    /// <summary>Empties the database's log and looks for everything that no look has proven gone yet, and for what came back since. A database that does not answer is logged.</summary>
    /// <returns>Whether every receipt is proven now. Otherwise it is worth looking again in a while.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookForAllAsync(cancellationToken);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or IOException)
        {
            LogFailed(logger, e);
            return false;
        }
    }

    private async Task<bool> LookForAllAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await db.PurgeReceipts.AsNoTracking()
            .Where(r => r.Remaining == null || r.Remaining > 0 || db.Blobs.Any(b => b.KeyId == r.KeyId) || r.Items.Any(i => db.Blobs.Any(b => b.Id == i))
                || db.BiometricKeys.Any(k => k.Id == r.KeyId))
            .ToListAsync(cancellationToken);
        if (open.Count == 0)
            return true;
        if (!await sweep.RunAsync(cancellationToken))
        {
            LogBusy(logger, open.Count);
            return false;
        }

        var proven = true;
        foreach (var deployment in open.GroupBy(r => r.DeploymentId))
            proven &= await LookAsync(deployment.Key, [.. deployment], cancellationToken);
        return proven;
    }

    private async Task<bool> LookAsync(Guid deploymentId, PurgeReceipt[] written, CancellationToken cancellationToken)
    {
        var left = 0;
        await using (var fresh = await contexts.CreateDbContextAsync(cancellationToken))
        {
            foreach (var receipt in written)
                left += await LeftOf(fresh, receipt).CountAsync(cancellationToken) + await fresh.BiometricKeys.CountAsync(k => k.Id == receipt.KeyId, cancellationToken);
        }

        if (left > 0)
            LogRemaining(logger, left, deploymentId);
        var first = new List<PurgeReceipt>();
        var outcome = await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            context.About(deploymentId, $"Deployment {deploymentId}");
            first.Clear();
            foreach (var id in written.Select(r => r.KeyId))
            {
                if (await context.Db.PurgeReceipts.FindAsync([id], cancel) is not { } receipt)
                    continue;
                if (receipt.LookedAt is null)
                    first.Add(receipt);
                // Counted here as well, so that what is written and what is destroyed again are the same.
                var again = await LeftOf(context.Db, receipt).ExecuteDeleteAsync(cancel) + await context.Db.BiometricKeys.Where(k => k.Id == id).ExecuteDeleteAsync(cancel);
                receipt.Look(again, context.Now);
            }

            context.Did($"Looked for what was destroyed by {Words.Count(written.Length, "receipt", "receipts")}: "
                + (left == 0 ? "nothing is left." : $"{Words.Count(left, "row was", "rows were")} left and destroyed again."));
            context.Tell(ChangeKind.Deployment, deploymentId);
            return Outcome.Done;
        }, cancellationToken);
        if (!outcome.Succeeded)
            return false;
        foreach (var receipt in first)
            LfrMeter.Purged(receipt.Kind.ToString(), receipt.At - receipt.Due);
        return left == 0;
    }

    private static IQueryable<BiometricBlob> LeftOf(LfrDbContext db, PurgeReceipt receipt) =>
        receipt.Items.Count == 0 ? db.Blobs.Where(b => b.KeyId == receipt.KeyId) : db.Blobs.Where(b => receipt.Items.Contains(b.Id));

    [LoggerMessage(LogLevel.Warning, "The database's log could not be emptied because somebody reads from it: {Count} deletions are not proven yet. Lfr tries again in a minute.")]
    private static partial void LogBusy(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Lfr could not look whether destroyed biometrics are gone. It tries again in a minute.")]
    private static partial void LogFailed(ILogger logger, Exception e);

    [LoggerMessage(LogLevel.Error, "{Count} rows of biometrics that had been destroyed were found again, of deployment {DeploymentId}. They are destroyed again; find out what wrote them.")]
    private static partial void LogRemaining(ILogger logger, int count, Guid deploymentId);
}
