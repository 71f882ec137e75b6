using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;

namespace Lfr.Web.Workers;

/// <summary>An order to compare nothing more. It counts from the moment it is given, whether or not the database has it yet.</summary>
/// <param name="DeploymentId">Deployment.</param>
/// <param name="Licences">Licences that it is known to have run under; empty when no worker is running it as far as this process knows.</param>
/// <param name="State"><see cref="LeaseState.None"/> to stop, <see cref="LeaseState.Paused"/> to pause.</param>
/// <param name="Reason">Why, as the person wrote it.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="At">When (UTC).</param>
public sealed record RunHalt(Guid DeploymentId, IReadOnlyList<Guid> Licences, LeaseState State, string Reason, Actor By, DateTimeOffset At)
{
    /// <summary>What open rooms show until it is on record.</summary>
    public string NotOnRecord =>
        $"{By.Name} {(State == LeaseState.None ? "stopped" : "paused")} this at {Words.Time(At)}, and the engines were told. It is not on record yet: the database cannot be written. Lfr keeps trying.";

    /// <summary>For the audit log: since when an order holds that the database could not take at once; empty when it could.</summary>
    public static string Late(DateTimeOffset? given, DateTimeOffset recorded) =>
        given is { } at && recorded - at > TimeSpan.FromSeconds(3) ? $" at {Words.Time(at)}; the database could not be written until now" : "";
}
