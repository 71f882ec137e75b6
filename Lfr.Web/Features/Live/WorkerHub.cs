using System.Runtime.CompilerServices;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live;

/// <summary>Where recognition workers connect, co-hosted or not. Signed in with the worker's key, never as a person.</summary>
[Authorize(Policy = Policy)]
public sealed class WorkerHub(
    WorkerFleet fleet, LicenceGrants grants, GalleryReader galleries, RaiseAlert raise, IDbContextFactory<LfrDbContext> contexts, FaceCountStore tallies, TimeProvider time)
    : Hub<IWorkerClient>, IWorkerHub
{
    /// <summary>The authorisation policy that only a worker's key meets.</summary>
    public const string Policy = "Worker";

    private const int RowsPerChunk = 256;

    /// <inheritdoc/>
    public async Task<WorkerWelcome> Hello(WorkerHello hello)
    {
        fleet.Arrive(Context.ConnectionId, hello);
        return new WorkerWelcome(await grants.ForAsync(hello.WorkerId, Context.ConnectionAborted), time.GetUtcNow());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<GalleryRow[]> Gallery(Guid licenceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await grants.DeploymentOfAsync(licenceId, cancellationToken) is not { } deployment)
            throw new HubException("This licence is not live.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var chunk in (await galleries.ReadAsync(db, deployment, cancellationToken)).Chunk(RowsPerChunk))
            yield return chunk;
    }

    /// <inheritdoc/>
    public Task<AlertAck> RaiseAlert(AlertMessage alert) => raise.RunAsync(alert, Context.ConnectionAborted);

    /// <inheritdoc/>
    public async Task ReportStatus(WorkerStatus status)
    {
        fleet.Report(Context.ConnectionId, status);
        if (status.LicenceId is { } licence)
        {
            await tallies.TakeAsync(licence, status.WorkerId, new FaceCounts(
                status.FacesCompared, status.FacesDiscarded, status.AlertsRaised, status.AlertsSuppressed, status.Cameras.Sum(c => c.FramesDropped)), Context.ConnectionAborted);
        }
    }

    /// <inheritdoc/>
    public Task ShowTile(CameraTile tile)
    {
        fleet.Show(tile);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        fleet.Leave(Context.ConnectionId);
        return Task.CompletedTask;
    }
}
