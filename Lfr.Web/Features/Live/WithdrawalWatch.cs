using Lfr.Shared.Live;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>
/// Ends every run whose worker did not confirm in time that it compares somebody no longer, whether or not anybody looks. In time is asked of the time of day in the row, which
/// outlasts this program, and of a clock that nobody can set: one that is set back gives no worker more time.
/// </summary>
public sealed class WithdrawalWatch(IDbContextFactory<LfrDbContext> contexts, StopUnconfirmedRun stop, TimeProvider time, ILogger<WithdrawalWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private Dictionary<(Guid Licence, Guid Entry), long> seenAt = [];

    /// <summary>Ends what is due now.</summary>
    public async Task EndDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (late, count) = (time.GetUtcNow() - Withdrawal.Patience, time.GetTimestamp());
        var waiting = await WithdrawalStore.WaitingAsync(db, cancellationToken);
        seenAt = waiting.ToDictionary(w => (w.LicenceId, w.EntryId), w => seenAt.GetValueOrDefault((w.LicenceId, w.EntryId), count));
        var due = waiting.Where(w => w.OrderedAt <= late || time.GetElapsedTime(seenAt[(w.LicenceId, w.EntryId)], count) >= Withdrawal.Patience);
        await Periodically.EachAsync(
            due.ToLookup(w => (w.DeploymentId, w.LicenceId), w => w.EntryId).Select(run => (run.Key.DeploymentId, run.Key.LicenceId, Entries: run.ToList())),
            run => stop.RunAsync(run.DeploymentId, run.LicenceId, run.Entries, cancellationToken), logger, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(EndDueAsync, Interval, time, logger, stoppingToken);
}
