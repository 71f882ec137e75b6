using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <content>A key at the worker stops what runs here, or is about to, with or without a connection.</content>
internal sealed partial class LicenceRunner
{
    private volatile StoppedHere? stoppedHere;

    /// <summary>What was stopped before this worker was started again.</summary>
    public StoppedHere? StoppedBefore
    {
        init => stoppedHere = value;
    }

    /// <summary>
    /// Stops comparing with the next frame, then writes down which licences were stopped here and ends them. The web is told with the next report; until it has ended the
    /// run, it is refused here.
    /// </summary>
    /// <returns>Whether anything ran, or was about to.</returns>
    public async Task<bool> StopHereAsync()
    {
        var (underWay, session) = (starting, run);
        session?.StopComparing();
        DeploymentLicence[] licences = [.. new[] { underWay?.Licence, session?.Licence }.OfType<DeploymentLicence>().Where(l => stoppedHere?.Covers(l.LicenceId) != true)];
        if (licences.Length == 0)
        {
            logger.LogInformation("Nothing runs on this worker.");
            return false;
        }

        // From here on it is refused, also where it is about to begin.
        var stop = new StoppedHere([.. licences.Select(l => l.LicenceId).Distinct()], time.GetUtcNow(), licences.Max(l => l.NotAfter));
        stoppedHere = stop;
        Cancel(underWay);
        try
        {
            stop.Write(options.DataFolder);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogError(e, "The stop could not be written down. It holds until this worker is started again.");
        }

        await InTurnAsync(async () =>
        {
            // What the web runs: the one that was about to take over, where there was one.
            refusal = new Refusal(licences[0].LicenceId, Sentence(stop));
            if (run is { } ending && stop.Covers(ending.Licence.LicenceId))
                await EndAsync(ending, "somebody pressed the stop key here");
        });
        return true;
    }

    private static void Cancel(StartUnderWay? underWay)
    {
        try
        {
            underWay?.Cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was just through; its turn is over, and the run is ended in the next.
        }
    }

    private void ForgetStopThatIsOver()
    {
        if (stoppedHere is not { } stop || time.GetUtcNow() < stop.Until)
            return;
        StoppedHere.Read(options.DataFolder, time.GetUtcNow());
        stoppedHere = null;
    }

    /// <exception cref="LicenceRefusedException">Somebody stopped it here.</exception>
    private void RefuseWhatWasStopped(DeploymentLicence licence)
    {
        if (stoppedHere is { } stop && stop.Covers(licence.LicenceId))
            throw new LicenceRefusedException(Sentence(stop));
    }

    private static string Sentence(StoppedHere stop) => $"Somebody pressed the stop key at this worker at {stop.At:HH:mm:ss} UTC: nothing is compared.";
}
