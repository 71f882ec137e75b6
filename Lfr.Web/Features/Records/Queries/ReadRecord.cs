using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Queries;

/// <summary>What the page after the run shows.</summary>
/// <param name="DeploymentId">Deployment.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Name">Operation name.</param>
/// <param name="State">State.</param>
/// <param name="Window">Its window.</param>
/// <param name="Outstanding">Alerts without an outcome.</param>
/// <param name="Retention">What is kept of it and until when, and what was destroyed.</param>
/// <param name="Standing">What the standing rules say of its false alerts (R30) and its record (R44).</param>
/// <param name="Figures">Computed now; <see langword="null"/> for a case from before Lfr, of which nothing was measured here.</param>
/// <param name="Past">What was published about a case from before Lfr; <see langword="null"/> for all others.</param>
/// <param name="Points">Alerts for the charts.</param>
/// <param name="Draft">The words being written; <see langword="null"/> before the first.</param>
/// <param name="Revision">Revision of the record; 0 before the first words.</param>
/// <param name="Versions">Published versions, oldest first.</param>
public sealed record RecordView(
    Guid DeploymentId,
    string Reference,
    string Name,
    DeploymentState State,
    Window? Window,
    IReadOnlyList<OutstandingAlert> Outstanding,
    RetentionStatement Retention,
    IReadOnlyList<Finding> Standing,
    DeploymentFigures? Figures,
    HistoricalFigures? Past,
    IReadOnlyList<AlertPoint> Points,
    RecordText? Draft,
    long Revision,
    IReadOnlyList<RecordVersion> Versions)
{
    /// <summary>Revision of the deployment.</summary>
    public long DeploymentRevision { get; init; }

    /// <summary>Currency in which the policy of the deployment counts money.</summary>
    public string Currency { get; init; } = Money.Pounds;

    /// <summary>Why somebody else than the reader closes it down; <see langword="null"/> where the reader may, by their duty, or there is nothing to close down.</summary>
    public Outcome? SomebodyElseCloses { get; init; }

    /// <summary>Whether the run is over.</summary>
    public bool IsOver => State is DeploymentState.Ended or DeploymentState.Debriefed or DeploymentState.Published;
}

/// <summary>An alert without an outcome.</summary>
public sealed record OutstandingAlert(Guid Id, long Sequence, AlertState State, DateTimeOffset RaisedAt);

/// <summary>Whether an alert was right, as far as anybody knows.</summary>
public enum AlertTruth
{
    /// <summary>Identity was established: the person sought.</summary>
    True,

    /// <summary>Judged or found to be somebody else.</summary>
    False,

    /// <summary>Nobody knows.</summary>
    Unconfirmed,
}

/// <summary>An alert as a point of a chart.</summary>
public sealed record AlertPoint(long Sequence, DateTimeOffset At, float Score, AlertTruth Truth);

/// <summary>Reads what the record is made from. Scores are shown here, after everything is decided.</summary>
public sealed class ReadRecord(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The view; <see langword="null"/> when there is no such deployment or the person may not read it.</summary>
    public async Task<RecordView?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.WriteRecords.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        // Until the close-down freezes them, the counts stand with the workers' reports; this copy is not tracked and never saved.
        foreach (var run in deployment.Runs)
            deployment.Count(run.LicenceId, await FaceCountStore.TotalAsync(db, run.LicenceId, cancellationToken));
        var now = time.GetUtcNow();
        var record = await db.Records.FirstOrDefaultAsync(r => r.DeploymentId == deploymentId, cancellationToken);
        var alerts = await db.Alerts.Where(a => a.DeploymentId == deploymentId).OrderBy(a => a.Sequence).ToListAsync(cancellationToken);
        var retention = dossiers.RetentionOf(deployment, now);
        var past = HistoricalFigures.Of(deployment, await db.Trials.FirstOrDefaultAsync(t => t.Reference == deployment.Reference, cancellationToken));
        return new RecordView(
            deployment.Id,
            deployment.Reference,
            deployment.Plan.Name,
            deployment.State,
            deployment.Plan.Window,
            [.. alerts.Where(a => !a.IsResolved).Select(a => new OutstandingAlert(a.Id, a.Sequence, a.State, a.RaisedAt))],
            await RetentionReader.ReadAsync(db, deployment, retention, cancellationToken),
            await dossiers.StandingAsync(db, deployment, now, cancellationToken) is { } standing ? RuleBook.Judge(standing) : [],
            past is null ? await FiguresReader.LookAsync(db, deployment, dossiers.PolicyFor(deployment, now), record?.Draft.WiderArrests, now, cancellationToken) : null,
            past,
            [.. alerts.Select(a => new AlertPoint(a.Sequence, a.RaisedAt, a.Evidence.Score, TruthOf(a)))],
            record?.Draft,
            record?.Revision ?? 0,
            record?.Versions ?? [])
        {
            DeploymentRevision = deployment.Revision,
            SomebodyElseCloses = deployment is { State: DeploymentState.Ended, Purge: null } && EvidenceHolders.MayDestroy(reader, alerts) is { Succeeded: false } own ? own : null,
            Currency = dossiers.PolicyFor(deployment, now)?.Currency ?? Money.Pounds,
        };
    }

    private static AlertTruth TruthOf(Alert alert) => alert.Result switch
    {
        AlertResult.ConfirmedTrue => AlertTruth.True,
        AlertResult.False or AlertResult.ConfirmedFalse => AlertTruth.False,
        _ => AlertTruth.Unconfirmed,
    };
}
