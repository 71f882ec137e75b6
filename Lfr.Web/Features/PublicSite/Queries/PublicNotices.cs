using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
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
    internal static readonly TimeSpan StaysInSight = TimeSpan.FromDays(14);

    /// <summary>Policy of the deployment: the one that it pins, or the one in force on its day; <see langword="null"/> when there is none.</summary>
    public PolicyPack? Policy { get; init; }

    /// <summary>What is said now.</summary>
    public NoticeVersion Current => Versions[^1];

    /// <summary>The files in other languages that the public may read of a version: none once the notice was taken back.</summary>
    public IReadOnlyList<NoticeAttachment> FilesOf(NoticeVersion version) => IsTakenBack ? [] : version.Attachments;

    /// <summary>First publication.</summary>
    public DateTimeOffset FirstPublished => Versions[0].By.At;

    /// <summary>Whether it does not take place as announced.</summary>
    public bool IsTakenBack => !Standing.LiesAhead() && Standing is not (PublicStanding.Over or PublicStanding.DidNotTakePlace);

    /// <summary>Whether it belongs under what comes up, not under what was.</summary>
    public bool IsUpcoming(DateTimeOffset now) => Standing.LiesAhead() || (IsTakenBack && Current.Window.End > now - StaysInSight);
}

/// <summary>A page of notices of what was.</summary>
/// <param name="Shown">The page.</param>
/// <param name="Fitting">How many fit what is searched.</param>
/// <param name="All">How many there are.</param>
/// <param name="Years">Years of all of them, the latest first.</param>
public sealed record EarlierNotices(IReadOnlyList<PublicNotice> Shown, int Fitting, int All, IReadOnlyList<int> Years);

/// <summary>The address of a use that was announced.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="ChangedAt">When its notice was changed last.</param>
/// <param name="HasRecord">Whether its record is public.</param>
public sealed record PublicAddress(string Reference, DateTimeOffset ChangedAt, bool HasRecord);

