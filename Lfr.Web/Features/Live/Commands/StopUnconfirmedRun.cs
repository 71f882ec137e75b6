using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>
/// Lfr itself ends a run whose worker did not confirm that somebody was taken off the list: they might still be compared with. Whether it confirmed in time is decided once,
/// while nobody else writes, and the engines are told after it: an engine that was stopped for nothing cannot be started again by an order. Where nothing can be
/// recorded, no lease is confirmed either, so that the run ends by itself.
/// </summary>
[Milestone]
public sealed class StopUnconfirmedRun(LfrTransaction transaction, RunOrders orders)
{
    /// <summary>Ends the run under <paramref name="licenceId"/>, unless its worker has confirmed by now.</summary>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="licenceId">Licence.</param>
    /// <param name="late">Entries that were not confirmed in time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Guid deploymentId, Guid licenceId, IReadOnlyCollection<Guid> late, CancellationToken cancellationToken) =>
        transaction.For(this, Actor.System, Subjects.Deployment(deploymentId)).RunAsync(async (context, deployment, cancel) =>
        {
            var waiting = await context.Db.Withdrawals.AsNoTracking()
                .Where(w => w.LicenceId == licenceId && w.ConfirmedAt == null && late.Contains(w.EntryId)).Select(w => w.EntryId).ToListAsync(cancel);
            if (waiting.Count == 0 || deployment.CurrentRun?.LicenceId != licenceId)
                return Outcome.WrongState("The worker has confirmed, or the run is over.", "There is nothing to do.");
            var references = await context.Db.Entries.AsNoTracking().Where(e => waiting.Contains(e.Id)).OrderBy(e => e.Reference).Select(e => e.Reference).ToListAsync(cancel);
            var reason = $"The worker did not confirm within {Words.Duration(Withdrawal.Patience)} that it no longer looks for {Words.AndList(references)}.";
            return context.Did(await orders.EndAsync(context, deployment, RunEnd.WorkerDidNotConfirm, reason, Actor.System, context.Now, cancel), $"Stopped the run. {reason}");
        }, cancellationToken);
}
