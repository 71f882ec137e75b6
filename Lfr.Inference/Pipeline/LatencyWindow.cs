namespace Lfr.Inference.Pipeline;

/// <summary>The latencies of a camera's last frames, arrival to decision: at most 512 of the last ten seconds. Adding allocates nothing.</summary>
public sealed class LatencyWindow(TimeProvider time)
{
    private const int Kept = 512;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();
    private readonly DateTimeOffset[] decided = new DateTimeOffset[Kept];
    private readonly float[] latencies = new float[Kept];
    private long count;

    /// <summary>Notes that a frame was decided about now.</summary>
    /// <param name="arrived">When it arrived.</param>
    public void Add(DateTimeOffset arrived)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            decided[count % Kept] = now;
            latencies[count % Kept] = (float)Math.Max(0, (now - arrived).TotalMilliseconds);
            count++;
        }
    }

    /// <summary>Median and 99th percentile (nearest rank) in milliseconds; <see langword="null"/> when no frame was decided about in the window.</summary>
    public (double? Median, double? Slowest) Percentiles()
    {
        Span<float> recent = stackalloc float[Kept];
        var n = 0;
        var from = time.GetUtcNow() - Window;
        lock (gate)
        {
            for (var i = 0; i < Math.Min(count, Kept); i++)
            {
                if (decided[i] >= from)
                    recent[n++] = latencies[i];
            }
        }

        if (n == 0)
            return (null, null);
        recent = recent[..n];
        recent.Sort();
        return (At(recent, 0.5), At(recent, 0.99));
    }

    private static double At(ReadOnlySpan<float> sorted, double share) => Math.Round(sorted[(int)Math.Ceiling(share * sorted.Length) - 1], 1);
}
