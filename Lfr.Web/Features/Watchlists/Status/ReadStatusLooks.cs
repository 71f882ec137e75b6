using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Status;

/// <summary>One question to the source of a list, and its answer in counts.</summary>
/// <param name="Id">Id.</param>
/// <param name="At">When the answer was there.</param>
/// <param name="By">Who had it asked.</param>
/// <param name="Source">Who was asked.</param>
/// <param name="Counts">What was said.</param>
/// <param name="Problem">What went wrong; <see langword="null"/> when nothing did.</param>
public sealed record StatusLookRow(Guid Id, DateTimeOffset At, Signature By, string Source, StatusCounts Counts, string? Problem)
{
    /// <summary>About how many nothing was learnt.</summary>
    public int Unanswered => Math.Max(0, Counts.Asked - Counts.Sought - Counts.Suspended);
}

/// <summary>What the source of a list said, the latest first. Names nobody.</summary>
/// <param name="For">Deployment.</param>
/// <param name="Source">Who is asked; <see langword="null"/> where nobody is named.</param>
/// <param name="Looks">The last looks.</param>
/// <param name="StillUnconfirmed">How many signed-off entries were last checked too long ago for the start (R20); <see langword="null"/> while nobody can say.</param>
/// <param name="MayAsk">Whether the reader may have it asked.</param>
public sealed record StatusLooksView(ListedFor For, string? Source, IReadOnlyList<StatusLookRow> Looks, int? StillUnconfirmed, bool MayAsk)
{
    /// <summary>The last look.</summary>
    public StatusLookRow? Latest => Looks.Count == 0 ? null : Looks[0];
}

/// <summary>Reads when the source was last asked about a list, and what it said.</summary>
public sealed class ReadStatusLooks(IDbContextFactory<LfrDbContext> contexts, Dossiers.DossierReader dossiers, AskStatuses ask, TimeProvider time)
{
    private const int Shown = 20;

    /// <summary>The looks; <see langword="null"/> when there is no such deployment or they are not for the reader.</summary>
    public async Task<StatusLooksView?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.SuspendEntries.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var now = time.GetUtcNow();
        var looks = await db.StatusLooks.Where(l => l.DeploymentId == deploymentId).OrderByDescending(l => l.At).Take(Shown)
            .Select(l => new StatusLookRow(l.Id, l.At, l.By, l.Source, new StatusCounts(l.Asked, l.Sought, l.Suspended, l.NotBelieved), l.Problem)).ToListAsync(cancellationToken);
        var dossier = await dossiers.LookAsync(db, deploymentId, now, null, cancellationToken);
        return new StatusLooksView(
            ReadWatchlist.ForPages(deployment, now), ask.Source, looks, deployment.Plan.Window is null ? null : dossier?.List.CheckedTooLongAgo.Count,
            Permissions.SuspendEntries.IsDoneBy(reader) && ask.Source is not null && (deployment.CurrentRun is not null || deployment.MayChangeList(now).Succeeded));
    }
}
