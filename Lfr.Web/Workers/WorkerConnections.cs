using System.Collections.Concurrent;

namespace Lfr.Web.Workers;

/// <summary>Every open connection of the worker's hub, introduced or not, and whose it is: a worker that is revoked is cut off at once.</summary>
public sealed class WorkerConnections
{
    private readonly ConcurrentDictionary<string, (Guid Worker, Action Abort)> open = new(StringComparer.Ordinal);

    /// <summary>Workers that have a connection.</summary>
    public IReadOnlySet<Guid> Workers => open.Values.Select(c => c.Worker).ToHashSet();

    /// <summary>A worker that signed in opened a connection.</summary>
    public void Open(string connectionId, Guid worker, Action abort) => open[connectionId] = (worker, abort);

    /// <summary>Whether a connection is open.</summary>
    public bool IsOpen(string connectionId) => open.ContainsKey(connectionId);

    /// <summary>A connection is gone.</summary>
    public void Closed(string connectionId) => open.TryRemove(connectionId, out _);

    /// <summary>Ends every connection of a worker.</summary>
    public void CutOff(Guid worker)
    {
        foreach (var (_, abort) in open.Values.Where(c => c.Worker == worker))
            abort();
    }
}
