using System.Collections.Concurrent;

namespace Lfr.Web.Data;

/// <summary>What changed, for screens that are open.</summary>
public enum ChangeKind
{
    /// <summary>Plan, authority, state, run.</summary>
    Deployment,

    /// <summary>Notice.</summary>
    Notice,

    /// <summary>List or an entry.</summary>
    Watchlist,

    /// <summary>An alert was raised or went on.</summary>
    Alert,

    /// <summary>The record of a deployment.</summary>
    Record,

    /// <summary>Counters, cameras, connection of a worker; not in the database.</summary>
    Worker,
}

/// <summary>One committed change.</summary>
/// <param name="Kind">What.</param>
/// <param name="DeploymentId">Of which deployment; <see cref="Guid.Empty"/> for a worker without one.</param>
/// <param name="Sequence">Sequence number of the alert; 0 otherwise.</param>
public sealed record Change(ChangeKind Kind, Guid DeploymentId, long Sequence = 0);

/// <summary>
/// Tells open screens what the database already holds: committed first, then pushed. A screen that missed something asks the database for
/// what lies after its last sequence number.
/// </summary>
public sealed class CommittedChanges(ILogger<CommittedChanges> logger)
{
    private readonly ConcurrentDictionary<Guid, Func<Change, Task>> subscribers = new();

    /// <summary>Calls <paramref name="onChange"/> after every commit until the subscription is disposed.</summary>
    public IDisposable Subscribe(Func<Change, Task> onChange)
    {
        var subscription = new Subscription(this);
        subscribers[subscription.Id] = onChange;
        return subscription;
    }

    /// <summary>Tells everybody. A screen that fails to hear it does not keep the others from hearing it.</summary>
    public async Task PublishAsync(IEnumerable<Change> changes)
    {
        foreach (var change in changes)
        {
            foreach (var subscriber in subscribers.Values)
            {
                try
                {
                    await subscriber(change);
                }
                catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or TaskCanceledException)
                {
                    // A circuit that closes at this moment; its subscription is about to be disposed.
                    logger.LogDebug(e, "An open screen could not be told of a {Kind} change.", change.Kind);
                }
            }
        }
    }

    private sealed class Subscription(CommittedChanges owner) : IDisposable
    {
        public Guid Id { get; } = Guid.CreateVersion7();

        public void Dispose() => owner.subscribers.TryRemove(Id, out _);
    }
}
