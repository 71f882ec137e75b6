using System.Collections.Concurrent;
using System.Text.Json;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Lfr.Web.Settings;

namespace Lfr.Web.Workers;

/// <summary>
/// Orders to stop or pause that are not on record yet. Safety comes before the record: the engines are told first, no lease is confirmed against such an
/// order, and a file that was laid out when the licence was handed over keeps it through a restart, also on a full disk.
/// </summary>
public sealed class RunHalts(WorkerFleet fleet, ChangeFeed changes, LfrPaths paths, TimeProvider time, ILogger<RunHalts> logger)
{
    private const int Reserved = 4096;

    /// <summary>How long the person who pressed waits for the record.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Guid, Guid> deployments = new();
    private readonly ConcurrentDictionary<RunHalt, Task<Outcome>> attempts = new();
    private readonly ConcurrentDictionary<Guid, RunHalt> halts = new(ReadAll(paths, logger));

    /// <summary>Orders that wait to be recorded.</summary>
    public IReadOnlyCollection<RunHalt> Unrecorded => [.. halts.Values];

    /// <summary>The order that waits to be recorded for a deployment.</summary>
    public RunHalt? Of(Guid deploymentId) => halts.GetValueOrDefault(deploymentId);

    /// <summary>A licence was handed to a worker: from now on an order about its deployment reaches it without the database.</summary>
    public void Know(Guid deploymentId, Guid licenceId)
    {
        // An order that an earlier process left is in that file.
        if (deployments.TryAdd(licenceId, deploymentId) && !halts.ContainsKey(deploymentId))
            LayOut(deploymentId);
    }

    /// <summary>Tells every engine at once, whichever runs it, and keeps the order until it is on record.</summary>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="state">Stop or pause. A pause does not take the place of a stop.</param>
    /// <param name="reason">Why.</param>
    /// <param name="actor">Who orders it; their right to was asked.</param>
    /// <returns>The order that holds: an earlier one to stop, if there is one that is not on record yet.</returns>
    public async Task<(RunHalt Halt, bool IsMine)> OrderAsync(Guid deploymentId, LeaseState state, string reason, Actor actor)
    {
        var given = new RunHalt(deploymentId, [.. deployments.Where(d => d.Value == deploymentId).Select(d => d.Key).OrderDescending()], state, reason, actor, time.GetUtcNow());
        // Silver's pause after an operator's is another order; a stop is stronger than either.
        var halt = halts.AddOrUpdate(deploymentId, given, (_, before) => before.State == LeaseState.None ? before : given);
        foreach (var licence in halt.Licences)
            await (halt.State == LeaseState.None ? fleet.StopAsync(licence, reason) : fleet.PauseAsync(licence));
        Keep(halt);
        changes.Publish([new ChangeNotice(ChangeKind.Deployment, deploymentId)]);
        return (halt, ReferenceEquals(halt, given));
    }

    /// <summary>Puts an order on record; the engines have been told already. One attempt at a time: one that waits for a lock may still get through.</summary>
    /// <param name="halt">Order.</param>
    /// <param name="record">Writes it to the database.</param>
    /// <returns>What the record says; <see cref="Outcome.Done"/> when it is not there yet and stays in <see cref="Unrecorded"/>.</returns>
    public async Task<Outcome> RecordAsync(RunHalt halt, Func<Task<Outcome>> record)
    {
        var attempt = attempts.GetOrAdd(halt, h => TryAsync(h, record));
        await Task.WhenAny(attempt, Task.Delay(Patience, time));
        if (attempt.IsCompleted)
            attempts.TryRemove(new KeyValuePair<RunHalt, Task<Outcome>>(halt, attempt));
        return attempt.IsCompletedSuccessfully ? await attempt : Outcome.Done;
    }

