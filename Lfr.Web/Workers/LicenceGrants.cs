using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>What workers are owed: the grants of the runs that are live now, from the database, after every (re)connection.</summary>
public sealed class LicenceGrants(IDbContextFactory<LfrDbContext> contexts, BiometricVault vault, WorkerFleet fleet, TimeProvider time)
{
    /// <summary>Grants that should be running on <paramref name="workerId"/> now.</summary>
    public async Task<IReadOnlyList<LicenceGrant>> ForAsync(Guid workerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var grants = new List<LicenceGrant>();
        var live = await db.Deployments.AsNoTracking()
            .Where(d => d.State == DeploymentState.Live || d.State == DeploymentState.Paused).ToListAsync(cancellationToken);
        foreach (var deployment in live)
        {
            if (deployment.CurrentRun is { } run && run.IsLive(now) && fleet.Claims(run.LicenceId, workerId)
                && await vault.OutboxKeyAsync(db, deployment.Id, run.LicenceId, cancellationToken) is { } key)
            {
                var withdrawn = await db.Entries.Where(e => e.DeploymentId == deployment.Id && e.State == EntryState.Removed).Select(e => e.Id).ToListAsync(cancellationToken);
                grants.Add(new LicenceGrant(run.Licence, key, deployment.State == DeploymentState.Paused) { Withdrawn = withdrawn });
            }
        }

        return grants;
    }

    /// <summary>The deployment that a live licence was minted for; <see langword="null"/> when there is no such licence or it is over.</summary>
    public async Task<Guid?> DeploymentOfAsync(Guid licenceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var live = await db.Deployments.AsNoTracking()
            .Where(d => d.State == DeploymentState.Live || d.State == DeploymentState.Paused).ToListAsync(cancellationToken);
        return live.FirstOrDefault(d => d.CurrentRun is { } run && run.LicenceId == licenceId && run.IsLive(now))?.Id;
    }
}
