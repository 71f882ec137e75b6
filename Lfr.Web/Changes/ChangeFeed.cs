using System.Collections.Concurrent;
using System.Threading.Channels;
using Lfr.Web.Data;

namespace Lfr.Web.Changes;

/// <summary>
/// Tells open screens what the database already holds: committed first, then pushed. Publishing never waits for subscribers, so a slow or dead
/// browser cannot delay an alert. Each subscriber hears one change after another, in order; one that missed something asks the database for what lies
/// after its last sequence number.
/// </summary>
public sealed class ChangeFeed(ILogger<ChangeFeed> logger)
{
    /// <summary>Changes kept for a screen that is behind; beyond that it loses the oldest.</summary>
    private const int Backlog = 1024;

    private readonly ConcurrentDictionary<Guid, Subscription> subscribers = new();
    private long committed;

    /// <summary>Counts changes of what is in the database: what was made of it under an earlier number may no longer be true.</summary>
    public long Committed => Interlocked.Read(ref committed);

    /// <summary>Calls <paramref name="onChange"/> after every commit until the subscription is disposed.</summary>
    public IDisposable Subscribe(Func<ChangeNotice, Task> onChange)
    {
        var subscription = new Subscription(this, logger, onChange);
        subscribers[subscription.Id] = subscription;
        return subscription;
    }

    /// <summary>Tells everybody, and returns before anybody has heard it. A screen that fails to hear it does not keep the others from hearing it.</summary>
    public void Publish(IEnumerable<ChangeNotice> changes)
    {
        foreach (var change in changes)
        {
            if (change.Kind is not (ChangeKind.Worker or ChangeKind.WorkerReport))
                Interlocked.Increment(ref committed);
            foreach (var subscriber in subscribers.Values)
                subscriber.Tell(change);
        }
    }

    private sealed class Subscription : IDisposable
    {
        private readonly ChangeFeed owner;
        private readonly ILogger logger;
        private readonly Channel<ChangeNotice> told =
            Channel.CreateBounded<ChangeNotice>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        public Subscription(ChangeFeed owner, ILogger logger, Func<ChangeNotice, Task> onChange)
        {
            (this.owner, this.logger) = (owner, logger);

            // Not in the circuit that happens to subscribe or to commit: its own work would wait behind this.
            _ = Task.Run(() => HearAsync(onChange), CancellationToken.None);
        }

        public Guid Id { get; } = Guid.CreateVersion7();

        public void Tell(ChangeNotice change) => told.Writer.TryWrite(change);

        public void Dispose()
        {
            owner.subscribers.TryRemove(Id, out _);
            told.Writer.TryComplete();
        }

        private async Task HearAsync(Func<ChangeNotice, Task> onChange)
        {
            await foreach (var change in told.Reader.ReadAllAsync(CancellationToken.None))
            {
                try
                {
                    await onChange(change);
                }
                catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException)
                {
                    // A circuit that closes at this moment; its subscription is about to be disposed.
                    logger.LogDebug(e, "An open screen could not be told of a {Kind} change.", change.Kind);
                }
                catch (Exception e)
                {
                    // The screen shows what it showed before; the others and the change itself are not touched.
                    logger.LogError(e, "An open screen failed when it was told of a {Kind} change.", change.Kind);
                }
            }
        }
    }
}
