using Lfr.Shared.Identity;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>The engagement officer's page, for a phone in one hand: whom to look for, what to do, and the outcome in four taps.</summary>
public sealed partial class EngagePage : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private EngagementBoard? board;
    private Guid? open;
    private bool loaded;
    private IDisposable? subscription;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ReadEngagements Boards { get; set; } = null!;

    [Inject]
    private ChangeFeed Changes { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        closed.Cancel();
        subscription?.Dispose();
        closed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        loaded = true;
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            subscription = Changes.Subscribe(HeardAsync);
    }

    private Task HeardAsync(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Alert or ChangeKind.Deployment
        ? InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        })
        : Task.CompletedTask;

    private async Task ReadAsync()
    {
        if (!closed.IsCancellationRequested)
            board = await Boards.RunAsync(await Current.GetAsync(closed.Token), Id, closed.Token);
    }

    private async Task RecordedAsync()
    {
        open = null;
        await ReadAsync();
    }
}
