using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Security.Cryptography;
using Lfr.Inference.Children;
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
    WorkerFleet fleet, LicenceGrants grants, RaiseAlert raise, FaceCountStore tallies, RepeatStore repeats, WithdrawalStore withdrawals,
    StopConfirmations confirmations, NoteSilence noteSilence, NoteSecondConnection noteSecond, DoubtWorker doubtWorker, StopAtTheVan stopAtTheVan, WorkerConnections connections, WorkerRefusals refusals, PictureDecoder decoder,
    TimeProvider time)
    : Hub<IWorkerClient>, IWorkerHub
{
    private const int RowsPerChunk = 256;

    /// <summary>Whose key signed in on this connection.</summary>
    private Guid SignedIn => Guid.Parse(Context.User!.FindFirstValue(WorkerAuthentication.WorkerId)!);

    /// <summary>The worker on this connection. Without an introduction, or once it has a newer connection, nothing it says counts.</summary>
    /// <exception cref="HubException">There is none. The worker introduces itself again and says it once more.</exception>
    private Guid Worker => fleet.At(Context.ConnectionId) ?? throw new HubException(IWorkerHub.NotIntroduced);

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
        var introduction = WorkerReport.Bounded(hello, Context.User!.FindFirstValue(ClaimTypes.Name)!);
        var arrival = fleet.Arrive(Context.ConnectionId, introduction, time.GetUtcNow());
        // Gone while it introduced itself: its end was told before there was anything to end, and it would stay connected for good. Before anything that may fail.
        if (!connections.IsOpen(Context.ConnectionId))
            fleet.Leave(Context.ConnectionId);
        if (arrival == Arrival.BesideAnother)
            await NoteSecondAsync(introduction);
        var granted = await grants.ForAsync(hello.WorkerId, Context.ConnectionAborted);
        // A grant renews what the worker may do without a connection: it was heard, and the silence before is noted.
        if (granted.Count > 0 && (await grants.LeaseAsync(hello.WorkerId, Context.ConnectionAborted)).LicenceId is { } licence)
        {
            await NoteSilenceAsync(licence, hello.WorkerId);
            await tallies.HearAsync(licence, hello.WorkerId, Context.ConnectionAborted);
        }

        return new WorkerWelcome(granted, time.GetUtcNow()) { Left = await grants.LeftAsync(hello.WorkerId, hello.Outboxes, granted, Context.ConnectionAborted) };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<GalleryRow[]> Gallery(Guid licenceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await ListAsync(licenceId, cancellationToken) ?? throw new HubException("This licence is not live on this worker.");
        // Who fetches a list may raise an alert soon, and nobody should wait for the start of a child then.
        decoder.Warm();
        try
        {
            foreach (var chunk in rows.Chunk(RowsPerChunk))
                yield return chunk;
        }
        finally
        {
            // Each chunk was written before the next one was asked for; also where the worker went away in the middle.
            GalleryReader.Clear(rows);
        }
    }

    /// <inheritdoc/>
    public async Task<AlertAck> RaiseAlert(AlertMessage alert)
    {
        try
        {
            return await TakeAsync(alert, Worker);
        }
        finally
        {
            // As they came; Lfr keeps what it drew itself, sealed. Messages may lack any of them.
            foreach (var clear in (byte[]?[])[alert.ProbeImage, alert.ContextImage, alert.ProbeTemplate])
                CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <inheritdoc/>
    public async Task<Lease> ReportStatus(WorkerStatus status)
    {
        var worker = Worker;
        var licence = status.LicenceId is { } claimed ? await grants.OfAsync(claimed, worker, Context.ConnectionAborted) : null;
        var report = WorkerReport.Bounded(status, worker, licence, time.GetUtcNow());
        try
        {
            if (licence is not null && await CountAsync(worker, licence, status, report) is { } doubt)
                report = WorkerReport.WithCountsOf(fleet.Of(worker)?.Status, report, $"The engine's numbers cannot be right and are not counted. {doubt}");
        }
        finally
        {
            fleet.Report(worker, report);
        }

        if (licence is not null && status.StoppedHereAt is { } pressed
            && (await stopAtTheVan.RunAsync(licence.LicenceId, pressed, Context.ConnectionAborted)).IsRefusedAs(RefusalKind.Busy))
            throw new HubException("The database is busy: the stop is not on record yet.");
        await confirmations.TakeAsync(worker, status, Context.ConnectionAborted);
        if (licence is not null)
            await repeats.TakeAsync(licence, status.Repeats, Context.ConnectionAborted);
        var lease = await grants.LeaseAsync(worker, Context.ConnectionAborted);
        return lease.LicenceId is { } runs ? lease with { Rearmed = await repeats.RearmedAsync(runs, Context.ConnectionAborted) } : lease;
    }

    /// <inheritdoc/>
    public Task ConfirmWithdrawn(Guid licenceId, IReadOnlyList<Guid> entryIds) =>
        withdrawals.ConfirmAsync(licenceId, Worker, entryIds, Context.ConnectionAborted);

    /// <inheritdoc/>
    public async Task ShowTile(CameraTile tile)
    {
        var worker = Worker;
        if (DrawnTile.Of(tile, await grants.OfAsync(tile.LicenceId, worker, Context.ConnectionAborted)) is { } drawn)
            fleet.Show(worker, drawn);
        else
            refusals.Note(WorkerRefusals.Tile, worker, "Its picture of a camera is not one of its licence's, or not as coarse as it says.");
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Closed(Context.ConnectionId);
        fleet.Leave(Context.ConnectionId);
        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<GalleryRow>?> ListAsync(Guid licenceId, CancellationToken cancellationToken)
    {
        try
        {
            return await grants.GalleryAsync(licenceId, Worker, cancellationToken);
        }
        catch (ChangedByHandException e)
        {
            throw new HubException(e.Refusal.Explanation, e);
        }
    }

    private async Task<AlertAck> TakeAsync(AlertMessage alert, Guid worker)
    {
        var isItsOwn = await grants.OfAsync(alert.LicenceId, worker, Context.ConnectionAborted) is not null;
        if (isItsOwn && !refusals.MayOffer(worker, alert.LicenceId, time.GetUtcNow()))
        {
            refusals.Note(WorkerRefusals.Alert, worker, "It offers more alerts than are taken in a minute. They wait with the worker.");
            throw new HubException("Too many alerts of this worker came or were refused in the last minute. It offers this one again.");
        }


        var ack = isItsOwn ? await raise.RunAsync(alert, Context.ConnectionAborted) : new AlertAck(false, 0, "The licence of this alert was given to another worker.");
        // Each is a line of the audit log, and a hostile worker sends without end.
        if (isItsOwn)
            refusals.CountAlert(worker, alert.LicenceId, refused: !ack.Accepted || ack.WasThere, time.GetUtcNow());
        if (ack.Accepted)
            return ack;
        refusals.Note(WorkerRefusals.Alert, worker, ack.Refusal ?? "");
        return ack with { Lease = await grants.LeaseAsync(worker, Context.ConnectionAborted) };
    }

    private async Task NoteSecondAsync(WorkerHello hello)
    {
        refusals.Note(WorkerRefusals.Introduction, hello.WorkerId, "It came in while an earlier connection of its own was still open. The earlier one is no longer heard.");
        if (refusals.IsNewsOfSecond(hello.WorkerId, time.GetUtcNow()))
            await noteSecond.RunAsync(hello.WorkerId, hello.Name, Context.ConnectionAborted);
    }

    /// <summary>Noted before the worker counts as heard: afterwards nobody would know of it.</summary>
    private async Task NoteSilenceAsync(Guid licenceId, Guid worker)
    {
        if (await tallies.SilentSinceAsync(licenceId, worker, Context.ConnectionAborted) is { } since
            && (await noteSilence.RunAsync(licenceId, since, Context.ConnectionAborted)).IsRefusedAs(RefusalKind.Busy))
            throw new HubException("The database is busy: nothing is confirmed until the silence is on record.");
    }

    /// <summary>Keeps the counters, unless they cannot be right.</summary>
    /// <returns>Why they were not taken.</returns>
    private async Task<string?> CountAsync(Guid worker, DeploymentLicence licence, WorkerStatus status, WorkerStatus report)
    {
        await NoteSilenceAsync(licence.LicenceId, worker);
        var counted = new FaceCounts(status.FacesCompared, status.FacesDiscarded, status.AlertsRaised, status.AlertsSuppressed, report.Cameras.Sum(c => c.FramesDropped));
        if (await tallies.DoubtAsync(licence.LicenceId, worker, status.CountingId, licence.Cameras.Count, counted, Context.ConnectionAborted) is not { } doubt)
        {
            await tallies.TakeAsync(licence.LicenceId, worker, status.CountingId, counted, Context.ConnectionAborted);
            return null;
        }

        await tallies.HearAsync(licence.LicenceId, worker, Context.ConnectionAborted);
        refusals.Note(WorkerRefusals.Counts, worker, doubt);
        // On record once for each run: it reports every second.
        if (refusals.IsNews(licence.LicenceId))
            await doubtWorker.RunAsync(licence.LicenceId, doubt, Context.ConnectionAborted);
        return doubt;
    }
}
