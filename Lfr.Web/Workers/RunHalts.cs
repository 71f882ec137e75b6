using System.Collections.Concurrent;
using System.Data.Common;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>
/// Orders to stop or pause that are not on record yet. Safety comes before the record: the engines are told first, no lease is confirmed against such an
/// order, and a file keeps it through a restart. Orders of different ranks stand side by side: what Silver ordered is recorded as Silver's.
/// </summary>
public sealed class RunHalts(WorkerFleet fleet, HaltFiles files, ChangeFeed changes, TimeProvider time, ILogger<RunHalts> logger) : IDisposable
{
    /// <summary>How long the person who pressed waits for the record.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<Guid, Guid> deployments = new();
    private readonly ConcurrentDictionary<RunHalt, Task<Outcome>> attempts = new();
    private readonly List<RunHalt> halts = [.. files.ReadAll()];
    private readonly SemaphoreSlim oneRecord = new(1);

    /// <summary>Orders that wait to be recorded, in the order in which they were given.</summary>
    public IReadOnlyList<RunHalt> Unrecorded
    {
        get
        {
            lock (gate)
                return [.. halts.OrderBy(h => h.At)];
        }
    }

    /// <summary>The strongest order that waits to be recorded for a deployment: a stop before a pause, the higher rank first.</summary>
    public RunHalt? Of(Guid deploymentId) => Strongest(Unrecorded.Where(h => h.DeploymentId == deploymentId));

    /// <summary>The strongest of <paramref name="orders"/>; <see langword="null"/> without any.</summary>
    public static RunHalt? Strongest(IEnumerable<RunHalt> orders) => orders.OrderBy(h => h.State).ThenByDescending(h => CommandDuties.Of(h.By)).FirstOrDefault();

    /// <summary>A licence was handed to a worker: from now on an order about its deployment reaches it without the database.</summary>
    public void Know(Guid deploymentId, Guid licenceId)
    {
        if (deployments.TryAdd(licenceId, deploymentId))
            Keep(deploymentId, _ => { });
    }

    /// <summary>Tells every engine at once, whichever runs it, and keeps the order until it is on record.</summary>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="state">Stop or pause.</param>
    /// <param name="reason">Why.</param>
    /// <param name="actor">Who orders it; their right to was asked.</param>
    /// <returns>The order that holds: this one, or one of the same kind by somebody of the same rank that is not on record yet.</returns>
    public async Task<(RunHalt Halt, bool IsMine)> OrderAsync(Guid deploymentId, LeaseState state, string reason, Actor actor)
    {
        var given = new RunHalt(deploymentId, [.. deployments.Where(d => d.Value == deploymentId).Select(d => d.Key).OrderDescending()], state, reason, actor, time.GetUtcNow());
        // Before the file, which may be slow on a disk in trouble.
        foreach (var licence in given.Licences)
            await (state == LeaseState.None ? fleet.StopAsync(licence, reason) : fleet.PauseAsync(licence));
        var halt = given;
        Keep(deploymentId, kept =>
        {
            halt = kept.Find(h => h.DeploymentId == deploymentId && h.State == state && CommandDuties.Of(h.By) == CommandDuties.Of(actor)) ?? given;
            if (ReferenceEquals(halt, given))
                kept.Add(given);
        });
        changes.Publish([new ChangeNotice(ChangeKind.Deployment, deploymentId)]);
        return (halt, ReferenceEquals(halt, given));
    }

    /// <summary>Stop or Pause was pressed: the engines first, then the record. Without the right to it, or without a reason, no engine is told.</summary>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="state">Stop or pause.</param>
    /// <param name="reason">Why.</param>
    /// <param name="actor">Who.</param>
    /// <param name="record">Writes the order that holds.</param>
    /// <param name="answer">What the record says to this person: why not, or who was first.</param>
    public async Task<Outcome> HaltFirstAsync(
        Guid deploymentId, LeaseState state, string reason, Actor actor, Func<RunHalt, Task<Outcome>> record, Func<Task<Outcome>> answer)
    {
        if ((CommandDuties.Of(actor) is null && actor != Actor.System) || string.IsNullOrWhiteSpace(reason))
            return await answer();
        var (halt, isMine) = await OrderAsync(deploymentId, state, reason.Trim(), actor);
        var recorded = await RecordAsync(halt, () => record(halt));
        // Somebody of the same rank pressed at the same moment: this person is told who, once that is on record.
        return isMine || Unrecorded.Contains(halt) ? recorded : await answer();
    }

