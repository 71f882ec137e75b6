using Lfr.Inference.Pipeline;
using Lfr.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Pipeline;

public class AnalysisSlotsTests
{
    [Fact]
    public async Task Slots_AreGivenInTheOrderOfAsking_AndNeverMoreThanThereAre()
    {
        var slots = new AnalysisSlots(2);
        slots.Enter();
        slots.Enter();
        var order = new List<int>();
        var cameras = new List<Task>();
        for (var i = 0; i < 5; i++)
        {
            var camera = i;
            cameras.Add(Task.Factory.StartNew(
                () =>
                {
                    slots.Enter();
                    lock (order)
                        order.Add(camera);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default));
            await Eventually.HoldsAsync(() => slots.Waiting == camera + 1, "the camera waits for a slot");
        }

        for (var given = 1; given <= 5; given++)
        {
            slots.Leave();
            await Eventually.HoldsAsync(() => Count(order) == given, "the camera that waited longest has the slot");
            Assert.Equal(5 - given, slots.Waiting);
        }

        await Task.WhenAll(cameras);
        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public void Slot_ThatNobodyHad_CannotBeGivenBack()
    {
        var slots = new AnalysisSlots(1);
        slots.Enter();
        slots.Leave();
        Assert.Throws<SynchronizationLockException>(slots.Leave);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AnalysisSlots(0));
    }

    [Fact]
    public void Slots_AndLatencies_CostNoAllocation()
    {
        var slots = new AnalysisSlots(1);
        var latency = new LatencyWindow(TimeProvider.System);
        void Frame()
        {
            slots.Enter();
            latency.Add(TimeProvider.System.GetUtcNow());
            slots.Leave();
        }

        Frame();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Frame();
        latency.Percentiles();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Latencies_OfTheLastTenSeconds_AreSummedUp_ByNearestRank()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 10, 0, 0, TimeSpan.Zero));
        var latency = new LatencyWindow(time);
        Assert.Equal((null, null), latency.Percentiles());
        latency.Add(time.GetUtcNow() - TimeSpan.FromSeconds(9));
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal((null, null), latency.Percentiles());
        for (var milliseconds = 1; milliseconds <= 100; milliseconds++)
            latency.Add(time.GetUtcNow() - TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal((50, 99), latency.Percentiles());
        for (var i = 0; i < 2000; i++)
            latency.Add(time.GetUtcNow() - TimeSpan.FromMilliseconds(7));
        Assert.Equal((7, 7), latency.Percentiles());
    }

    private static int Count(List<int> order)
    {
        lock (order)
            return order.Count;
    }
}
