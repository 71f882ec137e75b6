using Lfr.Shared.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Publishing;

/// <summary>
/// Hands waiting alerts to the web, oldest first, each until it is acknowledged or finally refused. What cannot be delivered now stays where it is.
/// </summary>
/// <param name="logger">Never told of a face.</param>
/// <param name="refused">Told what should be running, by licence, when the web refuses an alert.</param>
internal sealed class AlertSender(ILogger logger, Action<Guid, Lease> refused) : IDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>Why the last alert was refused by the web or cannot be read, as a sentence; <see langword="null"/> when nothing is wrong.</summary>
    public string? Problem { get; private set; }

    /// <summary>Tries every alert of <paramref name="outbox"/> once.</summary>
    /// <returns>Whether none is left that could be delivered.</returns>
    /// <exception cref="Exception">The connection broke; the alerts wait.</exception>
    public async Task<bool> SendAsync(AlertOutbox outbox, IWorkerHub hub, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var all = true;
            foreach (var id in outbox.Waiting())
            {
                cancellationToken.ThrowIfCancellationRequested();
                all &= await SendAsync(outbox, hub, id, cancellationToken);
            }

            return all;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => oneAtATime.Dispose();

    private async Task<bool> SendAsync(AlertOutbox outbox, IWorkerHub hub, Guid id, CancellationToken cancellationToken)
    {
        if (outbox.Get(id) is not { } alert)
        {
            Problem = "An alert that waits on this worker's disk cannot be read; it is deleted when the licence ends.";
            return true;
        }

        AlertAck ack;
        try
        {
            ack = await hub.RaiseAlert(alert).WaitAsync(cancellationToken);
        }
        catch (HubException e)
        {
            // The web had an error of its own, such as a database that is away for a moment. The alert waits; younger ones may fare better.
            logger.LogWarning(e, "The web could not take alert {Alert}; it will be offered again.", id);
            return false;
        }

        if (!ack.Accepted)
        {
            Problem = $"The web refused an alert: {ack.Refusal ?? "it gave no reason."}";
            logger.LogWarning("The web refused alert {Alert}: {Refusal}", id, ack.Refusal);
            if (ack.Lease is { } lease)
                refused(alert.LicenceId, lease);
        }

        outbox.Remove(id);
        return true;
    }
}
