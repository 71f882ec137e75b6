using Lfr.Shared.Live;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>Ends every run whose worker did not confirm in time that it compares somebody no longer, whether or not anybody looks.</summary>
public sealed class WithdrawalWatch(IDbContextFactory<LfrDbContext> contexts, StopUnconfirmedRun stop, TimeProvider time, ILogger<WithdrawalWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Ends what is due now.</summary>
    public async Task EndDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var late = time.GetUtcNow() - Withdrawal.Patience;
        var due = (await WithdrawalStore.WaitingAsync(db, cancellationToken)).Where(w => w.OrderedAt <= late).Select(w => (w.DeploymentId, w.LicenceId)).Distinct();
        foreach (var (deployment, licence) in due)
            await stop.RunAsync(deployment, licence, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(EndDueAsync, Interval, time, logger, stoppingToken);
}
