using System.Collections.Concurrent;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Data;

namespace Lfr.Web.Workers;

/// <summary>The worker behind a connection of the hub. What the fleet needs of it, so that it does not know the hub.</summary>
/// <param name="connectionId">Connection.</param>
public delegate IWorkerClient WorkerClients(string connectionId);

/// <summary>Every connection of the hub, also one whose worker has a newer one. What everybody must hear is told to all; it names the licence that it is about.</summary>
public delegate IWorkerClient EveryWorker();

/// <summary>A worker as the web sees it now.</summary>
/// <param name="ConnectionId">Its connection; <see langword="null"/> while it is away.</param>
/// <param name="Hello">Its introduction.</param>
/// <param name="Status">Its last report; <see langword="null"/> before the first.</param>
public sealed record WorkerView(string? ConnectionId, WorkerHello Hello, WorkerStatus? Status)
{
    /// <summary>When it last came in while an earlier connection of its own was open; <see langword="null"/> when that never happened since the web started.</summary>
    public DateTimeOffset? SecondAt { get; init; }

    /// <summary>
    /// When another program with its key last took the place of the one before, whose connection was open or lost; <see langword="null"/> when that never happened since the web
    /// started. The earlier program may go on comparing until its lease ends, and the new one cannot confirm that it stopped.
    /// </summary>
    public DateTimeOffset? OtherAt { get; init; }

    /// <summary>Whether it is connected.</summary>
    public bool IsConnected => ConnectionId is not null;
}

/// <summary>How a worker came in.</summary>
public enum Arrival
{
    /// <summary>No other connection of it was open.</summary>
    Alone,

    /// <summary>An earlier connection with its key is open, of another program, and is no longer heard.</summary>
    BesideAnother,
}

/// <summary>
/// The workers that are connected to this process, and what they report. Only in memory: which of them runs what is a
/// <see cref="WorkerAssignment"/> in the database.
/// </summary>
public sealed class WorkerFleet(WorkerClients clients, EveryWorker everyone, ChangeFeed changes, EngineCalibrations calibrations)
{
    private readonly ConcurrentDictionary<Guid, WorkerView> workers = new();
    private readonly ConcurrentDictionary<(Guid Worker, Guid Camera), CameraTile> tiles = new();

    /// <summary>Workers known since the web started.</summary>
    public IReadOnlyCollection<WorkerView> Workers => [.. workers.Values];

    /// <summary>A worker, connected or away; <see langword="null"/> when it was not seen since the web started.</summary>
    public WorkerView? Of(Guid workerId) => workers.GetValueOrDefault(workerId);

    /// <summary>The worker that introduced itself on a connection; <see langword="null"/> before it did, and once it has a newer connection.</summary>
    public Guid? At(string connectionId) =>
        workers.Values.FirstOrDefault(w => string.Equals(w.ConnectionId, connectionId, StringComparison.Ordinal))?.Hello.WorkerId;

    /// <summary>What is known of the engine that would run next: an idle worker with verified models, or why there is none.</summary>
    /// <param name="busy">Workers that run something, as the database has it.</param>
    /// <param name="preferred">The worker that the plan names, taken before any other that is as able.</param>
    public EngineProfile Engine(IReadOnlySet<Guid> busy, Guid? preferred = null)
    {
        var connected = workers.Values.Where(w => w.IsConnected).OrderByDescending(w => w.Hello.WorkerId == preferred).ThenBy(w => w.Hello.Name, StringComparer.Ordinal).ThenBy(w => w.Hello.WorkerId).ToArray();
        if (connected.Length == 0)
            return Missing("No recognition worker is connected.");
        var free = connected.FirstOrDefault(w => w.Hello.Problem is null && !busy.Contains(w.Hello.WorkerId));
        if (free is not null)
            return Profile(free, null);
        var broken = connected.FirstOrDefault(w => w.Hello.Problem is not null);
        return Profile(broken ?? connected[0], broken?.Hello.Problem ?? "Every connected worker already runs a deployment.");
    }

    /// <summary>What is known of one worker, or why it cannot be given another list now.</summary>
    public EngineProfile EngineOf(Guid workerId) =>
        Of(workerId) is { IsConnected: true } worker ? Profile(worker, worker.Hello.Problem) : Missing("The worker that runs it is not connected.");

