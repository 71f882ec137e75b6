using Lfr.Shared.Deployments;

namespace Lfr.Web.Data;

/// <summary>
/// What one worker counted under one licence, kept apart from the deployment so that counting does not get in the way of people's changes. A
/// worker that starts again counts from nothing; what it had counted before is added.
/// </summary>
public sealed class WorkerFaceCounts
{
    private WorkerFaceCounts()
    {
    }

    /// <summary>Licence.</summary>
    public Guid LicenceId { get; private set; }

    /// <summary>Worker.</summary>
    public Guid WorkerId { get; private set; }

    /// <summary>Which counting of the worker: it counts from nothing with each start. <see cref="Guid.Empty"/> for workers that do not tell.</summary>
    public Guid CountingId { get; private set; }

    /// <summary>Counted by earlier lives of a worker that does not tell its countings apart.</summary>
    public FaceCounts Before { get; private set; } = FaceCounts.None;

    /// <summary>Counted since it started last.</summary>
    public FaceCounts Current { get; private set; } = FaceCounts.None;

    /// <summary>All together.</summary>
    public FaceCounts Total => Before + Current;

    /// <summary>Starts at nothing.</summary>
    public static WorkerFaceCounts Start(Guid licenceId, Guid workerId, Guid countingId) => new() { LicenceId = licenceId, WorkerId = workerId, CountingId = countingId };

    /// <summary>
    /// Takes a report. What was counted is never taken back: of one counting the highest stands, whichever report came last. Where the worker does not tell its countings
    /// apart, less of anything than before means that it started again.
    /// </summary>
    public void Take(FaceCounts reported)
    {
        if (CountingId != Guid.Empty)
        {
            Current = FaceCounts.Highest(Current, reported);
            return;
        }

        if (StartsAgain(reported))
            Before += Current;
        Current = reported;
    }

    /// <summary>All together, if <paramref name="reported"/> were taken.</summary>
    public FaceCounts TotalAfter(FaceCounts reported) =>
        CountingId != Guid.Empty ? FaceCounts.Highest(Current, reported) : StartsAgain(reported) ? Total + reported : Before + reported;

    private bool StartsAgain(FaceCounts reported) =>
        reported.FacesCompared < Current.FacesCompared || reported.FacesDiscarded < Current.FacesDiscarded || reported.AlertsRaised < Current.AlertsRaised
        || reported.AlertsSuppressed < Current.AlertsSuppressed || reported.FramesDropped < Current.FramesDropped;
}
