using Lfr.Shared.Deployments;

namespace Lfr.Web.Features.Live;

/// <summary>
/// What one worker counted under one licence, kept apart from the deployment so that counting does not get in the way of people's changes. A
/// worker that starts again counts from nothing; what it had counted before is added.
/// </summary>
public sealed class RunTally
{
    private RunTally()
    {
    }

    /// <summary>Licence.</summary>
    public Guid LicenceId { get; private set; }

    /// <summary>Worker.</summary>
    public Guid WorkerId { get; private set; }

    /// <summary>Counted by earlier lives of the worker.</summary>
    public RunCounters Before { get; private set; } = RunCounters.None;

    /// <summary>Counted since it started last.</summary>
    public RunCounters Current { get; private set; } = RunCounters.None;

    /// <summary>All together.</summary>
    public RunCounters Total => Before + Current;

    /// <summary>Starts at nothing.</summary>
    public static RunTally Start(Guid licenceId, Guid workerId) => new() { LicenceId = licenceId, WorkerId = workerId };

    /// <summary>Takes a report. Fewer faces than before mean that the worker started again.</summary>
    public void Take(RunCounters reported)
    {
        if (reported.FacesCompared < Current.FacesCompared)
            Before += Current;
        Current = reported;
    }
}
