using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Identity;

/// <summary>Every few seconds: ends sessions that are overdue, so that the record says when and why.</summary>
internal sealed class SessionWatch(StaffSessions sessions, EndSession end, TimeProvider time, ILogger<SessionWatch> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(LookAsync, CurrentActor.MaximumAge, time, logger, stoppingToken);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await Periodically.EachAsync(await sessions.ToEndAsync(cancellationToken), due => end.RunAsync(due.Id, due.Because, cancellationToken), logger, cancellationToken);
        await sessions.ForgetAsync(cancellationToken);
    }
}
