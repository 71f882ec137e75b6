using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Status;

/// <summary>
/// Asks about each list from the policy's hours before its start to its end: every some minutes, and every minute while cameras compare with it. A source that did not answer is asked again a minute
/// later.
/// </summary>
/// <param name="ask">Asks.</param>
/// <param name="interval">How often a list is asked about that does not run; <see langword="null"/> where nobody is named.</param>
/// <param name="contexts">Database.</param>
/// <param name="dossiers">Knows policies.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
public sealed class StatusWatch(AskStatuses ask, TimeSpan? interval, IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time, ILogger<StatusWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Guid, DateTimeOffset> answered = [];

    /// <summary>Asks about the lists that are due.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (ask.Source is null || interval is not { } often)
            return;
        var now = time.GetUtcNow();
        // A clock that was put back does not silence it.
        var due = (await DueAsync(now, cancellationToken)).Where(d => d.CurrentRun is not null || now - answered.GetValueOrDefault(d.Id) >= often || now < answered.GetValueOrDefault(d.Id));
        await Periodically.EachAsync(due.Select(d => d.Id).ToList(), deployment => AskAsync(deployment, now, cancellationToken), logger, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        ask.Source is null ? Task.CompletedTask : Periodically.RunAsync(LookAsync, Tick, time, logger, stoppingToken);

    private async Task<IReadOnlyList<Deployment>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await db.Watchlists.AsNoTracking().Where(w => w.State != WatchlistState.Purged).Join(db.Deployments.AsNoTracking(), w => w.DeploymentId, d => d.Id, (_, d) => d).ToListAsync(cancellationToken);
        return [.. open.Where(d => d.CurrentRun is not null || (d.Plan.Window is { } window && now < window.End && d.MayChangeList(now).Succeeded
            && dossiers.PolicyOf(d, now) is { } policy && now >= window.Start.AddHours(-policy.Numbers.WatchlistMaximumAgeHours)))];
    }

    private async Task AskAsync(Guid deploymentId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await ask.RunAsync(Actor.System, deploymentId, cancellationToken);
        if (await SaidAsync(deploymentId, cancellationToken) is null)
            answered[deploymentId] = now;
    }

    private async Task<string?> SaidAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.StatusLooks.AsNoTracking().Where(l => l.DeploymentId == deploymentId).OrderByDescending(l => l.At).Select(l => l.Problem).FirstOrDefaultAsync(cancellationToken);
    }
}
