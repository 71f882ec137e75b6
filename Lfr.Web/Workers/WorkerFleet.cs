using System.Collections.Concurrent;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;
using Microsoft.AspNetCore.SignalR;

namespace Lfr.Web.Workers;

/// <summary>The worker behind a connection of the hub. What the fleet needs of it, so that it does not know the hub.</summary>
/// <param name="connectionId">Connection.</param>
public delegate IWorkerClient WorkerClients(string connectionId);

/// <summary>A worker as the web sees it now.</summary>
/// <param name="ConnectionId">Its connection; <see langword="null"/> while it is away.</param>
/// <param name="Hello">Its introduction.</param>
/// <param name="Status">Its last report; <see langword="null"/> before the first.</param>
public sealed record WorkerView(string? ConnectionId, WorkerHello Hello, WorkerStatus? Status)
{
    /// <summary>Whether it is connected.</summary>
    public bool IsConnected => ConnectionId is not null;
}

/// <summary>
/// The workers that are connected, what they report, and which of them runs which licence. Lives in memory: after a restart of the web the
/// workers introduce themselves again, and live runs are handed back to them from the database.
/// </summary>
public sealed class WorkerFleet(WorkerClients clients, ChangeFeed changes, EngineCalibrations calibrations)
{
    private readonly ConcurrentDictionary<Guid, WorkerView> workers = new();
    private readonly ConcurrentDictionary<Guid, Guid> assignments = new();
    private readonly ConcurrentDictionary<(Guid Licence, Guid Camera), CameraTile> tiles = new();

    /// <summary>Workers known since the web started.</summary>
    public IReadOnlyCollection<WorkerView> Workers => [.. workers.Values];

    /// <summary>What is known of the engine that would run next: an idle worker with verified models, or why there is none.</summary>
    public EngineProfile Engine()
    {
        var connected = workers.Values.Where(w => w.IsConnected).ToArray();
        if (connected.Length == 0)
            return new EngineProfile(new Dictionary<string, string>(StringComparer.Ordinal), null, false, "No recognition worker is connected.");
        var busy = assignments.Values.ToHashSet();
        var free = connected.FirstOrDefault(w => w.Hello.Problem is null && !busy.Contains(w.Hello.WorkerId));
        if (free is not null)
            return new EngineProfile(free.Hello.Models, calibrations.For(free.Hello.Models), true, null);
        var broken = connected.FirstOrDefault(w => w.Hello.Problem is not null);
        var known = broken ?? connected[0];
        return new EngineProfile(
            known.Hello.Models, calibrations.For(known.Hello.Models), true, broken?.Hello.Problem ?? "Every connected worker already runs a deployment.");
    }

    /// <summary>What is known of the engine that runs <paramref name="licenceId"/>, or why it cannot be given another list now.</summary>
    public EngineProfile EngineOf(Guid licenceId) => Running(licenceId) is { IsConnected: true, Hello: var hello }
        ? new EngineProfile(hello.Models, calibrations.For(hello.Models), true, hello.Problem)
        : new EngineProfile(new Dictionary<string, string>(StringComparer.Ordinal), null, false, "The worker that runs it is not connected.");

    /// <summary>The worker that runs <paramref name="licenceId"/>, connected or away; <see langword="null"/> when none took it yet.</summary>
    public WorkerView? Running(Guid licenceId) =>
        assignments.TryGetValue(licenceId, out var worker) && workers.TryGetValue(worker, out var view) ? view : null;

    /// <summary>The last tile of a camera.</summary>
    public CameraTile? Tile(Guid licenceId, Guid cameraId) => tiles.GetValueOrDefault((licenceId, cameraId));

    /// <summary>A worker introduced itself.</summary>
    public void Arrive(string connectionId, WorkerHello hello)
    {
        workers.AddOrUpdate(hello.WorkerId, _ => new WorkerView(connectionId, hello, null), (_, known) => known with { ConnectionId = connectionId, Hello = hello });
        changes.Publish([new ChangeNotice(ChangeKind.Worker, Guid.Empty)]);
    }

