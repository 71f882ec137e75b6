using System.Diagnostics.Metrics;
using Lfr.Inference.Hosting;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Tests.Support;
using Lfr.Tests.Video;

namespace Lfr.Tests.Worker;

/// <summary>Alone: the meters of other tests' hosts would be told as well, on this thread, and allocate.</summary>
[Collection(nameof(AllocationTests))]
public sealed class EngineMeterTests
{
    [Fact]
    public void Counts_OfARunThatEnded_StayInTheTotals_AndAreNotCountedTwice()
    {
        // More than all other tests together can count meanwhile.
        const int many = 1_000_000_000;
        using var measured = new Measurements();
        var counts = new FaceCounts();
        EngineMeter.Begin(counts);
        var before = measured.Observe("lfr.faces.postponed");

        counts.CountPostponed(many);
        var during = measured.Observe("lfr.faces.postponed");
        EngineMeter.End(counts);
        EngineMeter.End(counts);
        var after = measured.Observe("lfr.faces.postponed");

        Assert.InRange(during - before, many, many * 1.5);
        Assert.InRange(after - before, many, many * 1.5);
    }

    [Fact]
    public void Measuring_CostsNoAllocation_ThoughSomebodyListens()
    {
        using var listener = new MeterListener { InstrumentPublished = static (instrument, me) => me.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.Start();
        var feed = new CameraFeed(static _ => throw new VideoException("There is no camera."), live: true, TimeProvider.System);
        var meter = new CameraMeter(1);
        Measure();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Measure()
        {
            for (var i = 0; i < 1000; i++)
            {
                meter.Count(feed);
                meter.Decided(TimeSpan.FromMilliseconds(i));
            }
        }
    }
}
