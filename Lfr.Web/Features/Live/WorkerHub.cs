using System.Runtime.CompilerServices;
using System.Security.Claims;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Claims;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>Where recognition workers connect, co-hosted or not. Signed in with a pass of the worker's own key, never as a person.</summary>
[Authorize(Policy = WorkerAuthentication.Name)]
public sealed class WorkerHub(
    WorkerFleet fleet, LicenceGrants grants, RaiseAlert raise, FaceCountStore tallies, WithdrawalStore withdrawals,
    StopConfirmations confirmations, NoteSilence noteSilence, WorkerConnections connections, WorkerRefusals refusals, TimeProvider time)
    : Hub<IWorkerClient>, IWorkerHub
{
    private const int RowsPerChunk = 256;

    /// <summary>Whose key signed in on this connection.</summary>
    private Guid SignedIn => Guid.Parse(Context.User!.FindFirstValue(WorkerAuthentication.WorkerId)!);

    /// <summary>The worker on this connection. Without an introduction, or once it has a newer connection, nothing it says counts.</summary>
    /// <exception cref="HubException">There is none. The worker introduces itself again and says it once more.</exception>
    private Guid Worker => fleet.At(Context.ConnectionId) ?? throw new HubException("This connection has not introduced a worker.");

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        connections.Open(Context.ConnectionId, SignedIn, Context.Abort);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<WorkerWelcome> Hello(WorkerHello hello)
    {
        if (hello.WorkerId != SignedIn)
        {
            refusals.Note(WorkerRefusals.Introduction, SignedIn, "It introduced itself as another worker than the one whose key it has.");
            throw new HubException("This is not the worker whose key signed in.");
        }

        // What people read is the name under which it was registered.
        fleet.Arrive(Context.ConnectionId, hello with { Name = Context.User!.FindFirstValue(ClaimTypes.Name)! });
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
        connections.Closed(Context.ConnectionId);
        fleet.Leave(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
