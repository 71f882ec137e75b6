using System.Collections.Concurrent;
using Lfr.Inference.Publishing;
using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <content>
/// Alerts outlive their run when the web could not take them: a run is stopped because the database is in trouble, and what was seen before must not be
/// lost with it.
/// </content>
internal sealed partial class LicenceRunner
{
    private readonly ConcurrentDictionary<Guid, (AlertOutbox Outbox, DateTimeOffset Until)> left = new();

    private int LeftWaiting => left.Values.Sum(l => l.Outbox.Count);

    /// <summary>Offers waiting alerts to the web.</summary>
    /// <returns>Whether none is left that could be delivered.</returns>
    public async Task<bool> DeliverAsync(CancellationToken cancellationToken)
    {
        // First what somebody waits for now; what earlier runs left must not hold it up.
        var current = run is not { } going || (Hub is { } hub && await sender.SendAsync(going.Outbox, hub, cancellationToken));
        return await DeliverLeftAsync(cancellationToken) && current;
    }

    /// <summary>
    /// Opens what an earlier life of this worker could not deliver, before the web hears that nothing waits: it would take nothing more then. The key comes from the web, which gives
    /// none once the list was destroyed.
    /// </summary>
    public Task ReopenAsync(IReadOnlyList<LeftOutbox> before) => InTurnAsync(() =>
    {
        foreach (var outbox in before)
        {
            if (left.ContainsKey(outbox.LicenceId) || run?.Licence.LicenceId == outbox.LicenceId || AlertOutbox.Reopen(options.DataFolder, outbox.LicenceId, outbox.Key, time.GetUtcNow()) is not { } opened)
                continue;
            logger.LogWarning("{Count} alerts of licence {Licence}, whose run is over, were left by this worker before it was restarted.", opened.Outbox.Count, outbox.LicenceId);
            left[outbox.LicenceId] = opened;
        }

        return Task.CompletedTask;
    });

    /// <summary>Deletes the outbox of a licence that is over, or keeps it to be offered again.</summary>
    private void DropOrKeep(AlertOutbox outbox, DeploymentLicence licence)
    {
        try
        {
            if (outbox.Count == 0)
            {
                outbox.DeleteAll();
                outbox.Dispose();
                return;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that is gone must not keep the worker from its next run.
            logger.LogError(e, "The alerts of licence {Licence} could be neither counted nor deleted. It is tried again.", licence.LicenceId);
            left[licence.LicenceId] = (outbox, licence.NotAfter + KeptAfterEnd);
            return;
        }

        logger.LogWarning("{Count} alerts of licence {Licence} wait for the web after their run has ended.", outbox.Count, licence.LicenceId);
        left[licence.LicenceId] = (outbox, licence.NotAfter + KeptAfterEnd);
        alertIsSafe();
    }

    /// <summary>Offers what earlier runs left.</summary>
    /// <returns>Whether nothing of it is left.</returns>
    private async Task<bool> DeliverLeftAsync(CancellationToken cancellationToken)
    {
        foreach (var (licence, (outbox, _)) in left)
        {
            if (Hub is not { } hub || !await sender.SendAsync(outbox, hub, cancellationToken))
                return false;
            Drop(licence);
        }

        return true;
    }

    private void DropExpired()
    {
        foreach (var (licence, (outbox, until)) in left)
        {
            if (time.GetUtcNow() < until)
                continue;
            logger.LogError("{Count} alerts of licence {Licence} were never taken by the web; their time is over and they are deleted.", outbox.Count, licence);
            Drop(licence);
        }
    }

    private void Drop(Guid licence)
    {
        if (!left.TryGetValue(licence, out var gone))
            return;
        try
        {
            gone.Outbox.DeleteAll();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogError(e, "The alerts of licence {Licence} could not be deleted. It is tried again.", licence);
            return;
        }

        left.TryRemove(licence, out _);
        gone.Outbox.Dispose();
    }

    private async Task DeliverLastAsync(AlertOutbox ending)
    {
        if (Hub is not { } hub || ending.Count == 0)
            return;
        using var patience = new CancellationTokenSource(LastDelivery, time);
        try
        {
            await sender.SendAsync(ending, hub, patience.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogWarning(e, "{Count} alerts could not be delivered before their licence ended.", ending.Count);
        }
    }
}
