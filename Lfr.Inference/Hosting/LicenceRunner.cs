using System.Collections.Concurrent;
using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Inference.Publishing;
using Lfr.Shared.Live;
using Microsoft.Extensions.Logging;

namespace Lfr.Inference.Hosting;

/// <summary>
/// Takes the web's orders, one after the other, and holds at most one run. Pausing and stopping take effect on the very next frame, before the
/// order's turn has come.
/// </summary>
internal sealed partial class LicenceRunner : IAsyncDisposable
{
    private static readonly TimeSpan LastDelivery = TimeSpan.FromSeconds(5);

    /// <summary>How long after its end a licence's outbox may still lie on the disk of a worker that was switched off.</summary>
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromMinutes(1);

    private readonly WorkerOptions options;
    private readonly Guid workerId;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Action alertIsSafe;
    private readonly SemaphoreSlim turn = new(1);
    private readonly AlertSender sender;
    private readonly CancellationTokenSource leaving = new();
    private ModelSet? models;
    private volatile LicenceSession? run;
    private volatile Refusal? refusal;
    private volatile StartUnderWay? starting;

    public LicenceRunner(WorkerOptions options, Guid workerId, TimeProvider time, ILogger logger, Action alertIsSafe)
    {
        this.options = options;
        this.workerId = workerId;
        this.time = time;
        this.logger = logger;
        this.alertIsSafe = alertIsSafe;
        sender = new AlertSender(logger, Refused);
    }

    /// <summary>The run under way; <see langword="null"/> when idle.</summary>
    public LicenceSession? Run => run;

    /// <summary>Whether this worker's clock agrees with the web's. While it does not, nothing is compared.</summary>
    public bool ClockFits { get; set; } = true;

    /// <summary>The connected hub; <see langword="null"/> while the web cannot be reached. A run goes on without it for the term of its lease.</summary>
    public IWorkerHub? Hub { get; set; }

    /// <summary>After every (re)connection: runs what the web says should run, ends and forgets everything else.</summary>
    public async Task WelcomeAsync(WorkerWelcome welcome, Asked asked)
    {
        var licences = welcome.Grants.Select(LicenceOf).OfType<DeploymentLicence>().ToArray();
        var granted = licences.Select(l => l.LicenceId).ToHashSet();
        if (run is { } old && !granted.Contains(old.Licence.LicenceId) && !licences.Any(old.MayBeReplacedBy))
            await StopAsync(old.Licence.LicenceId, "the web no longer has this licence");
        await InTurnAsync(() =>
        {
            // What runs may be replaced in a moment; its last alerts are offered then.
            AlertOutbox.DeleteExcept(options.DataFolder, [.. granted, .. left.Keys, .. run is { } going ? (Guid[])[going.Licence.LicenceId] : []]);
            refusal = null;
            return Task.CompletedTask;
        });
        foreach (var grant in welcome.Grants)
            await StartAsync(grant, asked);
    }

    /// <summary>Checks a grant and runs it, or keeps the sentence that says why not.</summary>
    public Task StartAsync(LicenceGrant grant) => StartAsync(grant, new Asked(time.GetTimestamp(), null));

    private Task StartAsync(LicenceGrant grant, Asked asked) => InTurnAsync(async () =>
    {
        DeploymentLicence? licence = null;
        using var given = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        try
        {
            licence = LicenceCheck.Open(grant.Licence, options.LicencePublicKey());
            RefuseWhatWasStopped(licence);
            if (run is { } same && same.Licence.LicenceId == licence.LicenceId)
            {
                Align(same, grant, asked);
                await ConfirmAsync(licence.LicenceId, grant.Withdrawn);
                return;
            }

            // What was stopped and could not end yet would take the licence and never compare.
            if (run is { IsStopped: true } over)
                await EndAsync(over, "another licence follows it");
            starting = new StartUnderWay(licence, given);
            if (run is { } current)
                await ReplaceAsync(current, licence, grant, asked, given.Token);
            else
                WithdrawWhatArrived(run = await BeginAsync(licence, grant, asked, given.Token));
            // The key may have been pressed when nothing could be cancelled any more: what it stopped ends in the next turn.
            if (stoppedHere?.Covers(licence.LicenceId) == true)
                run?.StopComparing();
            refusal = null;
            logger.LogInformation("Licence {Licence} of deployment {Deployment} runs.", licence.LicenceId, licence.DeploymentReference);
            alertIsSafe();
            await ConfirmAsync(licence.LicenceId, grant.Withdrawn);
        }
        catch (LicenceRefusedException e)
        {
            refusal = new Refusal(licence?.LicenceId, e.Message);
            logger.LogWarning("Licence {Licence} was refused: {Reason}", licence?.LicenceId, e.Message);
        }
        catch (OperationCanceledException) when (given.IsCancellationRequested)
        {
            logger.LogInformation("Licence {Licence} ended before it ran.", licence?.LicenceId);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Also when the connection broke meanwhile: the web then grants the licence again.
            refusal = new Refusal(licence?.LicenceId, "The licence could not be started on this worker; its log says why.");
            logger.LogError(e, "Licence {Licence} could not be started.", licence?.LicenceId);
        }
        finally
        {
            starting = null;
        }
    });

