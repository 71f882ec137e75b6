using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>Takes a worker's sign-in away: it was stolen, lost or replaced. It is cut off at once, and its run is stopped.</summary>
public sealed class RevokeWorker(LfrTransaction transaction, WorkerConnections connections)
{
    /// <summary>Revokes it.</summary>
    /// <param name="actor">An administrator, or Lfr itself for whoever holds the machine's command line.</param>
    /// <param name="workerId">The worker.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid workerId, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, $"Worker {workerId}");
            if (actor != Actor.System && Permissions.Of(actor, Permissions.ManageWorkers) is { Succeeded: false } refused)
                return refused;
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why the worker is revoked.");
            if (await context.Db.RegisteredWorkers.FindAsync([workerId], cancel) is not { } worker)
                return Outcome.WrongState("There is no such worker.", "Look again at the list of workers.");
            if (worker.RevokedAt is { } at)
                return Outcome.WrongState($"{worker.Name} was revoked already, on {Words.Moment(at)}.", "There is nothing to do.");
            worker.Revoke(actor.Name, context.Now);
            context.Did($"Revoked worker {worker.Name}: {Words.AsSentence(reason.Trim())}");
            context.AfterCommit(() =>
            {
                connections.CutOff(workerId);
                return Task.CompletedTask;
            });
            return Outcome.Done;
        }, cancellationToken);
}
