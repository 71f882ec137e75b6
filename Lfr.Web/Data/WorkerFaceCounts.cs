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

    /// <summary>Counted by earlier lives of the worker.</summary>
    public FaceCounts Before { get; private set; } = FaceCounts.None;

    /// <summary>Counted since it started last.</summary>
    public FaceCounts Current { get; private set; } = FaceCounts.None;

    /// <summary>All together.</summary>
    public FaceCounts Total => Before + Current;

    /// <summary>Starts at nothing.</summary>
    public static WorkerFaceCounts Start(Guid licenceId, Guid workerId) => new() { LicenceId = licenceId, WorkerId = workerId };

    /// <summary>Takes a report. Less of anything than before means that the worker started again: what was counted is never taken back.</summary>
    public void Take(FaceCounts reported)
    {
        if (StartsAgain(reported))
            Before += Current;
        Current = reported;
    }

    /// <summary>All together, if <paramref name="reported"/> were taken.</summary>
    public FaceCounts TotalAfter(FaceCounts reported) => StartsAgain(reported) ? Total + reported : Before + reported;

    private bool StartsAgain(FaceCounts reported) =>
        reported.FacesCompared < Current.FacesCompared || reported.FacesDiscarded < Current.FacesDiscarded || reported.AlertsRaised < Current.AlertsRaised
        || reported.AlertsSuppressed < Current.AlertsSuppressed || reported.FramesDropped < Current.FramesDropped;
}