    /// <summary>
    /// Zeroes an entry's templates in the list that runs, before the order's turn has come, and in the one that is about to take over; the run goes on.
    /// Then tells the web.
    /// </summary>
    public Task WithdrawAsync(Guid licenceId, Guid entryId)
    {
        if (starting is { } under && under.LicenceId == licenceId)
            under.Withdrawn.Enqueue(entryId);
        (Of(licenceId) ?? RunBefore(licenceId))?.Withdraw(entryId);
        return InTurnAsync(async () =>
        {
            // Without a run under this licence nothing is held either.
            Of(licenceId)?.Withdraw(entryId);
            logger.LogInformation("Entry {Entry} was withdrawn from the list that runs.", entryId);
            await ConfirmAsync(licenceId, [entryId]);
        });
    }

    /// <summary>Stops comparing with the next frame; the gallery stays.</summary>
    public Task PauseAsync(Guid licenceId)
    {
        (Of(licenceId) ?? RunBefore(licenceId))?.Pause();
        return InTurnAsync(() =>
        {
            Of(licenceId)?.Pause();
            return Task.CompletedTask;
        });
    }

    /// <summary>Compares again.</summary>
    public Task ResumeAsync(Guid licenceId) => InTurnAsync(() =>
    {
        Of(licenceId)?.Resume();
        return Task.CompletedTask;
    });

    /// <summary>Ends a licence: stops comparing with the next frame, zeroes the gallery, offers the last alerts once more, deletes the outbox.</summary>
    public Task StopAsync(Guid licenceId, string reason)
    {
        (Of(licenceId) ?? RunBefore(licenceId))?.StopComparing();
        if (starting is { } under && under.LicenceId == licenceId)
            under.Cancellation.Cancel();
        return InTurnAsync(async () =>
        {
            if (refusal?.LicenceId == licenceId)
                refusal = null;
            if (Of(licenceId) is { } ending)
                await EndAsync(ending, reason);
        });
    }

    /// <summary>Ends the run if its window is over. Asked every second; comparing has stopped by itself at the very instant.</summary>
    public async Task EndWhatIsOverAsync()
    {
        if (run is { IsOver: true } over)
            await StopAsync(over.Licence.LicenceId, "its window is over");
        if (!await turn.WaitAsync(TimeSpan.Zero))
            return;
        try
        {
            DropExpired();
            ForgetStopThatIsOver();
            AlertOutbox.DeleteExpired(options.DataFolder, time.GetUtcNow());
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What the web should know now.</summary>
    public WorkerStatus Status(string? problem)
    {
        if (run is { } current)
            return current.Status(workerId, problem ?? sender.Problem);
        var (state, licence) = starting is { } under ? (WorkerState.Starting, under.LicenceId)
            : refusal is { } refused ? (WorkerState.Refused, refused.LicenceId)
            : (WorkerState.Idle, (Guid?)null);
        return new WorkerStatus(workerId, state, licence, refusal?.Sentence ?? problem, 0, 0, 0, 0, 0, LeftWaiting, [], time.GetUtcNow())
        {
            StoppedHereAt = stoppedHere is { } stop && stop.Covers(licence) ? stop.At : null,
        };
    }

    /// <summary>Closes cameras and zeroes the gallery; alerts that wait stay for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await InTurnAsync(async () =>
        {
            if (run is { } current)
            {
                await current.StopAsync();
                run = null;
                current.Dispose();
                current.Outbox.Dispose();
            }
        });
        foreach (var (outbox, _) in left.Values)
            outbox.Dispose();
        models?.Dispose();
        sender.Dispose();
        turn.Dispose();
        leaving.Dispose();
    }

