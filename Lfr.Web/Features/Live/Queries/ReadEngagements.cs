using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Queries;

/// <summary>What the engagement officer's page shows.</summary>
/// <param name="Name">Operation name.</param>
/// <param name="State">State of the deployment.</param>
/// <param name="Open">Alerts judged the same person, officers sent or about to be; the newest first.</param>
/// <param name="Done">Alerts with an outcome; the newest first, at most ten.</param>
public sealed record EngagementBoard(string Name, DeploymentState State, IReadOnlyList<EngagementItem> Open, IReadOnlyList<EngagementItem> Done);

/// <summary>One alert for officers on the street.</summary>
/// <param name="Line">The alert.</param>
/// <param name="Reference">Reference on the list.</param>
/// <param name="Category">Category.</param>
/// <param name="Person">Who is sought and what is to be done.</param>
/// <param name="SentAt">When officers were sent; <see langword="null"/> while the operator still checks.</param>
public sealed record EngagementItem(AlertLine Line, string Reference, EntryCategory Category, SoughtPerson? Person, DateTimeOffset? SentAt);

/// <summary>Reads what officers on the street must know.</summary>
public sealed class ReadEngagements(IDbContextFactory<LfrDbContext> contexts)
{
    private const int MostDone = 10;

    /// <summary>The board; <see langword="null"/> when there is no such deployment or the person may not see it.</summary>
    public async Task<EngagementBoard?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!reader.IsAny(Roles.EngagementOfficer, Roles.Operator, Roles.Silver))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var alerts = await db.Alerts
            .Where(a => a.DeploymentId == deploymentId && (a.State == AlertState.Credible || a.State == AlertState.Dispatched || a.State == AlertState.Closed))
            .OrderByDescending(a => a.Sequence).ToListAsync(cancellationToken);
        var ids = alerts.Select(a => a.EntryId).Distinct().ToList();
        var entries = await db.Entries.Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        return new EngagementBoard(
            deployment.Plan.Name,
            deployment.State,
            [.. alerts.Where(a => a.State != AlertState.Closed).Select(a => Item(a, entries.GetValueOrDefault(a.EntryId), true))],
            [.. alerts.Where(a => a.State == AlertState.Closed).Take(MostDone).Select(a => Item(a, entries.GetValueOrDefault(a.EntryId), false))]);
    }

    private static EngagementItem Item(Alert alert, WatchlistEntry? entry, bool open) => new(
        AlertLine.Of(alert),
        alert.EntryReference,
        alert.Category,
        // A closed alert needs no name any more.
        open && entry is { State: EntryState.Approved or EntryState.Removed, Details: { } d }
            ? new SoughtPerson(d.SubjectName, d.SourceReference, d.LegalReference, d.Justification, d.AgeBand, d.Vulnerability, d.Response, d.ResponsePlan, d.StatusVerifiedAt)
            : null,
        alert.DispatchedBy?.At);
}
