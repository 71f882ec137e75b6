using System.Diagnostics.Metrics;
using Lfr.Shared.Live;
using Lfr.Web.Telemetry;
using Lfr.Web.Workers;

namespace Lfr.Web.Hosting;

/// <summary>How many workers are connected and how many of them compare, asked whenever somebody measures.</summary>
public sealed class FleetMeter
{
    /// <summary>Adds the instruments to a meter that ends with the host.</summary>
    public FleetMeter(IMeterFactory meters, WorkerFleet fleet)
    {
        var meter = meters.Create(LfrMeter.Name);
        meter.CreateObservableUpDownCounter("lfr.workers.connected", () => fleet.Workers.Count(w => w.IsConnected), "{worker}", "Recognition workers that are connected.");
        meter.CreateObservableUpDownCounter(
            "lfr.runs.live", () => fleet.Workers.Count(w => w.IsConnected && w.Status is { State: WorkerState.Running }), "{run}", "Deployments that a connected worker is comparing for.");
    }
}
