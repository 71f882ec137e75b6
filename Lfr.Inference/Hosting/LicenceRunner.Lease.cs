using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <content>A run is a lease: what the web answers to reports and to alerts.</content>
internal sealed partial class LicenceRunner
{
    /// <summary>
    /// Does what the web answered to a report: confirms the lease, or carries out an order that never arrived.
    /// </summary>
    /// <param name="lease">The answer.</param>
    /// <param name="reported">The licence that was reported.</param>
    /// <param name="asked">When the report was made, and what had been ordered by then: what came since is newer than the answer.</param>
    /// <returns>Whether this worker runs what it should; otherwise it introduces itself again and is granted what it lacks.</returns>
    public async Task<bool> HeedAsync(Lease lease, Guid? reported, Asked asked)
    {
        if (reported is { } licence && lease.LicenceId != licence)
        {
            if (lease.State == LeaseState.None)
                await StopAsync(licence, lease.Reason);
            return lease.LicenceId is null;
        }

        if (lease.LicenceId is not { } should || Of(should) is not { } session)
            return lease.LicenceId is null || starting is not null || refusal?.LicenceId == lease.LicenceId;
        session.Confirm(asked.At);
        session.Rearm(lease.Rearmed);
        if (lease.State == LeaseState.Paused && !session.IsPaused && session.Orders == asked.Orders)
            await PauseAsync(should);
        else if (lease.State == LeaseState.Running && session.IsPaused && session.Orders == asked.Orders)
            await ResumeAsync(should);
        return true;
    }

    /// <summary>Where a question to the web that is sent now stands among orders.</summary>
    public Asked AskNow() => new(time.GetTimestamp(), run?.Orders ?? 0);

    /// <summary>An alert was refused because nothing should run: perhaps an order never arrived. The answer to the next report ends the run.</summary>
    private void Refused(Guid licenceId, Lease lease)
    {
        if (lease.State == LeaseState.None)
            Of(licenceId)?.StopComparing();
    }

    /// <param name="current">The run.</param>
    /// <param name="grant">What the web granted.</param>
    /// <param name="asked">When the grant was asked for, and what had been ordered by then.</param>
    private static void Align(LicenceSession current, LicenceGrant grant, Asked asked)
    {
        current.Confirm(asked.At);

        // Taken off the list while this worker was away.
        foreach (var entry in grant.Withdrawn)
            current.Withdraw(entry);
        if (grant.Paused)
            current.Pause();
        else if (asked.Orders is not { } then || current.Orders == then)
            current.Resume();
    }

    /// <summary>Where a grant stands among orders.</summary>
    /// <param name="At">Timestamp of the clock when it was asked for, or when it came by itself.</param>
    /// <param name="Orders">Orders that the run had carried out by then: one that came since is newer. <see langword="null"/> for a grant that is an order itself.</param>
    public sealed record Asked(long At, int? Orders);

    /// <summary>
    /// Counters are kept by licence: those of one that is replaced or ends are told for the last time, and so are the passes that were held back since the report before: as many reports
    /// as they need. A web that does not answer keeps no run from ending.
    /// </summary>
    private async Task CountLastAsync(LicenceSession current)
    {
        try
        {
            using var patience = new CancellationTokenSource(LastDelivery, time);
            while (Hub is { } hub)
            {
                var status = current.Status(workerId, null);
                await hub.ReportStatus(status).WaitAsync(patience.Token);
                current.Took(status);
                if (status.Repeats.Count == 0)
                    return;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogWarning(e, "The last counters of licence {Licence} were not told.", current.Licence.LicenceId);
        }
    }
}
