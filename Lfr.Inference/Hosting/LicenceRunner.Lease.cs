using Lfr.Shared.Live;

namespace Lfr.Inference.Hosting;

/// <content>A run is a lease: what the web answers to reports and to alerts.</content>
internal sealed partial class LicenceRunner
{
    /// <summary>
    /// Does what the web answered to a report: confirms the lease, or carries out an order that never arrived.
    /// </summary>
    /// <param name="lease">The answer.</param>
    /// <param name="reported">The licence that was reported.</param>
    /// <param name="ordersThen">Orders that were carried out when the report was made: what came since is newer than the answer.</param>
    /// <param name="asked">Timestamp of the clock when the report was sent.</param>
    /// <returns>Whether this worker runs what it should; otherwise it introduces itself again and is granted what it lacks.</returns>
    public async Task<bool> HeedAsync(Lease lease, Guid? reported, int ordersThen, long asked)
    {
        if (reported is { } licence && lease.LicenceId != licence)
        {
            if (lease.State == LeaseState.None)
                await StopAsync(licence, lease.Reason);
            return lease.LicenceId is null;
        }

        if (lease.LicenceId is not { } should || Of(should) is not { } session)
            return lease.LicenceId is null || starting is not null || refusal?.LicenceId == lease.LicenceId;
        session.Confirm(asked, (lease.Now - time.GetUtcNow()).Duration() <= Lease.ClockTolerance + time.GetElapsedTime(asked));
        if (lease.State == LeaseState.Paused && !session.IsPaused && session.Orders == ordersThen)
            await PauseAsync(should);
        else if (lease.State == LeaseState.Running && session.IsPaused && session.Orders == ordersThen)
            await ResumeAsync(should);
        return true;
    }

    /// <summary>An alert was refused because nothing should run: perhaps an order never arrived. The answer to the next report ends the run.</summary>
    private void Refused(Guid licenceId, Lease lease)
    {
        if (lease.State == LeaseState.None)
            Of(licenceId)?.StopComparing();
    }

    private static void Align(LicenceSession current, LicenceGrant grant, long grantedAt)
    {
        current.Confirm(grantedAt, clockFits: true);

        // Taken off the list while this worker was away.
        foreach (var entry in grant.Withdrawn)
            current.Withdraw(entry);
        if (grant.Paused)
            current.Pause();
        else
            current.Resume();
    }
}
