using System.Threading.Channels;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Layout;

/// <summary>
/// How many tasks need the reader, on every staff page but the live room, where alerts must not share anybody's attention. Leads to their list. A count that grows is announced, once; one
/// that shrinks is the reader's own doing.
/// </summary>
public sealed partial class Bell : IAsyncDisposable
{
    /// <summary>Time between a change and the next count, so that a run with many alerts does not make every open page count for each of them. Longer than a reading may be old.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>The largest number that is written out.</summary>
    private const int Most = 99;

    private static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource leaving = new();
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private IDisposable? subscription;
    private ITimer? rhythm;
    private Task following = Task.CompletedTask;
    private int count;
    private string announced = "";

    [Inject]
    private INeedsCount Needs { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<Bell> Logger { get; set; } = null!;

    private string Name => count == 0 ? "Nothing needs you" : Sentence;

    private string Sentence => $"{Words.Count(count, "task needs", "tasks need")} you";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        subscription?.Dispose();
        await leaving.CancelAsync();
        if (rhythm is not null)
            await rhythm.DisposeAsync();
        await following;
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
            subscription = Feed.Subscribe(HearAsync);
        await CountAsync();
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender || !RendererInfo.IsInteractive)
            return;
        rhythm = Time.CreateTimer(_ => wake.Writer.TryWrite(true), null, Rhythm, Rhythm);
        following = FollowAsync();
    }

    private Task HearAsync(ChangeNotice change)
    {
        if (change.Kind is not (ChangeKind.Worker or ChangeKind.WorkerReport))
            wake.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    private async Task FollowAsync()
    {
        try
        {
            while (await wake.Reader.WaitToReadAsync(leaving.Token))
            {
                wake.Reader.TryRead(out _);
                await Task.Delay(Pause, Time, leaving.Token);
                await InvokeAsync(CountAgainAsync);
            }
        }
        catch (Exception e) when (leaving.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            Logger.LogDebug(e, "The bell's page is gone.");
        }
    }

    private async Task CountAgainAsync()
    {
        var before = count;
        if (!await CountAsync() || count == before)
            return;
        announced = count > before ? Sentence : "";
        StateHasChanged();
    }

    // The bell is beside the page: whatever happens to it, the page goes on, which says itself that it cannot be read.
    private async Task<bool> CountAsync()
    {
        try
        {
            count = await Needs.CountAsync(leaving.Token);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Logger.LogWarning(e, "What needs somebody could not be counted.");
            return false;
        }
    }
}
