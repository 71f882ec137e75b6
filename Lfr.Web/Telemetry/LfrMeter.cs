using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lfr.Web.Telemetry;

/// <summary>
/// What the web measures of itself. Tags hold names of commands and kinds, never who, whom or which deployment: nothing here may become personal data.
/// <c>docs/operations.md</c> lists the instruments.
/// </summary>
public static class LfrMeter
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "Lfr.Web";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Committing = Durations(
        "lfr.alert.commit.duration", "From the moment an engine raised an alert until the database held it.", [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 60]);

    private static readonly Histogram<double> Showing = Durations(
        "lfr.alert.display.duration", "From the moment an engine raised an alert until a live room's browser had drawn it.", [0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 5, 10, 60]);

    private static readonly Histogram<double> Lateness = Durations(
        "lfr.purge.lateness", "From the moment biometrics fell due until they were destroyed.", [1, 30, 60, 90, 120, 300, 900, 3600, 21600, 86400]);

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("lfr.worker.refusals", "{refusal}", "What workers said and were not believed.");

    /// <summary>Source of the traces: a span for each command.</summary>
    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>How long commands take.</summary>
    internal static Histogram<double> Commands { get; } = Durations(
        "lfr.command.duration", "One command: load, ask the domain, save, audit.", [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]);

    /// <summary>The database holds an alert.</summary>
    /// <param name="since">Since an engine raised it.</param>
    public static void AlertCommitted(TimeSpan since) => Committing.Record(Math.Max(0, since.TotalSeconds));

    /// <summary>A worker said something that was not believed, or was not let in.</summary>
    /// <param name="kind">Which kind of message.</param>
    public static void WorkerRefused(string kind) => Refusals.Add(1, new KeyValuePair<string, object?>("lfr.kind", kind));

    /// <summary>A browser has drawn an alert.</summary>
    /// <param name="since">Since an engine raised it.</param>
    public static void AlertShown(TimeSpan since) => Showing.Record(Math.Max(0, since.TotalSeconds));

    /// <summary>Biometrics were destroyed because they fell due.</summary>
    /// <param name="kind">Which kind of biometrics.</param>
    /// <param name="late">Since they fell due.</param>
    public static void Purged(string kind, TimeSpan late) => Lateness.Record(Math.Max(0, late.TotalSeconds), new KeyValuePair<string, object?>("lfr.kind", kind));

    private static Histogram<double> Durations(string name, string description, IReadOnlyList<double> boundaries) =>
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
}
