using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <content>A key at the worker stops what runs here, with or without a connection.</content>
internal sealed partial class LicenceRunner
{
    private volatile StoppedHere? stoppedHere;

    /// <summary>What was stopped before this worker was started again.</summary>
    public StoppedHere? StoppedBefore
    {
        init => stoppedHere = value;
    }

    /// <summary>
    /// Stops comparing with the next frame, then writes down that this licence was stopped here and ends it. The web is told with the next report; until it has
    /// ended the run, it is refused here.
    /// </summary>
    /// <returns>Whether anything ran.</returns>
    public async Task<bool> StopHereAsync()
    {
        var underWay = starting;
        underWay?.Cancellation.Cancel();
        if (run is not { } session)
        {
            logger.LogInformation("Nothing runs on this worker.");
            return underWay is not null;
        }

        session.StopComparing();
        var stop = new StoppedHere(session.Licence.LicenceId, time.GetUtcNow(), session.Licence.NotAfter);
        stoppedHere = stop;
        try
        {
            stop.Write(options.DataFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogError(e, "The stop could not be written down. It holds until this worker is started again.");
        }

        await InTurnAsync(async () =>
        {
            if (Of(stop.LicenceId) is { } ending)
                await EndAsync(ending, "somebody pressed the stop key here");
            refusal = new Refusal(stop.LicenceId, Sentence(stop));
        });
        return true;
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
        if (stoppedHere is { } stop && stop.LicenceId == licence.LicenceId)
            throw new LicenceRefusedException(Sentence(stop));
    }

    private static string Sentence(StoppedHere stop) => $"Somebody pressed the stop key at this worker at {stop.At:HH:mm:ss} UTC: nothing is compared.";
}
