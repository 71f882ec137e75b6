using Lfr.Shared.Deployments;
using Lfr.Shared.Live;

namespace Lfr.Web.Features.Live.Claims;

/// <summary>Whether an alert can have been raised when its worker says it was.</summary>
internal static class AlertTimes
{
    /// <summary>Why it cannot; <see langword="null"/> when it can.</summary>
    /// <param name="raisedAt">When, as the worker says.</param>
    /// <param name="licence">The licence.</param>
    /// <param name="run">Its run.</param>
    /// <param name="next">The run after it; <see langword="null"/> when it is the last.</param>
    /// <param name="assignment">Who ran it; <see langword="null"/> for a run from before that was kept.</param>
    /// <param name="now">Now (UTC).</param>
    public static string? Problem(DateTimeOffset raisedAt, DeploymentLicence licence, Run run, Run? next, WorkerAssignment? assignment, DateTimeOffset now)
    {
        if (raisedAt < run.StartedBy.At || raisedAt >= run.ComparedUntil(next) || !licence.Allows(raisedAt))
            return "The comparison was not made while the licence was live.";
        if (raisedAt > now + Lease.ClockTolerance)
            return "The comparison lies in the future.";
        // An order needs no longer than a lease lasts.
        if (run.Pauses.Any(p => raisedAt > p.From + Lease.Term && raisedAt < (p.To ?? DateTimeOffset.MaxValue)))
            return "The comparison was made while the run was paused.";
        // A run whose list was changed hands over, for which its own bound stands.
        if (assignment is { EndedAt: not null } && run.End != RunEnd.ListChanged && raisedAt > assignment.LastHeard + assignment.Unheard + Lease.ClockTolerance)
            return "The comparison was made after the worker's lease had ended.";
        return assignment is { AlertsLeft: 0 } ? "The run is over, and the worker had said that no alert of it was left." : null;
    }
}
