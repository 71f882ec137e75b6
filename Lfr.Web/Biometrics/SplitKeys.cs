using System.Security.Cryptography;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>
/// At the start, once for each deployment from before keys were kept by kind: its alerts get keys of their own, and the old key stays with the list.
/// Where that fails the deployment is destroyed as a whole when its list is due, as it would have been before.
/// </summary>
public sealed partial class SplitKeys(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction, BiometricVault vault, ILogger<SplitKeys> logger)
{
    /// <summary>Splits every key that still seals a whole deployment.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var keyId in await db.BiometricKeys.Where(k => k.Scope == KeyScope.Deployment).Select(k => k.Id).ToListAsync(cancellationToken))
        {
            try
            {
                if (await SplitAsync(keyId, cancellationToken) is { Succeeded: false } refused)
                    LogRefused(logger, keyId, refused.Explanation);
            }
            catch (CryptographicException e)
            {
                LogUnreadable(logger, e, keyId);
            }
        }
    }

    private Task<Outcome> SplitAsync(Guid keyId, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            if (await context.Db.BiometricKeys.FindAsync([keyId], cancel) is not { Scope: KeyScope.Deployment } old)
                return Outcome.Done;
            context.About(old.DeploymentId, $"Deployment {old.DeploymentId}");
            var alerts = await context.Db.Alerts.AsNoTracking().Where(a => a.DeploymentId == old.DeploymentId && a.PurgedAt == null).ToListAsync(cancel);
            foreach (var alert in alerts)
            {
                var (face, frame, template) = (alert.Evidence.ProbeImageBlobId, alert.Evidence.ContextImageBlobId, alert.Evidence.ProbeTemplateBlobId);
                await vault.MoveAlertAsync(context, old, alert.Id, new[] { face, frame, template }.OfType<Guid>(), frame, cancel);
            }

            old.LeaveToTheWatchlist();
            context.Did($"Gave the pictures of {Words.Count(alerts.Count, "alert", "alerts")} keys of their own; the deployment's key seals its list alone.");
            return Outcome.Done;
        }, cancellationToken);

    [LoggerMessage(LogLevel.Error, "Biometrics under the key {KeyId} cannot be read, so its alerts get no keys of their own. They are destroyed with the list. {Reason}")]
    private static partial void LogRefused(ILogger logger, Guid keyId, string reason);

    [LoggerMessage(LogLevel.Error, "Biometrics under the key {KeyId} cannot be read, so its alerts get no keys of their own. They are destroyed with the list. Check that keys/master.key is the one of this database.")]
    private static partial void LogUnreadable(ILogger logger, Exception e, Guid keyId);
}
