using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>Once a minute, and when the program stops: the keys remember how far the audit log has come.</summary>
public sealed class HeadKeeper(IDbContextFactory<LfrDbContext> contexts, RememberedHead remembered, TimeProvider time, ILogger<HeadKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Remembers the end of the log as it is now. Never an earlier one.</summary>
    public async Task RememberAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.AuditEvents.AsNoTracking().OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancellationToken);
        if (last is not null && last.Number > (remembered.Read()?.Number ?? 0))
            remembered.Write(new AuditHead(last.Number, last.Hash, last.At));
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await RememberAsync(cancellationToken);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // What was remembered a minute ago still holds.
            logger.LogWarning(e, "The end of the audit log could not be remembered when Lfr stopped.");
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(RememberAsync, Interval, time, logger, stoppingToken);
}