/// <summary>Reads published notices. Needs no sign-in and can reach nothing else.</summary>
public sealed class PublicNotices(IDbContextFactory<LfrDbContext> contexts, PolicyLibrary policies, TimeProvider time)
{
    /// <summary>Notices that come up or take place, what takes place first.</summary>
    public async Task<IReadOnlyList<PublicNotice>> UpcomingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await RecentAsync(db, cancellationToken)).Where(n => n.IsUpcoming(time.GetUtcNow())).OrderBy(n => n.Standing is PublicStanding.Now or PublicStanding.Paused ? 0 : 1).ThenBy(n => n.Current.Window.Start)];
    }

    /// <summary>Notices of what was, the latest first: a page of those that fit.</summary>
    /// <param name="search">Part of reference, name, street or town, as published: the plan may say what nobody was told yet. Empty: all.</param>
    /// <param name="year">Year of the start, by the force’s clock; <see langword="null"/>: all.</param>
    /// <param name="skip">How many come before the page.</param>
    /// <param name="take">How many the page shows at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EarlierNotices> EarlierAsync(string search, int? year, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        // What ended lately may still lie ahead, by how it stands; what ended before that never does.
        var recent = (await RecentAsync(db, cancellationToken)).Where(n => !n.IsUpcoming(now)).OrderByDescending(n => n.Current.Window.End).ToArray();
        var lately = now - PublicNotice.StaysInSight;
        var old = Published(db).Where(r => r.Use.Ends <= lately);
        var years = (await old.Select(r => r.Use.Year).Distinct().ToListAsync(cancellationToken)).Union(recent.Select(YearOf)).OrderDescending().ToArray();
        var all = recent.Length + await old.CountAsync(cancellationToken);
        var words = AnnouncedUse.Small(search);
        var recentFit = recent.Where(n => (year is null || YearOf(n) == year) && (words.Length == 0
            || new[] { n.Reference, n.Current.Name, n.Current.Place.Venue, n.Current.Place.Area }.Any(t => t.Contains(words, StringComparison.OrdinalIgnoreCase)))).ToArray();
        var fit = old.Where(r => (year == null || r.Use.Year == year) && (words == "" || r.Use.Words.Contains(words) || r.Deployment.Reference.Contains(search)));
        var oldFit = await fit.CountAsync(cancellationToken);
        var shown = recentFit.Skip(skip).Take(take).ToList();
        if (shown.Count < take)
        {
            var rows = await fit.OrderByDescending(r => r.Use.Ends).ThenBy(r => r.Use.NoticeId).Skip(Math.Max(0, skip - recentFit.Length)).Take(take - shown.Count).Select(r => new { r.Notice, r.Deployment }).ToListAsync(cancellationToken);
            shown.AddRange(rows.Select(r => Of(r.Notice, r.Deployment)));
        }

        return new EarlierNotices(shown, recentFit.Length + oldFit, all, years);

        static int YearOf(PublicNotice notice) => notice.Current.Window.Start.ForceDay().Year;
    }

    /// <summary>The notices that were changed last, the latest first: what a news reader is given.</summary>
    public async Task<IReadOnlyList<PublicNotice>> LatestAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Published(db).OrderByDescending(r => r.Use.ChangedAt).Take(most).Select(r => new { r.Notice, r.Deployment }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => Of(r.Notice, r.Deployment))];
    }

    /// <summary>Notices whose hours end at or after <paramref name="from"/>, the latest first: what a calendar is given.</summary>
    public async Task<IReadOnlyList<PublicNotice>> SinceAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Published(db).Where(r => r.Use.Ends >= from).OrderByDescending(r => r.Use.Starts).Select(r => new { r.Notice, r.Deployment }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => Of(r.Notice, r.Deployment))];
    }

    /// <summary>A page of all notices, the latest start first, and how many there are.</summary>
    public async Task<(IReadOnlyList<PublicNotice> Shown, int All)> PageAsync(int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Published(db).OrderByDescending(r => r.Use.Starts).ThenBy(r => r.Use.NoticeId).Skip(skip).Take(take).Select(r => new { r.Notice, r.Deployment }).ToListAsync(cancellationToken);
        return ([.. rows.Select(r => Of(r.Notice, r.Deployment))], await Published(db).CountAsync(cancellationToken));
    }

    /// <summary>Where the notices are, the latest start first, without their words.</summary>
    public async Task<IReadOnlyList<PublicAddress>> AddressesAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Published(db).OrderByDescending(r => r.Use.Starts).Take(most).Select(r => new PublicAddress(r.Deployment.Reference, r.Use.ChangedAt, r.Deployment.State == DeploymentState.Published)).ToListAsync(cancellationToken);
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

    /// <summary>The file of a notice in another language; <see langword="null"/> when none of its versions was published with it, or the notice was taken back.</summary>
    public async Task<(NoticeAttachment File, byte[] Pdf)?> FileAsync(string reference, Guid fileId, CancellationToken cancellationToken)
    {
        if (await FindAsync(reference, cancellationToken) is not { } notice || notice.Versions.SelectMany(notice.FilesOf).FirstOrDefault(f => f.Id == fileId) is not { } file)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.NoticeFiles.Where(f => f.Id == fileId).Select(f => f.Pdf).FirstOrDefaultAsync(cancellationToken) is { } pdf ? (file, pdf) : null;
    }

    private async Task<IReadOnlyList<PublicNotice>> RecentAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        var lately = time.GetUtcNow() - PublicNotice.StaysInSight;
        var rows = await Published(db).Where(r => r.Use.Ends > lately).Select(r => new { r.Notice, r.Deployment }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => Of(r.Notice, r.Deployment))];
    }

    private static IQueryable<PublishedRow> Published(LfrDbContext db) =>
        from use in db.AnnouncedUses.AsNoTracking()
        join notice in db.Notices.AsNoTracking() on use.NoticeId equals notice.Id
        join deployment in db.Deployments.AsNoTracking() on notice.DeploymentId equals deployment.Id
        where notice.State != NoticeState.Draft && deployment.HistoricalSource == null
        select new PublishedRow { Use = use, Notice = notice, Deployment = deployment };

    private PublicNotice Of(Notice notice, Deployment deployment)
    {
        var standing = PublicStandings.Of(notice, deployment, time.GetUtcNow());
        return new PublicNotice(deployment.Reference, standing, standing.Meaning(notice, deployment), notice.Versions, deployment.State == DeploymentState.Published)
        {
            Policy = deployment.PolicyId is { } pinned ? policies.Find(pinned) : policies.InForce((deployment.Starts ?? time.GetUtcNow()).ForceDay()),
        };
    }

    private sealed class PublishedRow
    {
        public required AnnouncedUse Use { get; init; }

        public required Notice Notice { get; init; }

        public required Deployment Deployment { get; init; }
    }
}
