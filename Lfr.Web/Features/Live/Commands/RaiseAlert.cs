using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Telemetry;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Keeps an alert that a worker hands over. Everything it claims is checked against what the licence allowed.</summary>
public sealed class RaiseAlert(LfrTransaction transaction, BiometricVault vault, TimeProvider time)
{
    private const int LargestPicture = 4 * 1024 * 1024;

    /// <summary>
    /// Commits the alert and acknowledges it with its sequence number. The same alert twice is acknowledged twice and stored once; a refusal is final.
    /// </summary>
    public async Task<AlertAck> RunAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        long sequence = 0;
        var isNew = false;
        var outcome = await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            isNew = false;
            context.About(null, $"Alert {message.AlertId}");
            if (await context.Db.Alerts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == message.AlertId, cancel) is { } known)
            {
                sequence = known.Sequence;
                context.About(known.DeploymentId, $"Alert {message.AlertId}");
                context.Did($"The worker handed alert {sequence} over again; it was already kept.");
                return Outcome.Done;
            }

            var deployment = await UnderAsync(context.Db, message.LicenceId, cancel);
            if (deployment is null)
                return Outcome.WrongState("There is no deployment with this licence, or it was closed down.", "");
            context.About(deployment.Id, $"Alert {message.AlertId}");
            var entry = await context.Db.Entries.FindAsync([message.EntryId], cancel);
            var assignment = await context.Db.Assignments.FirstOrDefaultAsync(a => a.LicenceId == message.LicenceId, cancel);
            if (Check(message, deployment, entry) is { } refusal)
                return Outcome.WrongState(refusal, "");
            if (assignment is { AlertsLeft: 0 })
                return Outcome.WrongState("The run is over, and the worker had said that no alert of it was left.", "");
            assignment?.TakeLeft();

            isNew = true;
            sequence = (await context.Db.Alerts.Where(a => a.DeploymentId == deployment.Id).MaxAsync(a => (long?)a.Sequence, cancel) ?? 0) + 1;
            var evidence = new AlertEvidence(
                message.Score, message.RunnerUpScore, message.Threshold, message.AgreeingFrames, message.FramesSeen, message.FrameTime, message.FrameNumber,
                message.Box, message.Quality, deployment.Runs.First(r => r.LicenceId == message.LicenceId).Models.GetValueOrDefault("embedder", ""),
                await vault.KeepOfAlertAsync(context, deployment.Id, message.AlertId, BlobKind.AlertPicture, message.ProbeImage, cancel),
                await vault.KeepOfAlertAsync(context, deployment.Id, message.AlertId, BlobKind.ContextFrame, message.ContextImage, cancel),
                await vault.KeepOfAlertAsync(context, deployment.Id, message.AlertId, BlobKind.AlertTemplate, message.ProbeTemplate, cancel));
            var camera = deployment.Plan.Cameras.First(c => c.Id == message.CameraId);
            context.Db.Alerts.Add(Alert.Raise(message, sequence, deployment.Id, camera.Name, entry!, evidence, context.Now));
            context.Did($"Alert {sequence} was raised on {camera.Name} for {entry!.Reference}.");
            context.Tell(ChangeKind.Alert, deployment.Id, sequence);
            return Outcome.Done;
        }, cancellationToken);
        // A refusal is final for the worker; what was not decided it must offer again.
        if (outcome.IsRefusedAs(RefusalKind.Busy))
            throw new HubException(outcome.Explanation);
        if (outcome.Succeeded && isNew)
            LfrMeter.AlertCommitted(time.GetUtcNow() - message.RaisedAt);
        return outcome.Succeeded ? new AlertAck(true, sequence, null) : new AlertAck(false, 0, outcome.Explanation);
    }

    /// <summary>The deployment of a licence, unless it was closed down.</summary>
    private static async Task<Deployment?> UnderAsync(LfrDbContext db, Guid licenceId, CancellationToken cancellationToken)
    {
        var open = db.Deployments.Where(d => d.State == DeploymentState.Live || d.State == DeploymentState.Paused || d.State == DeploymentState.Ended);
        var assigned = await db.Assignments.Where(a => a.LicenceId == licenceId).Select(a => (Guid?)a.DeploymentId).FirstOrDefaultAsync(cancellationToken);
        if (assigned is { } id)
            return await open.FirstOrDefaultAsync(d => d.Id == id, cancellationToken);
        // Minted before assignments were kept as rows.
        return (await open.ToListAsync(cancellationToken)).FirstOrDefault(d => d.Runs.Any(r => r.LicenceId == licenceId));
    }

    private static string? Check(AlertMessage message, Deployment deployment, WatchlistEntry? entry)
    {
        var (run, next) = deployment.Runs.Zip(deployment.Runs.Skip(1).Append(null)).First(r => r.First.LicenceId == message.LicenceId);
        if (deployment.Purge is not null)
            return "The deployment's list was destroyed.";
        if (message.RaisedAt < run.StartedBy.At || message.RaisedAt >= run.ComparedUntil(next))
            return "The comparison was not made while the licence was live.";
        if (deployment.Plan.Cameras.All(c => c.Id != message.CameraId))
            return "The camera is not one of this deployment.";
        if (entry is null || entry.DeploymentId != deployment.Id || entry.State != EntryState.Approved)
            return "The entry is not, or no longer, on the list.";
        if (!float.IsFinite(message.Score) || message.Score < run.Threshold)
            return "The score is below the threshold of the licence.";
        if (message.ProbeImage.Length is 0 or > LargestPicture || message.ContextImage.Length is 0 or > LargestPicture)
            return "A picture is missing or too large.";
        return null;
    }
}
