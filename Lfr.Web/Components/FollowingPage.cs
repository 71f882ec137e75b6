using System.Threading.Channels;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components;

/// <summary>
/// A page that follows what others do. It is read when it opens, then after every change that concerns it (the first at once, further ones at most every
/// 100 ms) and once a minute without any. A read that fails or takes too long is reported on the page and repeated every second until it succeeds; the
/// page keeps what it showed.
/// </summary>
public abstract class FollowingPage : ComponentBase, IAsyncDisposable
{
    /// <summary>Least time between two reads.</summary>
    public static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(100);

    /// <summary>Time between a read that failed and the next try.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>A read that takes longer makes the page say that it may be out of date.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource leaving = new();
    private readonly Lock gate = new();
    private readonly HashSet<ChangeNotice> heard = [];
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private IDisposable? subscription;
    private ITimer? rhythm;
    private Task following = Task.CompletedTask;
    private ILogger logger = null!;
    private volatile bool isLeft;

    /// <summary>Whether the last read failed or takes too long: what is on the screen may be out of date.</summary>
    protected bool IsBehind => Freshness.FailingSince is not null;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Leaving => leaving.Token;

    /// <summary>Time.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>How long the page goes without being read when nothing is heard: what it missed shows then.</summary>
    protected virtual TimeSpan Rhythm => TimeSpan.FromMinutes(1);

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    [Inject]
    private PageFreshness Freshness { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        // Before anything else: what fails from here on fails because the page, its circuit or the whole program ends.
        isLeft = true;
        subscription?.Dispose();
        try
        {
            await LeaveAsync();
        }
        finally
        {
            await leaving.CancelAsync();
            if (rhythm is not null)
                await rhythm.DisposeAsync();
            await following;
            Freshness.WasLeft(this);
            leaving.Dispose();
        }
    }

    /// <summary>Returns whether the page shows anything of what changed. Called on any thread.</summary>
    protected abstract bool Concerns(ChangeNotice change);

    /// <summary>Reads what the page shows. Draws nothing; the page is drawn afterwards.</summary>
    /// <param name="news">What was heard since the last read; empty at the first read and when nothing was heard for <see cref="Rhythm"/>.</param>
    protected abstract Task ReadAsync(IReadOnlyCollection<ChangeNotice> news);

    /// <summary>The page is being left, and <see cref="Leaving"/> is not cancelled yet.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        logger = Loggers.CreateLogger(GetType());
        // Before the first read: what changes in between is read once more. The page that is only prerendered has no one to follow for.
        if (RendererInfo.IsInteractive)
            subscription = Feed.Subscribe(HearAsync);
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAfreshAsync();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
            return;
        rhythm = Time.CreateTimer(_ => wake.Writer.TryWrite(true), null, Rhythm, Rhythm);
        following = FollowAsync();
    }

    /// <summary>Reads the page after something that its reader did.</summary>
    protected async Task ReadAfreshAsync()
    {
        await ReadAsync([]);
        Freshness.WasRead(this, Time.GetUtcNow());
    }

    /// <summary>Says that the page was read in a way of its own.</summary>
    protected void WasRead() => Freshness.WasRead(this, Time.GetUtcNow());

    private Task HearAsync(ChangeNotice change)
    {
        if (!Concerns(change))
            return Task.CompletedTask;
        lock (gate)
            heard.Add(change);
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
                var pause = await RefreshAsync() ? Throttle : RetryAfter;
                await Task.Delay(pause, Time, leaving.Token);
            }
        }
        catch (Exception e) when (isLeft)
        {
            // The page was left, and with it whatever was being read.
            logger.LogDebug(e, "A page was left while it was read.");
        }
    }

    private async Task<bool> RefreshAsync()
    {
        ChangeNotice[] news;
        lock (gate)
        {
            news = [.. heard];
            heard.Clear();
        }

        try
        {
            var reading = InvokeAsync(async () =>
            {
                await ReadAsync(news);
                StateHasChanged();
            });
            if (await Task.WhenAny(reading, Task.Delay(Patience, Time, leaving.Token)) != reading && !isLeft)
                await FallBehindAsync();
            await reading;
            if (!isLeft)
                Freshness.WasRead(this, Time.GetUtcNow());
            return true;
        }
        catch (Exception e) when (!isLeft)
        {
            // The next try reads what this one did not. A page that silently stood still would look like a quiet street.
            logger.LogError(e, "A page could not be read; it is tried again.");
            lock (gate)
                heard.UnionWith(news);
            wake.Writer.TryWrite(true);
            await FallBehindAsync();
            return false;
        }
    }

    private Task FallBehindAsync()
    {
        Freshness.CouldNotBeRead(this, Time.GetUtcNow());
        return InvokeAsync(StateHasChanged);
    }
}
