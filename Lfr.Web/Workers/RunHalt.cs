using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;

namespace Lfr.Web.Workers;

/// <summary>An order to compare nothing more. It counts from the moment it is given, whether or not the database has it yet.</summary>
/// <param name="DeploymentId">Deployment.</param>
/// <param name="Licences">Licences that it is known to have run under, newest first; empty when this process knows of none.</param>
/// <param name="State"><see cref="LeaseState.None"/> to stop, <see cref="LeaseState.Paused"/> to pause.</param>
/// <param name="Reason">Why, as the person wrote it.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="At">When (UTC).</param>
public sealed record RunHalt(Guid DeploymentId, IReadOnlyList<Guid> Licences, LeaseState State, string Reason, Actor By, DateTimeOffset At)
{
    /// <summary>What open rooms show until it is on record.</summary>
    public string NotOnRecord =>
        $"{By.Name} {(State == LeaseState.None ? "stopped" : "paused")} this at {Words.Time(At)}, and the engines were told. It is not on record yet: the database cannot be written. Lfr keeps trying.";

    /// <summary>How the run stands until it is on record: the record still says that it is live.</summary>
    public string NotYetRecorded => $"{(State == LeaseState.None ? "Stopped" : "Paused")}, not yet recorded";

    /// <summary>Why an order that was left over is not recorded.</summary>
    public const string LeftOver = "The run that this order was for is over.";

    /// <summary>Whether another run than the one it is about is under way.</summary>
    public bool IsLeftOver(Deployment deployment) => deployment.CurrentRun is not null && !Concerns(deployment);

    /// <summary>
    /// Whether the order is about the run that is under way: the one that the person saw, or one that took over from it with a changed list. A later
    /// go-live is another run, and an order that was left over does not stop it.
    /// </summary>
    public bool Concerns(Deployment deployment)
    {
        if (deployment.CurrentRun is not { } current)
            return false;
        if (Licences.Count == 0)
            return At >= current.StartedBy.At;
        for (var i = deployment.Runs.Count - 1; i >= 0; i--)
        {
            if (Licences.Contains(deployment.Runs[i].LicenceId))
                return true;
            if (i == 0 || deployment.Runs[i - 1].End != RunEnd.ListChanged)
                return false;
        }

        return false;
    }

    /// <summary>The instant that the record gives it: a run that took over since cannot end before it began.</summary>
    public DateTimeOffset RecordedAs(Deployment deployment) =>
        deployment.CurrentRun is { StartedBy.At: var began } && began > At ? began : At;

    /// <summary>For the audit log: since when an order holds that the database could not take at once; empty when it could.</summary>
    public string Late(DateTimeOffset recorded) =>
        recorded - At > TimeSpan.FromSeconds(3) ? $" at {Words.Time(At)}; the database could not be written until now" : "";
}
