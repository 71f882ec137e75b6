using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Publishing;
using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <summary>
/// One licence at work. Owns its gallery and its outbox: nothing of a licence outlives its run but alerts that wait for the web, and those
/// only while the licence lasts.
/// </summary>
internal sealed class LicensedRun : IDisposable
{
    private readonly Gallery gallery;
    private readonly CameraRun[] cameras;
    private readonly RunCounters counters = new();
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task[] running;
    private volatile bool paused;
    private volatile bool stopped;

    /// <param name="licence">Opened and checked.</param>
    /// <param name="models">The models it names.</param>
    /// <param name="gallery">The list that was signed off; zeroed with the run.</param>
    /// <param name="outbox">Where alerts wait; disposed with the run.</param>
    /// <param name="demoFolder">Films of the demonstration.</param>
    /// <param name="paused">Whether it begins paused.</param>
    /// <param name="alertIsSafe">Called after an alert was written to the outbox.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Never told of a face.</param>
    public LicensedRun(
        DeploymentLicence licence,
        ModelSet models,
        Gallery gallery,
        AlertOutbox outbox,
        string? demoFolder,
        bool paused,
        Action alertIsSafe,
        TimeProvider time,
        ILogger logger)
    {
        Licence = licence;
        Outbox = outbox;
        this.gallery = gallery;
        this.paused = paused;
        this.time = time;
        var policy = MatchPolicy.Of(licence);
        var repeats = new RepeatSuppression(policy.RepeatSuppression);
        foreach (var id in outbox.Waiting())
        {
            if (outbox.Get(id) is { } waiting)
                repeats.Remember(waiting.EntryId, waiting.RaisedAt);
        }

        var context = new AnalysisContext(models, gallery, policy, repeats, counters, licence.LicenceId, alert =>
        {
            outbox.Put(alert);
            alertIsSafe();
        });
        cameras = [.. licence.Cameras.Select(camera => new CameraRun(camera, context, demoFolder, () => MayCompare, time, logger))];
        running = [.. cameras.Select(camera => camera.RunAsync(stopping.Token))];
    }

    public DeploymentLicence Licence { get; }

    public AlertOutbox Outbox { get; }

    /// <summary>Whether a face may be compared at this moment.</summary>
    public bool MayCompare => !paused && !stopped && Licence.Allows(time.GetUtcNow());

    /// <summary>Whether the window is over.</summary>
    public bool IsOver => time.GetUtcNow() >= Licence.NotAfter;

    public bool IsPaused => paused;

    /// <summary>Takes effect with the next frame.</summary>
    public void Pause() => paused = true;

    public void Resume() => paused = false;

    /// <summary>Takes effect with the next frame, before anything is closed.</summary>
    public void StopComparing() => stopped = true;

    /// <summary>Closes the cameras, then zeroes the gallery. The outbox stays usable until <see cref="Dispose"/>.</summary>
    public async Task StopAsync()
    {
        stopped = true;
        await stopping.CancelAsync();
        try
        {
            await Task.WhenAll(running);
        }
        finally
        {
            gallery.Dispose();
        }
    }

    public IEnumerable<CameraTile> TakeTiles() => MayCompare ? cameras.Select(camera => camera.TakeTile()).OfType<CameraTile>() : [];

    public WorkerStatus Status(Guid workerId, string? problem)
    {
        var now = time.GetUtcNow();
        return new WorkerStatus(
            workerId,
            paused || stopped ? WorkerState.Paused : now < Licence.NotBefore ? WorkerState.Starting : WorkerState.Running,
            Licence.LicenceId,
            problem ?? Fault() ?? Outbox.Problem ?? cameras.Select(camera => camera.Problem).FirstOrDefault(sentence => sentence is not null),
            counters.FacesCompared,
            counters.Comparisons,
            counters.FacesDiscarded,
            counters.AlertsRaised,
            counters.AlertsSuppressed,
            Outbox.Count,
            [.. cameras.Select(camera => camera.Status(now))],
            now);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        gallery.Dispose();
        Outbox.Dispose();
        stopping.Dispose();
    }

    /// <summary>An analyser that broke for a reason nobody foresaw must not look like a quiet street.</summary>
    private string? Fault() => running.FirstOrDefault(task => task.IsFaulted)?.Exception?.GetBaseException() is { } broken
        ? $"A camera's analysis broke off: {broken.Message}"
        : null;
}
