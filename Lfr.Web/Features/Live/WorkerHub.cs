using System.Runtime.CompilerServices;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>Where recognition workers connect, co-hosted or not. Signed in with the worker's key, never as a person.</summary>
[Authorize(Policy = Policy)]
public sealed class WorkerHub(
    WorkerFleet fleet, LicenceGrants grants, RaiseAlert raise, FaceCountStore tallies, WithdrawalStore withdrawals,
    StopConfirmations confirmations, NoteSilence noteSilence, TimeProvider time)
    : Hub<IWorkerClient>, IWorkerHub
{
    /// <summary>The authorisation policy that only a worker's key meets.</summary>
    public const string Policy = "Worker";

    private const int RowsPerChunk = 256;

    /// <summary>The worker on this connection. Without an introduction, or once it has a newer connection, nothing it says counts.</summary>
    /// <exception cref="HubException">There is none. The worker introduces itself again and says it once more.</exception>
    private Guid Worker => fleet.At(Context.ConnectionId) ?? throw new HubException("This connection has not introduced a worker.");

    /// <inheritdoc/>
    public async Task<WorkerWelcome> Hello(WorkerHello hello)
    {
        fleet.Arrive(Context.ConnectionId, hello);
        return new WorkerWelcome(await grants.ForAsync(hello.WorkerId, Context.ConnectionAborted), time.GetUtcNow());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<GalleryRow[]> Gallery(Guid licenceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await grants.GalleryAsync(licenceId, Worker, cancellationToken) ?? throw new HubException("This licence is not live on this worker.");
        foreach (var chunk in rows.Chunk(RowsPerChunk))
            yield return chunk;
    }

    /// <inheritdoc/>
    public async Task<AlertAck> RaiseAlert(AlertMessage alert)
    {
        var worker = Worker;
        var ack = await grants.IsOrWasOfAsync(alert.LicenceId, worker, Context.ConnectionAborted)
            ? await raise.RunAsync(alert, Context.ConnectionAborted)
            : new AlertAck(false, 0, "The licence of this alert was given to another worker.");
        return ack.Accepted ? ack : ack with { Lease = await grants.LeaseAsync(worker, Context.ConnectionAborted) };
    }

    /// <inheritdoc/>
    public async Task<Lease> ReportStatus(WorkerStatus status)
    {
        var worker = Worker;
        fleet.Report(worker, status);
        if (status.LicenceId is { } licence)
        {
            // Noted before the report is taken: afterwards nobody would know of it.
            if (await tallies.SilentSinceAsync(licence, worker, Context.ConnectionAborted) is { } since
                && (await noteSilence.RunAsync(licence, since, Context.ConnectionAborted)).IsRefusedAs(RefusalKind.Busy))
                throw new HubException("The database is busy: nothing is confirmed until the silence is on record.");
            await tallies.TakeAsync(licence, worker, new FaceCounts(
                status.FacesCompared, status.FacesDiscarded, status.AlertsRaised, status.AlertsSuppressed, status.Cameras.Sum(c => c.FramesDropped)), Context.ConnectionAborted);
        }

        await confirmations.TakeAsync(worker, status, Context.ConnectionAborted);
        return await grants.LeaseAsync(worker, Context.ConnectionAborted);
    }

    /// <inheritdoc/>
    public Task ConfirmWithdrawn(Guid licenceId, IReadOnlyList<Guid> entryIds) =>
        withdrawals.ConfirmAsync(licenceId, Worker, entryIds, Context.ConnectionAborted);

    /// <inheritdoc/>
    public Task ShowTile(CameraTile tile)
    {
        fleet.Show(Worker, tile);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        fleet.Leave(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
