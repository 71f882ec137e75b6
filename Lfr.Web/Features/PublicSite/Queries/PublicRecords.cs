using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Records;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.PublicSite.Queries;

/// <summary>A published record as the public sees it.</summary>
/// <param name="Reference">The deployment's reference.</param>
/// <param name="Plan">Plan, of which the page shows name, place, window and purpose only.</param>
/// <param name="Versions">Published versions, oldest first.</param>
/// <param name="Standing">What the standing rules of its policy say of what is published: false alerts (R30), date (R44).</param>
public sealed record PublicRecord(string Reference, Plan Plan, IReadOnlyList<RecordVersion> Versions, IReadOnlyList<Finding> Standing)
{
    /// <summary>What is said now.</summary>
    public RecordVersion Current => Versions[^1];
}

/// <summary>A use whose results are still to come.</summary>
/// <param name="Reference">Reference.</param>
/// <param name="Name">Name.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="InTime">What R44 says of its record; <see langword="null"/> when its policy sets no date.</param>
public sealed record RecordToCome(string Reference, string Name, DateTimeOffset Ended, Finding? InTime);

/// <summary>A trial from before Lfr.</summary>
/// <param name="Trial">What is known of it.</param>
/// <param name="Policy">The policy of its day.</param>
/// <param name="Then">Why the policy of its day would refuse it.</param>
/// <param name="Today">Why today's policy would refuse it.</param>
public sealed record HistoricalCase(Trial Trial, PolicyPack? Policy, IReadOnlyList<Finding> Then, IReadOnlyList<Finding> Today)
{
    /// <summary>What was published.</summary>
    public HistoricalFigures Figures { get; } = Trial.Figures;
}

/// <summary>Reads published records. Needs no sign-in and can reach nothing else.</summary>
public sealed class PublicRecords(IDbContextFactory<LfrDbContext> contexts, PolicyLibrary policies, TimeProvider time)
{
    /// <summary>How many records are public.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Published(db).CountAsync(cancellationToken);
    }

    /// <summary>Published records, the latest first.</summary>
    /// <param name="skip">How many come before.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<PublicRecord>> ListAsync(int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Published(db).OrderByDescending(r => r.Deployment.Starts).ThenBy(r => r.Deployment.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return [.. rows.Select(Of)];
    }

    /// <summary>One record; <see langword="null"/> when none is public under <paramref name="reference"/>.</summary>
    public async Task<PublicRecord?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Published(db).FirstOrDefaultAsync(r => r.Deployment.Reference == reference, cancellationToken) is { } row ? Of(row) : null;
    }

    /// <summary>What a scorecard asks of the published uses that ended at or after <paramref name="since"/>.</summary>
    public async Task<IReadOnlyList<ScorecardUse>> UsesSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (from record in db.Records.AsNoTracking()
                          join deployment in db.Deployments.AsNoTracking() on record.DeploymentId equals deployment.Id
                          join notice in db.Notices.AsNoTracking() on deployment.Id equals notice.DeploymentId into notices
                          from notice in notices.DefaultIfEmpty()
                          where deployment.State == DeploymentState.Published && deployment.HistoricalSource == null && deployment.Ends >= since
                          select new { record, deployment, notice }).ToListAsync(cancellationToken);
        var documents = (await (from document in db.AssessmentDocuments.AsNoTracking()
                                join deployment in db.Deployments.AsNoTracking() on document.DeploymentId equals deployment.Id
                                where deployment.State == DeploymentState.Published && deployment.HistoricalSource == null && deployment.Ends >= since
                                select document).ToListAsync(cancellationToken)).ToLookup(d => d.DeploymentId);
        return [.. rows.Where(r => r.record.Versions.Count > 0).Select(r => ScorecardUse.Of(
            r.deployment, r.notice, r.record, r.deployment.PolicyId is { } id ? policies.Find(id) : null, Standing(r.deployment, r.record), [.. documents[r.deployment.Id]]))];
    }

    /// <summary>Uses that are over and whose record is not public yet, the most overdue first.</summary>
    public async Task<IReadOnlyList<RecordToCome>> ToComeAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ended = await db.Deployments.AsNoTracking()
            .Where(d => d.State == DeploymentState.Ended || d.State == DeploymentState.Debriefed).ToListAsync(cancellationToken);
        return [.. from d in ended
                   where d.EndedAt is not null
                   orderby d.EndedAt
                   select new RecordToCome(d.Reference, d.Plan.Name, d.EndedAt!.Value, Standing(d, null).FirstOrDefault(f => f.IsOf<RecordIsPublishedInTime>()))];
    }

    private static IQueryable<PublishedRow> Published(LfrDbContext db) =>
        from record in db.Records.AsNoTracking()
        join deployment in db.Deployments.AsNoTracking() on record.DeploymentId equals deployment.Id
        where deployment.State == DeploymentState.Published && deployment.HistoricalSource == null
        select new PublishedRow { Record = record, Deployment = deployment };

    private PublicRecord Of(PublishedRow row) => new(row.Deployment.Reference, row.Deployment.Plan, row.Record.Versions, Standing(row.Deployment, row.Record));

    private IReadOnlyList<Finding> Standing(Deployment deployment, DeploymentRecord? record)
    {
        if (deployment.PolicyId is not { } id || policies.Find(id) is not { } policy)
            return [];
        var figures = record?.Current?.Figures;
        // Whether officers are present is asked while cameras compare; of a run that is over it says nothing.
        return [.. RuleBook.Judge(new StandingDossier(
            (figures?.False ?? 0) + (figures?.ConfirmedFalse ?? 0), figures?.FacesCompared ?? 0, deployment.EndedAt, record?.FirstPublishedAt, policy, time.GetUtcNow())).Where(f => !f.IsOf<OfficersArePresent>())];
    }

    /// <summary>The trials from before Lfr, oldest first, with what the policy of their day and today's say about them.</summary>
    public async Task<IReadOnlyList<HistoricalCase>> HistoricalAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var trials = await db.Trials.AsNoTracking().OrderBy(t => t.Number).ToListAsync(cancellationToken);
        return [.. trials.Select(Of)];
    }

    /// <summary>One trial; <see langword="null"/> when there is none under <paramref name="reference"/>.</summary>
    public async Task<HistoricalCase?> FindTrialAsync(string reference, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Trials.AsNoTracking().FirstOrDefaultAsync(t => t.Reference == reference, cancellationToken) is { } trial ? Of(trial) : null;
    }

    private HistoricalCase Of(Trial trial)
    {
        var (then, today) = (policies.InForce(trial.FirstDay), policies.InForce(time.GetUtcNow().ForceDay()));
        return new HistoricalCase(trial, then, then is null ? [] : WouldBeRefusedToday.Reasons(then, trial), today is null ? [] : WouldBeRefusedToday.Reasons(today, trial));
    }

    private sealed class PublishedRow
    {
        public required DeploymentRecord Record { get; init; }

        public required Deployment Deployment { get; init; }
    }
}
