using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Lfr.Tests.Support;

/// <summary>What was measured.</summary>
/// <param name="Instrument">Name of the instrument.</param>
/// <param name="Value">Value.</param>
/// <param name="Tags">Tags as <c>name=value</c>, in order, with commas between them.</param>
public sealed record Measurement(string Instrument, double Value, string Tags);

/// <summary>
/// Listens to Lfr's meters. They belong to the process, so tests that run at the same time are heard as well: ask for what only this test can have measured, or
/// for at least so much.
/// </summary>
public sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<Measurement> heard = new();
    private readonly ConcurrentDictionary<string, Instrument> instruments = new(StringComparer.Ordinal);

    public Measurements()
    {
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (!instrument.Meter.Name.StartsWith("Lfr.", StringComparison.Ordinal))
                return;
            instruments[instrument.Name] = instrument;
            me.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.Start();
    }

    /// <summary>All instruments of Lfr that exist by now.</summary>
    public IReadOnlyCollection<Instrument> Instruments => [.. instruments.Values];

    /// <summary>What <paramref name="instrument"/> measured so far.</summary>
    public IReadOnlyList<Measurement> Of(string instrument) => [.. heard.Where(m => m.Instrument == instrument)];

    /// <summary>The newest value of an instrument that is asked, not told.</summary>
    public double Observe(string instrument)
    {
        listener.RecordObservableInstruments();
        return Of(instrument)[^1].Value;
    }

    public void Dispose() => listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        heard.Enqueue(new Measurement(instrument.Name, value, string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
}
