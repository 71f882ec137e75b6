using System.Security.Cryptography;
using Lfr.Inference.Children;
using Lfr.Inference.Faces;
using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Claims;
using Lfr.Web.Telemetry;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Keeps an alert that a worker hands over. What it claims is computed again or bounded; numbers of the policy come from the licence.</summary>
public sealed class RaiseAlert(LfrTransaction transaction, BiometricVault vault, KeyFolder keys, PictureDecoder decoder, TimeProvider time)
{
    /// <summary>
    /// Commits the alert and acknowledges it with its sequence number. The same alert twice is acknowledged twice and stored once; a refusal is final.
    /// </summary>
    public async Task<AlertAck> RunAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        // Outside the transaction, so that nobody waits for it.
        using var images = await DrawAsync(message, cancellationToken);
        long sequence = 0;
        var isNew = false;
        var outcome = await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            isNew = false;
            context.About(null, $"Alert {message.AlertId}");
            if (await context.Db.Alerts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == message.AlertId, cancel) is { } known)
            {
                if (known.LicenceId != message.LicenceId)
                    return Outcome.WrongState("An alert of another licence has this id.", "");
                sequence = known.Sequence;
                context.About(known.DeploymentId, $"Alert {message.AlertId}");
                context.Did($"The worker handed alert {sequence} over again; it was already kept.");
                return Outcome.Done;
            }

            var deployment = await UnderAsync(context.Db, message.LicenceId, cancel);
            if (deployment is null)
                return Outcome.WrongState("There is no deployment with this licence, or it was closed down.", "");
            context.About(deployment.Id, $"Alert {message.AlertId}");
            var (run, next) = deployment.Runs.Zip(deployment.Runs.Skip(1).Append(null)).First(r => r.First.LicenceId == message.LicenceId);
            if (LicenceSeal.Open(run.Licence, keys.LicenceKey) is not { } licence)
                return Outcome.WrongState("The licence was not signed by this Lfr.", "");
            var entry = await context.Db.Entries.FindAsync([message.EntryId], cancel);
            var assignment = await context.Db.Assignments.FirstOrDefaultAsync(a => a.LicenceId == message.LicenceId, cancel);
            var refusal = Check(message, licence, deployment, run, entry) ?? AlertTimes.Problem(message.RaisedAt, licence, run, next, assignment, context.Now)
                ?? images.Problem ?? AlertMeasures.Problem(message, licence, images);
            if (refusal is not null)
                return Outcome.WrongState(refusal, "");
            var listed = await vault.OpenAsync(context.Db, entry!.Photograph!.TemplateBlobId, cancel);
            var match = AlertMatch.Of(message, licence, listed);
            CryptographicOperations.ZeroMemory(listed);
            if (match.Problem is { } mismatch)
                return Outcome.WrongState(mismatch, "");
            assignment?.TakeLeft();

            isNew = true;
            sequence = (await context.Db.Alerts.Where(a => a.DeploymentId == deployment.Id).MaxAsync(a => (long?)a.Sequence, cancel) ?? 0) + 1;
            var evidence = new AlertEvidence(
                match.Score, message.RunnerUpScore, licence.Threshold, message.AgreeingFrames, message.FramesSeen, message.FrameTime, message.FrameNumber,
                message.Box, message.Quality, licence.Models.GetValueOrDefault("embedder", ""),
                await vault.KeepOfAlertAsync(context, deployment.Id, message.AlertId, BlobKind.AlertPicture, images.Probe, cancel),
                await vault.KeepOfAlertAsync(context, deployment.Id, message.AlertId, BlobKind.ContextFrame, images.Context, cancel),
                await vault.KeepOfAlertAsync(context, deployment.Id, message.AlertId, BlobKind.AlertTemplate, message.ProbeTemplate, cancel));
            var camera = licence.Cameras.First(c => c.CameraId == message.CameraId);
            context.Db.Alerts.Add(Alert.Raise(message, sequence, deployment.Id, camera.Name, entry!, evidence, context.Now));
            // Not for whom: whoever judges it reads the same log (R32). The row, which this event vouches for, names the entry.
            context.Did($"Alert {sequence} was raised on {camera.Name}.");
            context.Tell(ChangeKind.Alert, deployment.Id, sequence);
            return Outcome.Done;
        }, cancellationToken);
        // A refusal is final for the worker; what was not decided it must offer again.
        if (outcome.IsRefusedAs(RefusalKind.Busy))
            throw new HubException(outcome.Explanation);
        if (outcome.Succeeded && isNew)
            LfrMeter.AlertCommitted(time.GetUtcNow() - message.RaisedAt);
        return outcome.Succeeded ? new AlertAck(true, sequence, null) { WasThere = !isNew } : new AlertAck(false, 0, outcome.Explanation);
    }

    private async Task<AlertImages> DrawAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await AlertImages.DrawAsync(message, decoder, cancellationToken);
        }
        catch (PictureRefusedException e)
        {
            // The machine may be the reason, not the alert: the worker offers it again.
            throw new HubException(e.Message, e);
        }
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

    private static string? Check(AlertMessage message, DeploymentLicence licence, Deployment deployment, Run run, WatchlistEntry? entry)
    {
        if (deployment.Purge is not null)
            return "The deployment's list was destroyed.";
        if (licence.Cameras.All(c => c.CameraId != message.CameraId))
            return "The camera is not one of this deployment.";
        return entry is { State: EntryState.Approved, Photograph: not null } && entry.DeploymentId == deployment.Id && entry.WasIn(run.GalleryHash, run.StartedBy.At)
            ? null
            : "The entry is not, or no longer, on the list.";
    }
}
