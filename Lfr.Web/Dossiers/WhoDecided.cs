using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>Who decided about the alerts of deployments that are to be closed down, and leaves that to somebody else while the list is kept (<see cref="EvidenceHolders"/>).</summary>
public static class WhoDecided
{
    /// <summary>Their accounts by deployment; alerts of other deployments are not read.</summary>
    public static async Task<ILookup<Guid, Guid>> OfAsync(LfrDbContext db, IEnumerable<Deployment> deployments, CancellationToken cancellationToken)
    {
        var open = deployments.Where(d => d is { State: DeploymentState.Ended, Purge: null }).Select(d => d.Id).ToArray();
        var alerts = open.Length == 0 ? [] : await db.Alerts.AsNoTracking().Where(a => open.Contains(a.DeploymentId)).ToListAsync(cancellationToken);
        return alerts.SelectMany(a => EvidenceHolders.Of(a).Select(person => (a.DeploymentId, Person: person))).Distinct().ToLookup(d => d.DeploymentId, d => d.Person);
    }
}