    /// <summary>Puts an order on record; the engines have been told already. One attempt at a time: one that waits for a lock may still get through.</summary>
    /// <param name="halt">Order.</param>
    /// <param name="record">Writes it to the database.</param>
    /// <returns>What the record says; <see cref="Outcome.Done"/> when it is not there yet and stays in <see cref="Unrecorded"/>.</returns>
    public async Task<Outcome> RecordAsync(RunHalt halt, Func<Task<Outcome>> record)
    {
        // On a thread of its own: a locked SQLite blocks, and the circuit of whoever pressed must go on.
        var attempt = attempts.GetOrAdd(halt, h => Task.Run(() => TryAsync(h, record)));
        await Task.WhenAny(attempt, Task.Delay(Patience, time));
        if (attempt.IsCompleted)
            attempts.TryRemove(new KeyValuePair<RunHalt, Task<Outcome>>(halt, attempt));
        return attempt.IsCompletedSuccessfully ? await attempt : Outcome.Done;
    }

    /// <summary>
    /// Stops the engines before a command that ends a run otherwise than by Stop. When the command is not recorded, the order stays and is recorded as a stop by the
    /// same person.
    /// </summary>
    public async Task<Outcome> StopFirstAsync(Guid deploymentId, string reason, Actor actor, Func<Task<Outcome>> command)
    {
        if (!deployments.Values.Contains(deploymentId))
            return await command();
        var (halt, isMine) = await OrderAsync(deploymentId, LeaseState.None, reason, actor);
        var outcome = await command();
        if (isMine && outcome.Succeeded)
            Recorded(halt);
        return outcome;
    }

    /// <summary>The order is on record, or has nothing left to order.</summary>
    public void Recorded(RunHalt halt)
    {
        Keep(halt.DeploymentId, kept => kept.Remove(halt));
        changes.Publish([new ChangeNotice(ChangeKind.Deployment, halt.DeploymentId)]);
    }

    /// <summary>A deployment runs no more: nothing has to be kept for it but orders that are not on record.</summary>
    public void Forget(Guid deploymentId)
    {
        foreach (var (licence, _) in deployments.Where(d => d.Value == deploymentId))
            deployments.TryRemove(licence, out _);
        Keep(deploymentId, _ => { });
    }

    /// <inheritdoc/>
    public void Dispose() => oneRecord.Dispose();

    /// <summary>Changes the orders and the file of a deployment as one step.</summary>
    private void Keep(Guid deploymentId, Action<List<RunHalt>> change)
    {
        lock (gate)
        {
            change(halts);
            RunHalt[] left = [.. halts.Where(h => h.DeploymentId == deploymentId)];
            if (left.Length > 0 || deployments.Values.Contains(deploymentId))
                files.Write(deploymentId, left);
            else
                files.Delete(deploymentId);
        }
    }

    private async Task<Outcome> TryAsync(RunHalt halt, Func<Task<Outcome>> record)
    {
        await oneRecord.WaitAsync();
        try
        {
            var outcome = await record();
            if (outcome.IsRefusedAs(RefusalKind.Busy))
                return Outcome.Done;
            Recorded(halt);
            return outcome;
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException or IOException or TimeoutException)
        {
            logger.LogError(e, "That deployment {Deployment} was halted could not be recorded; Lfr tries again.", halt.DeploymentId);
            return Outcome.Done;
        }
        finally
        {
            oneRecord.Release();
            attempts.TryRemove(halt, out _);
        }
    }
}
