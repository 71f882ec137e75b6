using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Video;

public sealed class CameraFeedTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly FramePool pool = new();
    private readonly CancellationTokenSource stop = new();
    private readonly FakeSource camera;
    private int opened;
    private Task running = Task.CompletedTask;

    public CameraFeedTests() => camera = new FakeSource(pool, time);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    [Fact]
    public async Task Frames_ThatNobodyTakesInTime_AreDroppedOldestFirst_AndCounted()
    {
        var feed = Run(live: true);
        for (byte i = 1; i <= 10; i++)
            camera.Show(i);
        await Until(() => feed.FramesRead == 10 && feed.FramesDropped == 8);

        Assert.True(feed.Frames.TryRead(out var first));
        Assert.True(feed.Frames.TryRead(out var second));
        Assert.False(feed.Frames.TryRead(out _));
        Assert.Equal((8, 9), (first.Number, second.Number));
        first.Dispose();
        second.Dispose();
        Assert.Equal(0, pool.Lent);
    }

    [Fact]
    public async Task Picture_ThatStaysAwayForFiveSeconds_IsCalledStalled_AndRecovers()
    {
        var feed = Run(live: true);
        camera.Show(50);
        await Until(() => feed.State.State is CameraState.Ok);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(CameraState.Stalled, feed.State.State);
        camera.Show(51);
        await Until(() => feed.State.State is CameraState.Ok);
    }

    [Fact]
    public async Task Picture_ThatStaysAwayForFifteenSeconds_MakesTheCameraOpenAgain()
    {
        var feed = Run(live: true);
        camera.Show(50);
        await Until(() => feed.State.State is CameraState.Ok);
        time.Advance(TimeSpan.FromSeconds(16));
        await Until(() => feed.State.State is CameraState.Failed);
        await Until(() => opened == 2, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Picture_ThatNeverChanges_IsCalledFrozen()
    {
        var feed = Run(live: true);
        for (var second = 0; second < 10; second++)
        {
            var before = feed.FramesRead;
            camera.Show(80);
            await Until(() => feed.FramesRead > before);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(CameraState.Frozen, feed.State.State);
        Assert.Contains("frozen", feed.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picture_ThatIsBlack_IsCalledFrozen_EvenWhenItFlickers()
    {
        var feed = Run(live: true);
        for (var second = 0; second < 10; second++)
        {
            var before = feed.FramesRead;
            camera.Show((byte)(second % 3));
            await Until(() => feed.FramesRead > before);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("The camera shows a black picture.", feed.State.Problem);
    }

    [Fact]
    public async Task Camera_ThatFails_IsOpenedAgainWithGrowingPauses()
    {
        var feed = new CameraFeed(_ =>
        {
            Interlocked.Increment(ref opened);
            throw new VideoException("The camera is off.");
        }, live: true, time);
        running = feed.RunAsync(stop.Token);
        var attempts = 1;
        foreach (var pause in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            await Until(() => feed.State.State is CameraState.Failed && opened == attempts);
            time.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempts, opened);
            attempts++;
            await Until(() => opened == attempts, TimeSpan.FromMilliseconds(1));
        }

        Assert.StartsWith("The camera is off.", feed.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatEnds_IsEnded_AndNotOpenedAgain()
    {
        var feed = Run(live: false);
        camera.Show(1);
        camera.End();
        await running;
        Assert.Equal(CameraState.Ended, feed.State.State);
        Assert.Equal(1, opened);
        Assert.True(feed.Frames.TryRead(out var frame));
        frame.Dispose();
        await feed.Frames.Completion;
    }

    [Fact]
    public void Frame_ThatIsReturned_IsCleared()
    {
        var frame = pool.Rent(64, 36);
        frame.Pixels.Fill(200);
        var kept = frame.AddReference();
        frame.Dispose();
        Assert.Equal(200, kept.Pixels[0]);
        kept.Dispose();
        Assert.Equal(-1, kept.Pixels.IndexOfAnyExcept((byte)0));
    }

    private CameraFeed Run(bool live)
    {
        var feed = new CameraFeed(_ =>
        {
            Interlocked.Increment(ref opened);
            return Task.FromResult<IFrameSource>(camera);
        }, live, time);
        running = feed.RunAsync(stop.Token);
        return feed;
    }

    /// <summary>Waits for another thread's work, moving the clock by <paramref name="step"/> whenever it is not there yet.</summary>
    private async Task Until(Func<bool> reached, TimeSpan step = default)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(20), "It never happened.");
            await Task.Yield();
            if (step > TimeSpan.Zero)
                time.Advance(step);
        }
    }
}
