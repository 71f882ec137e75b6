namespace Lfr.Inference.Pipeline;

/// <summary>How much of the machine each camera of a run may use, by how many there are.</summary>
/// <param name="processors">Processors of the machine.</param>
internal sealed class CameraShare(int processors)
{
    /// <summary>The rest is for decoding, for the web beside it and for moments with many faces.</summary>
    private const double ForAnalysis = 0.7;

    private int cameras;

    /// <summary>Share of one processor for each camera. Never more than one: a camera is analysed by one thread at a time.</summary>
    public double Each => Math.Min(1, processors / (double)Math.Max(1, Volatile.Read(ref cameras))) * ForAnalysis;

    /// <summary>A camera begins.</summary>
    public void Join() => Interlocked.Increment(ref cameras);

    /// <summary>A camera ends.</summary>
    public void Leave() => Interlocked.Decrement(ref cameras);
}