    private async Task<LicenceSession> BeginAsync(DeploymentLicence licence, LicenceGrant grant, Asked asked, CancellationToken cancellationToken)
    {
        var loaded = OpenModels();
        var (gallery, outbox) = await PrepareAsync(licence, grant, loaded, cancellationToken);
        try
        {
            return new LicenceSession(licence, grant.CameraPasswords, loaded, gallery, outbox, options.DemoFolder, grant.Paused, asked.At, () => ClockFits, () => Hub is null, workerId, alertIsSafe, time, logger);
        }
        catch
        {
            // Neither is anybody's now, and the next run needs the outbox.
            gallery.Dispose();
            outbox.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Puts a licence in the place of the one that runs. The list before is searched until the new one is whole in memory. Where the new licence is
    /// refused, the old one ends all the same: the web no longer has it.
    /// </summary>
    private async Task ReplaceAsync(LicenceSession current, DeploymentLicence licence, LicenceGrant grant, Asked asked, CancellationToken cancellationToken)
    {
        if (current.Licence.DeploymentId != licence.DeploymentId)
            throw new LicenceRefusedException($"This worker already runs deployment {current.Licence.DeploymentReference}.");
        try
        {
            if (!current.MayBeReplacedBy(licence))
                throw new LicenceRefusedException("The licence is for other cameras than those that run: nothing is compared.");
            var (gallery, outbox) = await PrepareAsync(licence, grant, models!, cancellationToken);
            await CountLastAsync(current);
            var last = current.Licence;
            var before = current.Replace(licence, gallery, outbox);
            WithdrawWhatArrived(current);
            await DeliverLastAsync(before);
            DropOrKeep(before, last);

            // Last, for somebody may have pressed Pause meanwhile: that order's turn comes at once.
            Align(current, grant, asked);
        }
        catch
        {
            if (run == current && current.Licence.LicenceId != licence.LicenceId)
                await EndAsync(current, "the licence that was to follow it could not be taken");
            throw;
        }
    }

    /// <summary>Everything that a licence needs before its first frame: checked, loaded, writable.</summary>
    private async Task<(Gallery Gallery, AlertOutbox Outbox)> PrepareAsync(
        DeploymentLicence licence, LicenceGrant grant, ModelSet loaded, CancellationToken cancellationToken)
    {
        LicenceCheck.Window(licence, time.GetUtcNow());
        if (grant.OutboxKey is not { Length: 32 })
            throw new LicenceRefusedException("The licence came without a key for waiting alerts: nothing is compared.");
        LicenceCheck.Models(licence, loaded.Hashes);
        var hub = Hub ?? throw new LicenceRefusedException("The web went away while the gallery was being loaded.");
        var gallery = await LicensedGallery.LoadAsync(hub, licence, grant.Withdrawn, cancellationToken);
        try
        {
            return (gallery, new AlertOutbox(options.DataFolder, licence.LicenceId, grant.OutboxKey, licence.NotAfter + KeptAfterEnd));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            gallery.Dispose();
            throw new LicenceRefusedException("The worker's data folder cannot be written, so alerts could be lost: nothing is compared.", e);
        }
    }

    private async Task EndAsync(LicenceSession ending, string reason)
    {
        logger.LogInformation("Licence {Licence} ends: {Reason}", ending.Licence.LicenceId, reason);
        await ending.StopAsync();
        try
        {
            await DeliverLastAsync(ending.Outbox);
            await CountLastAsync(ending);
            // Before the run is gone: the first report of an idle worker says how many alerts are left, and the web takes no more than that.
            DropOrKeep(ending.Outbox, ending.Licence);
        }
        finally
        {
            // Whatever happened to its alerts, the next run is not refused because of this one.
            run = null;
            ending.Dispose();
        }
    }

    /// <summary>Verifies the files again for every licence; models that are loaded already are not loaded again.</summary>
    private ModelSet OpenModels()
    {
        try
        {
            var folder = options.ModelsFolder ?? ModelStore.FindFolder();
            var opened = ModelStore.Inspect(folder).Problem is { } missing ? throw new ModelRefusedException(missing) : ModelSet.Open(folder!);
            models?.Dispose();
            return models = opened;
        }
        catch (ModelRefusedException e)
        {
            throw new LicenceRefusedException(e.Message, e);
        }
    }

    /// <summary>Orders that came while the list was on its way: their turn is yet to come, and nobody is compared with them until then.</summary>
    private void WithdrawWhatArrived(LicenceSession session)
    {
        while (starting?.Withdrawn.TryDequeue(out var entry) == true)
            session.Withdraw(entry);
    }

    /// <summary>Told again after every reconnection, because the grant names them again; a web that hears nothing ends the run.</summary>
    private async Task ConfirmAsync(Guid licenceId, IReadOnlyList<Guid> entries)
    {
        if (Hub is not { } hub || entries.Count == 0)
            return;
        try
        {
            await hub.ConfirmWithdrawn(licenceId, entries).WaitAsync(LastDelivery, time);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.LogWarning(e, "The web was not told that {Count} entries were withdrawn under licence {Licence}.", entries.Count, licenceId);
        }
    }

    /// <summary>The run that a licence is about to take over from.</summary>
    private LicenceSession? RunBefore(Guid licenceId) => starting is { } under && under.LicenceId == licenceId ? run : null;

    private LicenceSession? Of(Guid licenceId) => run is { } current && current.Licence.LicenceId == licenceId ? current : null;

    private DeploymentLicence? LicenceOf(LicenceGrant grant)
    {
        try
        {
            return LicenceCheck.Open(grant.Licence, options.LicencePublicKey());
        }
        catch (LicenceRefusedException e)
        {
            logger.LogDebug(e, "A grant names no licence that can be believed.");
            return null;
        }
    }

    private async Task InTurnAsync(Func<Task> order)
    {
        await turn.WaitAsync();
        try
        {
            await order();
        }
        finally
        {
            turn.Release();
        }
    }

    private sealed record Refusal(Guid? LicenceId, string Sentence);

    private sealed record StartUnderWay(DeploymentLicence Licence, CancellationTokenSource Cancellation)
    {
        public Guid LicenceId => Licence.LicenceId;

        public ConcurrentQueue<Guid> Withdrawn { get; } = new();
    }
}
