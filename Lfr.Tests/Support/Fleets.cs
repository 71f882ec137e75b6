using Lfr.Shared.Live;
using Lfr.Web.Workers;

namespace Lfr.Tests.Support;

/// <summary>What tests wait for on a worker.</summary>
internal static class Fleets
{
    /// <summary>The worker that reports about a licence.</summary>
    public static WorkerView? Running(this WorkerFleet fleet, Guid licenceId) => fleet.Workers.FirstOrDefault(w => w.Status?.LicenceId == licenceId);

    /// <summary>Whether a worker could take a licence now.</summary>
    public static bool IsReady(this WorkerFleet fleet) => fleet.Workers.Any(w => w is { IsConnected: true, Hello.Problem: null, Status.State: WorkerState.Idle });
}
