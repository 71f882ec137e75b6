using Lfr.Shared.Audit;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>A step in the life of a deployment, from the audit log.</summary>
/// <param name="At">When; of several in a row the last.</param>
/// <param name="Who">Who.</param>
/// <param name="Sentence">What was done, or why it was refused.</param>
/// <param name="Done">Whether it was done.</param>
/// <param name="Rules">Rules that refused it; may be empty.</param>
/// <param name="Times">How often in a row: plans save themselves.</param>
public sealed record DeploymentEvent(DateTimeOffset At, string Who, string Sentence, bool Done, string Rules, int Times);

/// <summary>
/// The milestones of a deployment. Single entries and alerts are not among them: they are read in the audit log, by those who may.
/// </summary>
public static class DeploymentTimeline
{
    private const int Shown = 60;

    private static readonly string[] Milestones =
        [.. typeof(DeploymentTimeline).Assembly.GetTypes().Where(t => t.IsDefined(typeof(MilestoneAttribute), inherit: false)).Select(t => t.Name)];

    /// <summary>The latest milestones, the latest first; the same by the same person in a row is one line.</summary>
    public static async Task<IReadOnlyList<DeploymentEvent>> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var events = await db.AuditEvents.AsNoTracking().Where(e => e.DeploymentId == deploymentId && Milestones.Contains(e.Action))
            .OrderByDescending(e => e.Number).Take(Shown * 10).ToListAsync(cancellationToken);
        return [.. Folded(events).Take(Shown)];
    }

    private static IEnumerable<DeploymentEvent> Folded(List<AuditEvent> events)
    {
        for (var i = 0; i < events.Count;)
        {
            var (first, times) = (events[i], 1);
            while (i + times < events.Count && IsSame(first, events[i + times]))
                times++;
            yield return new DeploymentEvent(first.At, first.ActorName, first.Sentence, first.Done, first.Rules, times);
            i += times;
        }
    }

    private static bool IsSame(AuditEvent a, AuditEvent b) =>
        a.ActorId == b.ActorId && a.Done == b.Done && string.Equals(a.Action, b.Action, StringComparison.Ordinal) && string.Equals(a.Sentence, b.Sentence, StringComparison.Ordinal);
}
