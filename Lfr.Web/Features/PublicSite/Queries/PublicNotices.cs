using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.PublicSite.Queries;

/// <summary>A notice as the public sees it: only what was published, never a draft.</summary>
/// <param name="Reference">The deployment's reference.</param>
/// <param name="State">Published, postponed or cancelled.</param>
/// <param name="Versions">Published versions, oldest first; at least one.</param>
/// <param name="RecordPublished">Whether the record of this deployment is public.</param>
public sealed record PublicNotice(string Reference, NoticeState State, IReadOnlyList<NoticeVersion> Versions, bool RecordPublished)
{
    /// <summary>What is said now.</summary>
    public NoticeVersion Current => Versions[^1];

    /// <summary>First publication.</summary>
    public DateTimeOffset FirstPublished => Versions[0].By.At;

    /// <summary>Whether it still lies ahead or is under way.</summary>
    public bool IsUpcoming(DateTimeOffset now) => State == NoticeState.Published ? Current.Window.End > now : Current.Window.End > now.AddDays(-14);
}

/// <summary>Reads published notices. Needs no sign-in and can reach nothing else.</summary>
public sealed class PublicNotices(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>All notices that were ever published, the latest window first.</summary>
    public async Task<IReadOnlyList<PublicNotice>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (from notice in db.Notices.AsNoTracking()
                          join deployment in db.Deployments.AsNoTracking() on notice.DeploymentId equals deployment.Id
                          where notice.State != NoticeState.Draft && deployment.HistoricalSource == null
                          select new { notice, deployment.Reference, deployment.State }).ToListAsync(cancellationToken);
        return [.. rows.Where(r => r.notice.Versions.Count > 0).Select(r => Of(r.notice, r.Reference, r.State)).OrderByDescending(n => n.Current.Window.Start)];
    }

    /// <summary>One notice; <see langword="null"/> when none was published under <paramref name="reference"/>.</summary>
    public async Task<PublicNotice?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await (from notice in db.Notices.AsNoTracking()
                         join deployment in db.Deployments.AsNoTracking() on notice.DeploymentId equals deployment.Id
                         where deployment.Reference == reference && notice.State != NoticeState.Draft
                         select new { notice, deployment.Reference, deployment.State }).FirstOrDefaultAsync(cancellationToken);
        return row is null || row.notice.Versions.Count == 0 ? null : Of(row.notice, row.Reference, row.State);
    }

    private static PublicNotice Of(Notice notice, string reference, DeploymentState state) =>
        new(reference, notice.State, notice.Versions, state == DeploymentState.Published);
}
