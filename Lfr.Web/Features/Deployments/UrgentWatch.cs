using Lfr.Shared.Deployments;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments;

/// <summary>
/// Ends urgent authorities whose time for a countersignature is over, whether or not anybody looks. The time is what the clock says or what has passed since this program first saw the authority,
/// whichever is over first: a clock that is set back gives nobody more hours. After a restart it counts from the clock again, never for longer than the policy's hours.
/// </summary>
public sealed class UrgentWatch(IDbContextFactory<LfrDbContext> contexts, LapseUrgentAuthority lapse, TimeProvider time, ILogger<UrgentWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Closed down, too: what was done under an authority that nobody countersigned is not published before that is on record.</summary>
    private static readonly DeploymentState[] AtWhichItWaits =
        [DeploymentState.Authorised, DeploymentState.Live, DeploymentState.Paused, DeploymentState.Ended, DeploymentState.Debriefed, DeploymentState.Published];

    private readonly Dictionary<(Guid Deployment, DateTimeOffset Until), (long Seen, TimeSpan Left)> waiting = [];

    /// <summary>Ends what is due now.</summary>
    public async Task EndDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var urgent = await db.Deployments.AsNoTracking()
            .Where(d => d.UrgentUntil != null && AtWhichItWaits.Contains(d.State))
            .ToListAsync(cancellationToken);
        var open = urgent.Where(d => d.AwaitsCountersignature).ToDictionary(d => (d.Id, d.Authority!.CountersignBy!.Value), d => d.Authority!);
        foreach (var gone in waiting.Keys.Except(open.Keys).ToList())
            waiting.Remove(gone);
        List<Guid> due = [];
        foreach (var (key, authority) in open)
        {
            if (!waiting.TryGetValue(key, out var first))
            {
                var (left, most) = (key.Value - time.GetUtcNow(), key.Value - authority.By.At);
                waiting[key] = first = (time.GetTimestamp(), left < most ? left : most);
            }

            if (key.Value <= time.GetUtcNow() || time.GetElapsedTime(first.Seen) >= first.Left)
                due.Add(key.Id);
        }

        await Periodically.EachAsync(due, deployment => lapse.RunAsync(deployment, cancellationToken), logger, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(EndDueAsync, Interval, time, logger, stoppingToken);
}
