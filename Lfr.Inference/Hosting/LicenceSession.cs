using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Publishing;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <summary>
/// A deployment at work: its cameras, under one licence at a time. Owns the licence's gallery: nothing of a licence outlives it but alerts that wait for the
/// web, and those only as long as the licence would have lasted.
/// </summary>
internal sealed class LicenceSession : IDisposable
{
    private static readonly TimeSpan CamerasCloseWithin = TimeSpan.FromSeconds(15);
    private readonly CameraSession[] cameras;
    private readonly Action alertIsSafe;
    private readonly Func<bool> clockFits;
    private readonly Func<bool> isOffline;
    private readonly Guid workerId;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task[] running;
    private volatile Term term;
    private volatile bool paused;
    private volatile bool stopped;
    private readonly RepeatedPasses passes;
    private readonly LastConfirmation confirmation;
    private int orders;

    /// <param name="licence">Opened and checked.</param>
    /// <param name="passwords">Of cameras whose password the licence has encrypted, by camera.</param>
    /// <param name="models">The models it names.</param>
    /// <param name="gallery">The list that was signed off; zeroed with the run.</param>
    /// <param name="outbox">Where alerts wait; it outlives the run.</param>
    /// <param name="demoFolder">Films of the demonstration.</param>
    /// <param name="paused">Whether it begins paused.</param>
    /// <param name="grantedAt">Timestamp of the clock when the grant came: the first confirmation of the lease.</param>
    /// <param name="clockFits">Whether the worker's clock agrees with the web's.</param>
    /// <param name="isOffline">Whether the worker has no connection.</param>
    /// <param name="workerId">This worker, which the licence may allow to go on without one.</param>
    /// <param name="alertIsSafe">Called after an alert was written to the outbox.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Never told of a face.</param>
    public LicenceSession(
        DeploymentLicence licence,
        IReadOnlyDictionary<Guid, string> passwords,
        ModelSet models,
        Gallery gallery,
        AlertOutbox outbox,
        string? demoFolder,
        bool paused,
        long grantedAt,
        Func<bool> clockFits,
        Func<bool> isOffline,
        Guid workerId,
        Action alertIsSafe,
        TimeProvider time,
        ILogger logger)
    {
        this.paused = paused;
        confirmation = new LastConfirmation(time, grantedAt);
        this.clockFits = clockFits;
        this.isOffline = isOffline;
        this.workerId = workerId;
        this.time = time;
        this.logger = logger;
        passes = new RepeatedPasses();
        this.alertIsSafe = alertIsSafe;
        var repeats = new RepeatSuppression(MatchPolicy.Of(licence).RepeatSuppression);
        foreach (var id in outbox.Waiting())
        {
            if (outbox.Get(id) is { } waiting)
                repeats.Remember(waiting.EntryId, waiting.RaisedAt, waiting.AlertId, waiting.Score);
        }

        term = Begin(licence, models, gallery, outbox, repeats);
        var slots = new AnalysisSlots(Environment.ProcessorCount);
        cameras = [.. licence.Cameras.Select((camera, i) => new CameraSession(Opened(camera, passwords), term.Context, slots, demoFolder, () => MayCompare, time, logger) { Number = i + 1 })];
        running = [.. cameras.Select(camera => camera.RunAsync(stopping.Token))];
    }

    public DeploymentLicence Licence => term.Licence;

    public AlertOutbox Outbox => term.Outbox;

    /// <summary>Whether a face may be compared at this moment.</summary>
    public bool MayCompare => !paused && !stopped && Licence.Allows(time.GetUtcNow()) && !IsOver && LeaseHolds && clockFits() && !confirmation.ClockWasSet;

    /// <summary>
    /// Whether the web confirmed this run within the term of its lease, by a clock that nobody can set. Without a connection the term is the allowance of the licence, if
    /// there is one, as long as the outbox takes what the web cannot: nothing is compared that cannot be recorded.
    /// </summary>
    public bool LeaseHolds => confirmation.Age < LeaseLength;

    /// <summary>Counts the orders that were carried out: an answer to a report that was sent before an order says nothing about it.</summary>
    public int Orders => Volatile.Read(ref orders);

    /// <summary>Whether the window is over, by this worker's clock or by the time that went by since the last confirmation: a clock that is set back opens no window again.</summary>
    public bool IsOver => time.GetUtcNow() >= Licence.NotAfter || confirmation.Now >= Licence.NotAfter;

    public bool IsPaused => paused;

    /// <summary>Takes effect with the next frame.</summary>
    public void Pause()
    {
        Interlocked.Increment(ref orders);
        paused = true;
    }

    public void Resume()
    {
        Interlocked.Increment(ref orders);
        paused = false;
    }

    /// <summary>Whether it compares nothing any more, for good.</summary>
    public bool IsStopped => stopped;

    /// <summary>Takes effect with the next frame, before anything is closed.</summary>
    public void StopComparing() => stopped = true;

    /// <summary>The web confirmed the run.</summary>
    /// <param name="asked">Timestamp of the clock when it was asked: the answer may have been long under way.</param>
    public void Confirm(long asked) => confirmation.Renew(asked);

    /// <summary>Zeroes what the list holds of an entry: no search that begins afterwards finds it.</summary>
    public void Withdraw(Guid entryId)
    {
        try
        {
            term.Gallery.Remove(entryId);
        }
        catch (ObjectDisposedException)
        {
            // The list went away in this moment, and every template with it.
        }
    }

