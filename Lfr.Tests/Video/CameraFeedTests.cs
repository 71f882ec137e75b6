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

        Assert.True(feed.Frames.TryTake(out var first));
        Assert.True(feed.Frames.TryTake(out var second));
        Assert.False(feed.Frames.TryTake(out _));
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
        Assert.True(feed.Frames.TryTake(out var frame));
        frame.Dispose();
        Assert.False(feed.Frames.BlockUntilFrame());
    }

    [Fact]
    public async Task Frame_ThatWaitedLongerThanASecond_IsNeverAnalysed_AndCounted()
    {
        var feed = Run(live: true);
        camera.Show(1);
        await Until(() => feed.FramesRead == 1);
        time.Advance(FrameMailbox.OldestAllowed + TimeSpan.FromMilliseconds(1));
        camera.Show(2);
        await Until(() => feed.FramesRead == 2);

        Assert.True(feed.Frames.TryTake(out var fresh));
        Assert.Equal(1, fresh.Number);
        fresh.Dispose();
        Assert.Equal((1, 0, 1), (feed.Frames.Stale, feed.Frames.Dropped, feed.FramesDropped));
        Assert.Equal(0, pool.Lent);
    }

    [Fact]
    public async Task Frames_LeftWhenTheRunIsStopped_AreCleared()
    {
        var feed = Run(live: true);
        camera.Show(1);
        camera.Show(2);
        await Until(() => feed.FramesRead == 2);
        await stop.CancelAsync();
        await running;
        Assert.False(feed.Frames.BlockUntilFrame());
        Assert.Equal(0, pool.Lent);
    }

    [Fact]
    public async Task Camera_ThatRuns_CostsNoAllocationPerFrame()
    {
        // Everything completes at once, so the whole run stays on this thread, whose own counter no other test can disturb.
        async Task<long> AllocatedBy(int frames)
        {
            var feed = new CameraFeed(_ => Task.FromResult<IFrameSource>(new EndlessSource(pool, time, frames)), live: false, TimeProvider.System);
            var before = GC.GetAllocatedBytesForCurrentThread();
            await feed.RunAsync(stop.Token);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(frames, feed.FramesRead);
            feed.Frames.Complete(discard: true);
            return allocated;
        }

        await AllocatedBy(2000);
        Assert.Equal(await AllocatedBy(100), await AllocatedBy(1100));
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

    /// <summary>A camera that always has its next picture ready.</summary>
    private sealed class EndlessSource(FramePool pool, TimeProvider time, int frames) : IFrameSource
    {
        private int number;

        public ValueTask<VideoFrame?> ReadAsync(CancellationToken cancellationToken)
        {
            if (number == frames)
                return ValueTask.FromResult<VideoFrame?>(null);
            var frame = pool.Rent(64, 36);
            frame.Pixels.Fill((byte)number);
            frame.Number = number++;
            frame.At = time.GetUtcNow();
            return ValueTask.FromResult<VideoFrame?>(frame);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Waits for another thread's work, moving the clock by <paramref name="step"/> whenever it is not there yet.</summary>
    private async Task Until(Func<bool> reached, TimeSpan step = default)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(60), "It never happened.");
            await Task.Yield();
            if (step > TimeSpan.Zero)
                time.Advance(step);
        }
    }
}
