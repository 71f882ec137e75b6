using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>The uses of one year, and which years there are.</summary>
/// <param name="Years">Years with uses, the latest first.</param>
/// <param name="Shown">The year asked for, or the latest; <see langword="null"/> when there is none at all.</param>
public sealed record YearsOfUses(IReadOnlyList<int> Years, YearOfUses? Shown);

/// <summary>Reads the public uses of a year from all three sources: records of what ran here, what the force published, and the trials. Names no listed person, and needs no sign-in.</summary>
public sealed class YearReader(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>The uses of <paramref name="year"/>; without a year, or with one that has none, those of the latest year.</summary>
    public async Task<YearsOfUses> RunAsync(int? year, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var published = from record in db.Records
                        join deployment in db.Deployments on record.DeploymentId equals deployment.Id
                        where deployment.State == DeploymentState.Published && deployment.HistoricalSource == null
                        select new { record, deployment };
        var starts = await published.Where(p => p.deployment.Starts != null).Select(p => p.deployment.Starts!.Value).ToListAsync(cancellationToken);
        int[] years =
        [
            .. starts.Select(s => s.ForceDay().Year)
                .Concat(await db.PublishedUses.Select(u => u.Day.Year).Distinct().ToListAsync(cancellationToken))
                .Concat(await db.Trials.Select(t => t.FirstDay.Year).Distinct().ToListAsync(cancellationToken))
                .Distinct().OrderDescending(),
        ];
        if (years.Length == 0)
            return new YearsOfUses(years, null);
        var shown = year is { } asked && years.Contains(asked) ? asked : years[0];
        var (first, last) = (new DateOnly(shown, 1, 1), new DateOnly(shown, 12, 31));

        // A day of room on both sides: the year is that of the force's clock, the column's time is UTC.
        var (from, to) = (new DateTimeOffset(first.AddDays(-1), default, TimeSpan.Zero), new DateTimeOffset(last.AddDays(2), default, TimeSpan.Zero));
        var here = await published.Where(p => p.deployment.Starts >= from && p.deployment.Starts < to).ToListAsync(cancellationToken);
        var asPublished = await db.PublishedUses.Where(u => u.Day >= first && u.Day <= last).ToListAsync(cancellationToken);
        var trials = await db.Trials.Where(t => t.FirstDay >= first && t.FirstDay <= last).OrderBy(t => t.Number).ToListAsync(cancellationToken);
        IEnumerable<YearUse> uses =
        [
            .. here.Where(h => h.record.Versions.Count > 0 && h.deployment.Starts!.Value.ForceDay().Year == shown).Select(h => Of(h.deployment, h.record.Versions[^1].Figures)),
            .. asPublished.Select(Of),
            .. trials.Select(Of),
        ];
        return new YearsOfUses(years, new YearOfUses(shown, [.. uses.OrderByDescending(u => u.Day).ThenBy(u => u.Name, StringComparer.Ordinal)], [.. trials.SelectMany(t => t.Facts.Together).Distinct()]));
    }

    private static YearUse Of(Deployment deployment, DeploymentFigures figures)
    {
        var day = deployment.Starts!.Value.ForceDay();
        return new YearUse(UseOrigin.Here, deployment.Name, Words.Day(day), day)
        {
            Reference = deployment.Reference,
            ListSize = figures.ListSize,
            Threshold = figures.Publishes(RecordColumn.Threshold) ? (decimal?)figures.Threshold : null,
            Faces = figures.FacesCompared,
            Alerts = figures.Alerts,
            False = figures.FalsePerFace.Events,
            LfrArrests = figures.LfrArrests,
        };
    }

    private static YearUse Of(PublishedUse use) => new(UseOrigin.AsPublished, use.Figures.Location, Words.Day(use.Day), use.Day)
    {
        ListSize = use.Figures.ListSize,
        Threshold = use.Figures.Threshold,
        Faces = use.Figures.Faces,
        FacesAreEstimated = true,
        Alerts = use.Figures.Alerts,
        False = use.Figures.False,
        LfrArrests = use.Figures.Arrests,
    };

    private static YearUse Of(Trial trial) => new(UseOrigin.Trial, trial.Name, trial.When, trial.FirstDay)
    {
        Reference = trial.Reference,
        ListSize = trial.Facts.ListSize,
        Faces = trial.Facts.Faces,
        FacesAreEstimated = true,
        Alerts = trial.Facts.Alerts,
        False = trial.Facts.FalseAlerts,
        LfrArrests = trial.Facts.LfrArrests,
    };
}