    private async Task<Outcome> TryAsync(RunHalt halt, Func<Task<Outcome>> record)
    {
        await Task.Yield();
        try
        {
            var outcome = await record();
            if (outcome.IsRefusedAs(RefusalKind.Busy))
                return Outcome.Done;
            Recorded(halt);
            return outcome;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException or InvalidOperationException or IOException or TimeoutException)
        {
            logger.LogError(e, "That deployment {Deployment} was halted could not be recorded; Lfr tries again.", halt.DeploymentId);
            return Outcome.Done;
        }
        finally
        {
            attempts.TryRemove(halt, out _);
        }
    }

    /// <summary>The order is on record, or has nothing left to order.</summary>
    private void Recorded(RunHalt halt)
    {
        if (!halts.TryRemove(new KeyValuePair<Guid, RunHalt>(halt.DeploymentId, halt)))
            return;
        if (halt.State == LeaseState.None)
            Forget(halt.DeploymentId);
        else
            LayOut(halt.DeploymentId);
        changes.Publish([new ChangeNotice(ChangeKind.Deployment, halt.DeploymentId)]);
    }

    /// <summary>A deployment runs no more: nothing has to be kept for it. An order that is not on record yet stays.</summary>
    public void Forget(Guid deploymentId)
    {
        if (halts.ContainsKey(deploymentId))
            return;
        foreach (var (licence, _) in deployments.Where(d => d.Value == deploymentId))
            deployments.TryRemove(licence, out _);
        try
        {
            File.Delete(FileOf(paths, deploymentId));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(e, "The reserved file of deployment {Deployment} could not be deleted.", deploymentId);
        }
    }

    private static string Folder(LfrPaths paths) => Path.Combine(paths.Data, "halts");

    private static string FileOf(LfrPaths paths, Guid deploymentId) => Path.Combine(Folder(paths), $"{deploymentId:N}.json");

    private static IEnumerable<KeyValuePair<Guid, RunHalt>> ReadAll(LfrPaths paths, ILogger logger)
    {
        foreach (var file in Directory.Exists(Folder(paths)) ? Directory.GetFiles(Folder(paths), "*.json") : [])
        {
            RunHalt? halt = null;
            try
            {
                var text = File.ReadAllText(file).Trim(' ', '\0');
                if (text.Length == 0)
                    File.Delete(file);
                else
                    halt = JsonSerializer.Deserialize<Kept>(text)?.Halt;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
            {
                logger.LogError(e, "An order to stop that was not on record when Lfr ended cannot be read: {File}", file);
            }

            if (halt is not null)
                yield return new(halt.DeploymentId, halt);
        }
    }

    /// <summary>Room for an order, taken while there is some: a full disk lets a file be overwritten that it would not let grow.</summary>
    private void LayOut(Guid deploymentId) => Write(deploymentId, "");

    private void Keep(RunHalt halt) => Write(halt.DeploymentId, JsonSerializer.Serialize(new Kept(
        halt.DeploymentId, [.. halt.Licences], halt.State, halt.Reason[..Math.Min(halt.Reason.Length, 1000)], halt.By.UserId, halt.By.Name, halt.By.Rank, [.. halt.By.RoleNames], halt.At)));

    private void Write(Guid deploymentId, string text)
    {
        try
        {
            Directory.CreateDirectory(Folder(paths));
            using var file = new FileStream(FileOf(paths, deploymentId), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            file.Write(System.Text.Encoding.UTF8.GetBytes(text.PadRight(Reserved)));
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogError(e, "An order to stop or pause could not be kept on disk; it holds as long as Lfr runs.");
        }
    }

    private sealed record Kept(
        Guid DeploymentId, Guid[] Licences, LeaseState State, string Reason, Guid UserId, string Name, Rank Rank, string[] RoleNames, DateTimeOffset At)
    {
        public RunHalt Halt => new(DeploymentId, Licences, State, Reason, new Actor(UserId, Name, Rank, RoleNames.ToHashSet(StringComparer.Ordinal)), At);
    }
}
