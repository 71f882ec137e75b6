using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.PublicSite.Queries;

/// <summary>A notice as the public sees it: only what was published, never a draft.</summary>
/// <param name="Reference">The deployment's reference.</param>
/// <param name="Standing">How the deployment stands now.</param>
/// <param name="Meaning">What it means for passers-by; may be empty.</param>
/// <param name="Versions">Published versions, oldest first; at least one.</param>
/// <param name="RecordPublished">Whether the record of this deployment is public.</param>
public sealed record PublicNotice(string Reference, PublicStanding Standing, string Meaning, IReadOnlyList<NoticeVersion> Versions, bool RecordPublished)
{
    /// <summary>How long a notice that was taken back stays among those that lie ahead, so that whoever read it before finds it.</summary>
    private static readonly TimeSpan StaysInSight = TimeSpan.FromDays(14);

    /// <summary>What is said now.</summary>
    public NoticeVersion Current => Versions[^1];

    /// <summary>First publication.</summary>
    public DateTimeOffset FirstPublished => Versions[0].By.At;

    /// <summary>Whether it does not take place as announced.</summary>
    public bool IsTakenBack => !Standing.LiesAhead() && Standing is not (PublicStanding.Over or PublicStanding.DidNotTakePlace);

    /// <summary>Whether it belongs under what comes up, not under what was.</summary>
    public bool IsUpcoming(DateTimeOffset now) => Standing.LiesAhead() || (IsTakenBack && Current.Window.End > now - StaysInSight);
}

/// <summary>Reads published notices. Needs no sign-in and can reach nothing else.</summary>
public sealed class PublicNotices(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>All notices that were ever published, the latest window first.</summary>
    public async Task<IReadOnlyList<PublicNotice>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (from notice in db.Notices.AsNoTracking()
                          join deployment in db.Deployments.AsNoTracking() on notice.DeploymentId equals deployment.Id
                          where notice.State != NoticeState.Draft && deployment.HistoricalSource == null
                          select new { notice, deployment }).ToListAsync(cancellationToken);
        return [.. rows.Where(r => r.notice.Versions.Count > 0).Select(r => Of(r.notice, r.deployment)).OrderByDescending(n => n.Current.Window.Start)];
    }

    /// <summary>One notice; <see langword="null"/> when none was published under <paramref name="reference"/>.</summary>
    public async Task<PublicNotice?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await (from notice in db.Notices.AsNoTracking()
                         join deployment in db.Deployments.AsNoTracking() on notice.DeploymentId equals deployment.Id
                         where deployment.Reference == reference && notice.State != NoticeState.Draft
                         select new { notice, deployment }).FirstOrDefaultAsync(cancellationToken);
        return row is null || row.notice.Versions.Count == 0 ? null : Of(row.notice, row.deployment);
    }

    private PublicNotice Of(Notice notice, Deployment deployment)
    {
        var standing = PublicStandings.Of(notice, deployment, time.GetUtcNow());
        return new PublicNotice(deployment.Reference, standing, standing.Meaning(notice, deployment), notice.Versions, deployment.State == DeploymentState.Published);
    }
}
