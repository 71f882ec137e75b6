using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// Gives a worker on another machine a new key pair: the new key is registered under its name and the old one is revoked, both or neither. Not while it runs something or keeps alerts of an ended run, which
/// it can deliver under its old key only.
/// </summary>
[FreshSecondFactor]
public sealed class ReplaceWorkerKey(LfrTransaction transaction, WorkerFleet fleet, WorkerConnections connections)
{
    /// <summary>Replaces it.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="workerId">The worker, by its key of today.</param>
    /// <param name="publicKeyPem">The text of its new <c>worker.public.pem</c>.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid workerId, string publicKeyPem, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, $"Worker {workerId}");
            if (Permissions.Of(actor, Permissions.ManageWorkers) is { Succeeded: false } refused)
                return refused;
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why the key is replaced.");
            if (await context.Db.RegisteredWorkers.FindAsync([workerId], cancel) is not { } worker)
                return Outcome.WrongState("There is no such worker.", "Look again at the list of workers.");
            if (worker.IsCoHosted)
                return Outcome.WrongState($"{worker.Name} runs inside Lfr's own process and registers itself.", "Stop Lfr, delete its worker.key, revoke this worker and start Lfr again.");
            if (worker.RevokedAt is { } at)
                return Outcome.WrongState($"{worker.Name} was revoked on {Words.Moment(at)}, perhaps by somebody else just now.", "Register its new key instead.");
            if (await context.Db.Assignments.AnyAsync(a => a.WorkerId == workerId && a.EndedAt == null, cancel))
                return Outcome.WrongState($"{worker.Name} runs a deployment.", "Replace the key once it has ended, or revoke the worker, which stops it.");
            if (fleet.Of(workerId)?.Status is { AlertsWaiting: > 0 and var waiting })
                return Outcome.WrongState($"{worker.Name} still keeps {Words.Count(waiting, "alert", "alerts")} of a run that ended, and can deliver them under its old key only.", "Connect it until none waits, then replace the key.");
            var (read, key) = WorkerKeyText.Read(publicKeyPem);
            if (key is null)
                return read;
            var id = RegisteredWorker.IdOf(key);
            if (await context.Db.RegisteredWorkers.FindAsync([id], cancel) is { } known)
                return WorkerKeyText.KnownAs(known);

            worker.Revoke(actor.Name, context.Now);
            context.Db.RegisteredWorkers.Add(RegisteredWorker.Register(key, worker.Name, coHosted: false, actor.Name, context.Now));
            context.Did($"Replaced the key of worker {worker.Name} by {id}: {Words.AsSentence(reason.Trim())}");
            context.AfterCommit(() =>
            {
                connections.CutOff(workerId);
                return Task.CompletedTask;
            });
            return Outcome.Done;
        }, cancellationToken);
}
