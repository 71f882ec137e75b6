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
        var now = time.GetUtcNow();
        foreach (var deployment in await db.Deployments.AsNoTracking().Where(d => d.State == DeploymentState.Live).ToListAsync(cancellationToken))
        {
            if (await dossiers.StandingAsync(db, deployment, now, cancellationToken) is not { } standing)
                continue;
            if (RuleBook.Judge(standing).FirstOrDefault(f => f.IsOf<OfficersArePresent>()) is { Blocks: true } absent)
                await pause.ByLfrAsync(deployment.Id, $"{absent.Sentence.TrimEnd('.')} ({absent.RuleId})", cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(LookAsync, Interval, time, logger, stoppingToken);
}
