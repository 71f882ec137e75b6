using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Live.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>Pauses every run of which nobody confirmed in time that officers are present (R50), where its policy blocks on that.</summary>
public sealed class PresenceWatch(
    IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, PauseRun pause, TimeProvider time, ILogger<PresenceWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var live = await db.Deployments.Where(d => d.State == DeploymentState.Live).Select(d => d.Id).ToListAsync(cancellationToken);
        await Periodically.EachAsync(live, deployment => LookAsync(deployment, cancellationToken), logger, cancellationToken);
    }

    // Each is read just before it is judged: whoever confirms while the others are looked at is not paused for what was before.
    private async Task LookAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment
            || await dossiers.StandingAsync(db, deployment, time.GetUtcNow(), cancellationToken) is not { } standing)
            return;
        if (RuleBook.Judge(standing).FirstOrDefault(f => f.IsOf<OfficersArePresent>()) is { Blocks: true } absent)
            await pause.ByLfrAsync(deploymentId, $"{absent.Sentence.TrimEnd('.')} ({absent.RuleId})", cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(LookAsync, Interval, time, logger, stoppingToken);
}
