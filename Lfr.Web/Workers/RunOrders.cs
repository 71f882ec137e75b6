using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>
/// Orders to the worker that runs a licence. What must not be forgotten is written in the command's transaction; the worker is told after the commit,
/// and learns it again from its grants whenever it connects.
/// </summary>
public sealed class RunOrders(WorkerFleet fleet, RunHalts halts)
{
    /// <summary>Workers that run something now.</summary>
    public static async Task<IReadOnlySet<Guid>> BusyAsync(LfrDbContext db, CancellationToken cancellationToken) =>
        await db.Assignments.AsNoTracking().Where(a => a.EndedAt == null).Select(a => a.WorkerId).ToHashSetAsync(cancellationToken);

    /// <summary>Who runs a licence now; <see langword="null"/> when nobody does any more.</summary>
    public static Task<WorkerAssignment?> RunningAsync(LfrDbContext db, Guid licenceId, CancellationToken cancellationToken) =>
        db.Assignments.FirstOrDefaultAsync(a => a.LicenceId == licenceId && a.EndedAt == null, cancellationToken);

    /// <summary>Hands a licence that was minted in this transaction to the worker that it was assigned to.</summary>
    public void Start(CommandContext context, MintedLicence minted, bool paused) =>
        context.AfterCommit(() =>
        {
            halts.Know(minted.DeploymentId, minted.Run.LicenceId);
            // Somebody pressed Stop or Pause while this was being recorded; the worker is answered the same with its next report.
            return halts.Of(minted.DeploymentId) is { State: LeaseState.None }
                ? Task.CompletedTask
                : fleet.StartAsync(minted.WorkerId, minted.Grant with { Paused = paused || halts.Of(minted.DeploymentId) is not null });
        });

    /// <summary>Ends the run of a deployment, on record and on its worker.</summary>
    /// <param name="context">The transaction.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="end">Who or what ends it.</param>
    /// <param name="reason">Why, as a sentence.</param>
    /// <param name="by">Who; Lfr itself where no person does.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the deployment says to it.</returns>
    public async Task<Outcome> EndAsync(
        CommandContext context, Deployment deployment, RunEnd end, string reason, Actor by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var running = deployment.CurrentRun;
        var outcome = deployment.Stop(end, reason, by, at);
        if (outcome.Succeeded && running is not null)
            await StopAsync(context, running.LicenceId, reason.Trim(), at, cancellationToken);
        return outcome;
    }

    /// <summary>Ends a licence: its worker is free, zeroes the gallery and closes the cameras.</summary>
    /// <param name="context">The transaction.</param>
    /// <param name="licenceId">Licence.</param>
    /// <param name="reason">Why, as a sentence.</param>
    /// <param name="at">When it was ordered (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StopAsync(CommandContext context, Guid licenceId, string reason, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await RunningAsync(context.Db, licenceId, cancellationToken) is not { } assignment)
            return;
        // A silence that ends with the run would otherwise be in nobody's log: the next report is not one of it.
        if (at - assignment.LastHeard > Lease.Term + Lease.ClockTolerance)
            context.Beside($"Nothing was heard of {assignment.WorkerName} since {Words.TimeWithSeconds(assignment.LastHeard)}.");
        assignment.End(context.Now);
        context.AfterCommit(async () =>
        {
            if (!IsTold(assignment, LeaseState.None))
                await fleet.StopAsync(licenceId, reason);
            halts.Forget(assignment.DeploymentId);
        });
    }

    /// <summary>Whether the engines were told before the record.</summary>
    private bool IsTold(WorkerAssignment assignment, LeaseState state) =>
        halts.Of(assignment.DeploymentId) is { } halt && halt.State == state && halt.Licences.Contains(assignment.LicenceId);

    /// <summary>Stops comparing for a while; the gallery stays loaded.</summary>
    public async Task PauseAsync(CommandContext context, Guid licenceId, CancellationToken cancellationToken)
    {
        if (await RunningAsync(context.Db, licenceId, cancellationToken) is { } assignment)
            context.AfterCommit(() => IsTold(assignment, LeaseState.Paused) ? Task.CompletedTask : fleet.PauseAsync(licenceId));
    }

    /// <summary>Compares again after a pause.</summary>
    public async Task ResumeAsync(CommandContext context, Guid licenceId, CancellationToken cancellationToken)
    {
        if (await RunningAsync(context.Db, licenceId, cancellationToken) is { } assignment)
            context.AfterCommit(() => fleet.ResumeAsync(assignment.WorkerId, licenceId));
    }

    /// <summary>Has an entry's templates zeroed. The order stands until the worker confirms it, or the run is stopped.</summary>
    public async Task WithdrawAsync(CommandContext context, Guid licenceId, Guid entryId, CancellationToken cancellationToken)
    {
        if (await RunningAsync(context.Db, licenceId, cancellationToken) is not { } assignment)
            return;
        if (await context.Db.Withdrawals.FindAsync([licenceId, entryId], cancellationToken) is null)
            context.Db.Withdrawals.Add(Withdrawal.Order(licenceId, entryId, assignment.DeploymentId, context.Now));
        context.AfterCommit(() => fleet.WithdrawAsync(assignment.WorkerId, licenceId, entryId));
    }
}
