using System.Runtime.CompilerServices;
using Lfr.Shared.Live;
using Microsoft.AspNetCore.SignalR.Client;

namespace Lfr.Inference.Hosting;

/// <summary>The web's hub as seen over one connection.</summary>
internal sealed class HubLink(HubConnection connection) : IWorkerHub
{
    public Task<WorkerWelcome> Hello(WorkerHello hello) => connection.InvokeAsync<WorkerWelcome>(nameof(Hello), hello);

    public async IAsyncEnumerable<GalleryRow[]> Gallery(Guid licenceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in connection.StreamAsync<GalleryRow[]>(nameof(Gallery), licenceId, cancellationToken))
            yield return chunk;
    }

    public Task<AlertAck> RaiseAlert(AlertMessage alert) => connection.InvokeAsync<AlertAck>(nameof(RaiseAlert), alert);

    public Task<Lease> ReportStatus(WorkerStatus status) => connection.InvokeAsync<Lease>(nameof(ReportStatus), status);

    // MessagePack writes an argument by the type that it has, and a list from a collection expression has one that nobody can name.
    public Task ConfirmWithdrawn(Guid licenceId, IReadOnlyList<Guid> entryIds) => connection.InvokeAsync(nameof(ConfirmWithdrawn), licenceId, entryIds.ToArray());

    public Task ShowTile(CameraTile tile) => connection.SendAsync(nameof(ShowTile), tile);
}
