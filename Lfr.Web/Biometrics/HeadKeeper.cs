using System.Security.Cryptography;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>Once a minute, and when the program stops: the keys remember how far the audit log has come.</summary>
public sealed partial class HeadKeeper(IDbContextFactory<LfrDbContext> contexts, RememberedHead remembered, TimeProvider time, ILogger<HeadKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Remembers the end of the log as it is now. Never an earlier one, and never that of a log in which what was remembered before does not stand any more: the keys would
    /// forget what they know about it.
    /// </summary>
    public async Task RememberAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.AuditEvents.AsNoTracking().OrderByDescending(e => e.Number).FirstOrDefaultAsync(cancellationToken);
        var known = remembered.Read();
        if (known is not null && !await db.AuditEvents.AnyAsync(e => e.Number == known.Number && e.Hash == known.Hash, cancellationToken))
        {
            LogRewritten(logger, known.Number);
            return;
        }

        if (last is not null && last.Number >= (known?.Number ?? 0))
            remembered.Write(new AuditHead(last.Number, last.Hash, time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await RememberAsync(cancellationToken);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException or CryptographicException or OperationCanceledException)
        {
            // What was remembered a minute ago still holds.
            logger.LogWarning(e, "The end of the audit log could not be remembered when Lfr stopped.");
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(RememberAsync, Interval, time, logger, stoppingToken);

    [LoggerMessage(LogLevel.Critical, "The audit log was rewritten while Lfr ran: event {Number} is not the one that the keys remember. Lfr does not start with this database again. Keep a copy of it for whoever looks into this.")]
    private static partial void LogRewritten(ILogger logger, long number);
}