    /// <summary>A connection is gone. What the worker runs stays assigned to it: it may only be offline.</summary>
    public void Leave(string connectionId)
    {
        foreach (var (id, view) in workers)
        {
            if (string.Equals(view.ConnectionId, connectionId, StringComparison.Ordinal))
                workers.TryUpdate(id, view with { ConnectionId = null }, view);
        }

        changes.Publish([new ChangeNotice(ChangeKind.Worker, Guid.Empty)]);
    }

    /// <summary>Keeps a report.</summary>
    public void Report(string connectionId, WorkerStatus status)
    {
        if (workers.TryGetValue(status.WorkerId, out var view) && string.Equals(view.ConnectionId, connectionId, StringComparison.Ordinal))
            workers[status.WorkerId] = view with { Status = status };
        changes.Publish([new ChangeNotice(ChangeKind.Worker, Guid.Empty)]);
    }

    /// <summary>Keeps a camera's tile, in memory only.</summary>
    public void Show(CameraTile tile)
    {
        if (assignments.ContainsKey(tile.LicenceId))
            tiles[(tile.LicenceId, tile.CameraId)] = tile;
    }

    /// <summary>
    /// Whether <paramref name="workerId"/> is the one that runs <paramref name="licenceId"/>; a licence that nobody runs, after a restart of the
    /// web, goes to the worker that asks first.
    /// </summary>
    public bool Claims(Guid licenceId, Guid workerId) => assignments.GetOrAdd(licenceId, workerId) == workerId;

    /// <summary>Hands a fresh licence to an idle worker.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> StartAsync(Guid licenceId, LicenceGrant grant)
    {
        var busy = assignments.Values.ToHashSet();
        var free = workers.Values.FirstOrDefault(w => w.IsConnected && w.Hello.Problem is null && !busy.Contains(w.Hello.WorkerId));
        if (free is not { ConnectionId: { } connection })
            return false;
        assignments[licenceId] = free.Hello.WorkerId;
        await clients(connection).Start(grant);
        return true;
    }

    /// <summary>Ends a licence on its worker.</summary>
    public async Task StopAsync(Guid licenceId, string reason)
    {
        if (Running(licenceId) is { ConnectionId: { } connection })
            await clients(connection).Stop(licenceId, reason);
        assignments.TryRemove(licenceId, out _);
        Forget(licenceId);
    }

    /// <summary>Hands the worker that runs <paramref name="before"/> the licence that follows it; one that is away gets it when it is back.</summary>
    public async Task ReplaceAsync(Guid before, Guid licenceId, LicenceGrant grant)
    {
        if (assignments.TryRemove(before, out var worker))
            assignments[licenceId] = worker;
        Forget(before);
        if (Running(licenceId) is { ConnectionId: { } connection })
            await clients(connection).Start(grant);
    }

    /// <summary>Has the templates of somebody who was taken off the list zeroed, while the run goes on.</summary>
    public Task WithdrawAsync(Guid licenceId, Guid entryId) =>
        Running(licenceId) is { ConnectionId: { } connection } ? clients(connection).Withdraw(licenceId, entryId) : Task.CompletedTask;

    /// <summary>Stops comparing for a while.</summary>
    public Task PauseAsync(Guid licenceId) =>
        Running(licenceId) is { ConnectionId: { } connection } ? clients(connection).Pause(licenceId) : Task.CompletedTask;

    /// <summary>Compares again.</summary>
    public Task ResumeAsync(Guid licenceId) =>
        Running(licenceId) is { ConnectionId: { } connection } ? clients(connection).Resume(licenceId) : Task.CompletedTask;

    private void Forget(Guid licenceId)
    {
        foreach (var key in tiles.Keys.Where(k => k.Licence == licenceId))
            tiles.TryRemove(key, out _);
    }
}
