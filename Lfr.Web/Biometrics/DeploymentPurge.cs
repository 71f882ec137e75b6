using Lfr.Shared.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>Destroys all that is biometric of one deployment (R39): key, pictures and templates of list and alerts. Names and decisions stay (R43).</summary>
public static class DeploymentPurge
{
    /// <summary>Destroys, inside the caller's transaction, and returns the receipt.</summary>
    public static async Task<PurgeReceipt> RunAsync(CommandContext work, Guid deploymentId, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var receipt = await BiometricVault.PurgeAsync(work, deploymentId, due, cancellationToken);
        foreach (var entry in await work.Db.Entries.Where(e => e.DeploymentId == deploymentId).ToListAsync(cancellationToken))
            entry.Purge();
        foreach (var alert in await work.Db.Alerts.Where(a => a.DeploymentId == deploymentId).ToListAsync(cancellationToken))
            alert.Purge(work.Now);
        var watchlist = await work.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        watchlist?.Purge();
        return receipt;
    }
}
