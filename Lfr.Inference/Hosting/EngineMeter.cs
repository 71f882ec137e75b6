using System.Diagnostics.Metrics;
using Lfr.Inference.Pipeline;

namespace Lfr.Inference.Hosting;

/// <summary>
/// What the engines of this process measure of themselves: how many and how fast, never who. <c>docs/operations.md</c> lists the instruments. Faces are read
/// from the runs' own counters when somebody asks, so that analysing a frame costs nothing for it.
/// </summary>
public static class EngineMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Lfr.Inference";

    private static readonly Meter Meter = new(Name);
    private static readonly Lock Gate = new();
    private static readonly List<FaceCounts> Runs = [];
    private static readonly List<Ended> Totals = [];

    static EngineMeter()
    {
        Observe("lfr.faces.compared", "{face}", "Faces that were compared: one for each person who walked by a camera.", counts => counts.FacesCompared);
        Observe("lfr.faces.discarded", "{face}", "Compared faces that raised no alert.", counts => counts.FacesDiscarded);
        Observe("lfr.faces.postponed", "{picture}", "Pictures of faces that were put off because too many waited in one frame.", counts => counts.FacesPostponed);
        Observe("lfr.comparisons", "{picture}", "Pictures of faces that were embedded and searched.", counts => counts.Comparisons);
        Observe("lfr.comparisons.spared", "{picture}", "Pictures of faces that had nothing to add and were not embedded.", counts => counts.ComparisonsSpared);
        Observe("lfr.alerts.raised", "{alert}", "Alerts that the engine raised.", counts => counts.AlertsRaised);
        Observe("lfr.alerts.suppressed", "{alert}", "Repeated alerts that the engine held back.", counts => counts.AlertsSuppressed);
    }

    /// <summary>Frames that a camera delivered.</summary>
    internal static Counter<long> FramesRead { get; } = Meter.CreateCounter<long>("lfr.frames.read", "{frame}", "Frames that a camera delivered.");

    /// <summary>Frames that were not analysed.</summary>
    internal static Counter<long> FramesDropped { get; } =
        Meter.CreateCounter<long>("lfr.frames.dropped", "{frame}", "Frames that were not analysed: a newer one took their place, or they had waited too long.");

    /// <summary>How long a frame and its faces wait for their decision.</summary>
    internal static Histogram<double> DecisionTime { get; } = Meter.CreateHistogram(
        "lfr.decision.duration", "s", "From the arrival of a frame to the decision about the faces in it.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2] });

    /// <summary>Adds the counters of a run that begins.</summary>
    internal static void Begin(FaceCounts counts)
    {
        lock (Gate)
            Runs.Add(counts);
    }

    /// <summary>Takes them out when nothing counts any more; what they hold stays in the totals.</summary>
    internal static void End(FaceCounts counts)
    {
        lock (Gate)
        {
            if (!Runs.Remove(counts))
                return;
            foreach (var total in Totals)
                total.Count += total.Of(counts);
        }
    }

    private static void Observe(string name, string unit, string description, Func<FaceCounts, long> of)
    {
        var ended = new Ended(of);
        Totals.Add(ended);
        Meter.CreateObservableCounter(name, () => Total(ended), unit, description);
    }

    private static long Total(Ended ended)
    {
        lock (Gate)
            return ended.Count + Runs.Sum(ended.Of);
    }

    private sealed class Ended(Func<FaceCounts, long> of)
    {
        public Func<FaceCounts, long> Of { get; } = of;

        public long Count { get; set; }
    }
}