    /// <summary>
    /// Goes on under another licence with another list. The cameras stay open and no frame is missed; each compares with the new list from its next
    /// frame, and the list before is zeroed once the last one has left it. Somebody who was announced a moment ago is not announced again.
    /// </summary>
    /// <returns>The outbox of the licence before: its alerts may still wait.</returns>
    public AlertOutbox Replace(DeploymentLicence licence, Gallery gallery, AlertOutbox outbox)
    {
        var before = term;
        term = Begin(licence, before.Context.Models, gallery, outbox, before.Context.Repeats);
        foreach (var camera in cameras)
            camera.Use(term.Context);
        EngineMeter.End(before.Context.Counters);
        before.Gallery.Dispose();
        return before.Outbox;
    }

    /// <summary>Whether <paramref name="licence"/> is for the same deployment and cameras, so that it may take the place of the one that runs.</summary>
    public bool MayBeReplacedBy(DeploymentLicence licence) =>
        licence.DeploymentId == Licence.DeploymentId && licence.Cameras.SequenceEqual(Licence.Cameras);

    /// <summary>
    /// Closes the cameras, then zeroes the gallery. The outbox stays: its alerts may still wait. However a camera's task ended, and whether it ends at all, the run
    /// is over: nothing is compared from here on.
    /// </summary>
    public async Task StopAsync()
    {
        stopped = true;
        try
        {
            await stopping.CancelAsync();
            await Task.WhenAll(running).WaitAsync(CamerasCloseWithin, time);
        }
        catch (Exception e)
        {
            logger.LogError(e, "A camera of licence {Licence} did not close as it should.", Licence.LicenceId);
        }
        finally
        {
            EngineMeter.End(term.Context.Counters);
            term.Gallery.Dispose();
        }
    }

    public IEnumerable<CameraTile> TakeTiles() => MayCompare ? cameras.Select(camera => camera.TakeTile()).OfType<CameraTile>() : [];

    public WorkerStatus Status(Guid workerId, string? problem)
    {
        var now = time.GetUtcNow();
        var counters = term.Context.Counters;
        return new WorkerStatus(
            workerId,
            paused || stopped || !LeaseHolds || !clockFits() || confirmation.ClockWasSet ? WorkerState.Paused : now < Licence.NotBefore ? WorkerState.Starting : WorkerState.Running,
            Licence.LicenceId,
            problem ?? WhyUnconfirmed() ?? Fault() ?? Outbox.Problem ?? cameras.Select(camera => camera.Problem).FirstOrDefault(sentence => sentence is not null),
            counters.FacesCompared,
            counters.Comparisons,
            counters.FacesDiscarded,
            counters.AlertsRaised,
            counters.AlertsSuppressed,
            Outbox.Count,
            [.. cameras.Select(camera => camera.Status(now))],
            now)
        {
            ComparisonsSpared = counters.ComparisonsSpared,
            FacesPostponed = counters.FacesPostponed,
            CountingId = term.CountingId,
            Repeats = passes.Untold(Outbox),
        };
    }

    /// <summary>The web has what a report said.</summary>
    public void Took(WorkerStatus told) => passes.Took(told.Repeats);

    /// <summary>Alerts that people found to be wrong or in vain silence nobody any more.</summary>
    public void Rearm(IReadOnlyList<Guid> alerts)
    {
        foreach (var alert in alerts)
            term.Context.Repeats.Rearm(alert);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        term.Gallery.Dispose();
        stopping.Dispose();
    }

    private Term Begin(DeploymentLicence licence, ModelSet models, Gallery gallery, AlertOutbox outbox, RepeatSuppression repeats)
    {
        var counts = new FaceCounts();
        EngineMeter.Begin(counts);
        return new(licence, Guid.CreateVersion7(time.GetUtcNow()), gallery, outbox, new AnalysisContext(models, gallery, MatchPolicy.Of(licence), repeats, counts, licence.LicenceId, alert =>
        {
            outbox.Put(alert);
            alertIsSafe();
        })
        {
            Time = time,
            Repeated = passes.Add,
        });
    }

    private TimeSpan LeaseLength => isOffline() && Outbox.Problem is null ? Licence.OfflineFor(workerId) : Lease.Term;

    private string? WhyUnconfirmed() => (stopped, LeaseHolds, confirmation.ClockWasSet) switch
    {
        (true, _, _) => null,
        (_, false, _) => $"Lfr has not confirmed this run for {confirmation.Age.TotalSeconds:0} s: nothing is compared until it does.",
        (_, _, true) => "This worker's clock was set since Lfr last confirmed this run: nothing is compared until Lfr confirms it again.",
        _ => null,
    };

    private static LicensedCamera Opened(LicensedCamera camera, IReadOnlyDictionary<Guid, string> passwords) =>
        passwords.TryGetValue(camera.CameraId, out var password) ? camera with { Source = CameraPassword.PutIn(CameraPassword.TakeOut(camera.Source).Address, password) } : camera;

    /// <summary>An analyser that broke for a reason nobody foresaw must not look like a quiet street.</summary>
    private string? Fault() => running.Any(task => task.IsFaulted || task.IsCanceled) && !stopped
        ? "A camera's analysis stopped; the worker's log says why. Stop the run and start it again."
        : null;

    /// <summary>What belongs to one licence.</summary>
    private sealed record Term(DeploymentLicence Licence, Guid CountingId, Gallery Gallery, AlertOutbox Outbox, AnalysisContext Context);
}