    /// <summary>The last tile of a camera under a licence; <see langword="null"/> when the worker that runs it showed none.</summary>
    public CameraTile? Tile(Guid workerId, Guid licenceId, Guid cameraId) =>
        tiles.TryGetValue((workerId, cameraId), out var tile) && tile.LicenceId == licenceId ? tile : null;

    /// <summary>A worker introduced itself.</summary>
    public Arrival Arrive(string connectionId, WorkerHello hello, DateTimeOffset now)
    {
        var arrived = workers.AddOrUpdate(hello.WorkerId, _ => new WorkerView(connectionId, hello, null), (_, known) =>
        {
            var isBeside = known.ConnectionId is { } open && open != connectionId;
            // An older worker does not say which engine it is: beside another it counts as a stranger, after one as the same.
            var isOther = known.Hello.EngineId != hello.EngineId || (isBeside && hello.EngineId == Guid.Empty);
            return known with
            {
                ConnectionId = connectionId,
                Hello = hello,
                SecondAt = isBeside && isOther ? now : known.SecondAt,
                OtherAt = isOther ? now : known.OtherAt,
            };
        });
        Tell();
        return arrived.SecondAt == now ? Arrival.BesideAnother : Arrival.Alone;
    }

    /// <summary>A connection is gone. What the worker runs stays assigned to it: it may only be offline.</summary>
    public void Leave(string connectionId)
    {
        foreach (var id in workers.Keys)
            Change(id, view => string.Equals(view.ConnectionId, connectionId, StringComparison.Ordinal) ? view with { ConnectionId = null } : view);
        Tell();
    }

    /// <summary>Keeps a report.</summary>
    public void Report(Guid workerId, WorkerStatus status)
    {
        Change(workerId, view => view with { Status = status });
        Tell(ChangeKind.WorkerReport);
    }

    /// <summary>Keeps a camera's tile in memory; those of an earlier licence of the worker go.</summary>
    public void Show(Guid workerId, CameraTile tile)
    {
        foreach (var key in tiles.Where(t => t.Key.Worker == workerId && t.Value.LicenceId != tile.LicenceId).Select(t => t.Key))
            tiles.TryRemove(key, out _);
        tiles[(workerId, tile.CameraId)] = tile;
    }

    /// <summary>Hands over a licence; a worker that is away gets it when it is back.</summary>
    public Task StartAsync(Guid workerId, LicenceGrant grant) => ToAsync(workerId, w => w.Start(grant));

    /// <summary>Ends a licence, on every engine that may hold it.</summary>
    public Task StopAsync(Guid licenceId, string reason) => everyone().Stop(licenceId, reason);

    /// <summary>Has the templates of somebody who was taken off the list zeroed, while the run goes on.</summary>
    public Task WithdrawAsync(Guid workerId, Guid licenceId, Guid entryId) => ToAsync(workerId, w => w.Withdraw(licenceId, entryId));

    /// <summary>Stops comparing for a while, on every engine that may hold the licence.</summary>
    public Task PauseAsync(Guid licenceId) => everyone().Pause(licenceId);

    /// <summary>Compares again.</summary>
    public Task ResumeAsync(Guid workerId, Guid licenceId) => ToAsync(workerId, w => w.Resume(licenceId));

    /// <summary>A report and the end of its connection come at the same moment: neither may bring back what the other replaced, or a worker that is gone stays connected for good.</summary>
    private void Change(Guid workerId, Func<WorkerView, WorkerView> change)
    {
        while (workers.TryGetValue(workerId, out var view))
        {
            if (workers.TryUpdate(workerId, change(view), view))
                return;
        }
    }

    private static EngineProfile Missing(string problem) => new(new Dictionary<string, string>(StringComparer.Ordinal), null, false, problem);

    private EngineProfile Profile(WorkerView worker, string? problem) =>
        new(worker.Hello.Models, calibrations.For(worker.Hello.Models), true, problem) { WorkerId = worker.Hello.WorkerId, WorkerName = worker.Hello.Name };

    private Task ToAsync(Guid workerId, Func<IWorkerClient, Task> order) => Of(workerId) is { ConnectionId: { } connection } ? order(clients(connection)) : Task.CompletedTask;

    private void Tell(ChangeKind what = ChangeKind.Worker) => changes.Publish([new ChangeNotice(what, Guid.Empty)]);
}
