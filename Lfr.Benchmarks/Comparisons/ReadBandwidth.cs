using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>How fast this machine reads a block of memory when it does nothing else with it: each thread adds up its share, over and over.</summary>
public sealed unsafe class ReadBandwidth : IDisposable
{
    private const int Unit = 64;

    private readonly float* _block;
    private readonly nint _floats;
    private readonly int _threads;
    private float _sum;

    /// <param name="bytes">Size of the block.</param>
    /// <param name="threads">Threads that read.</param>
    public ReadBandwidth(long bytes, int threads)
    {
        _floats = (nint)(bytes / sizeof(float) / Unit / threads * Unit * threads);
        _threads = threads;
        _block = (float*)NativeMemory.AlignedAlloc((nuint)_floats * sizeof(float), 64);
        new Span<byte>(_block, checked((int)(_floats * sizeof(float)))).Fill(1);
    }

    /// <summary>
    /// Seconds of one reading of the whole block, of <paramref name="repeats"/> readings between which no thread waits for another; read in one
    /// stream for each thread or in two, whichever is faster.
    /// </summary>
    public double Seconds(int repeats) => Math.Min(Seconds(repeats, streams: 1), Seconds(repeats, streams: 2));

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(_block);

    private double Seconds(int repeats, int streams)
    {
        var share = _floats / _threads;
        var others = new Thread[_threads - 1];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < others.Length; i++)
        {
            var from = _block + ((i + 1) * share);
            others[i] = new Thread(() => Read(from, share, streams, repeats));
            others[i].Start();
        }

        Read(_block, share, streams, repeats);
        foreach (var thread in others)
            thread.Join();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    private void Read(float* from, nint floats, int streams, int repeats)
    {
        var sum = 0f;
        for (var i = 0; i < repeats; i++)
            sum += streams == 1 ? One(from, floats) : Two(from, floats);
        // Somebody might ask for the sum: the compiler cannot leave it out.
        Volatile.Write(ref _sum, sum);
    }

    private static float One(float* from, nint floats)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        for (var end = from + floats; from < end; from += Unit)
        {
            a += Vector512.Load(from);
            b += Vector512.Load(from + 16);
            c += Vector512.Load(from + 32);
            d += Vector512.Load(from + 48);
        }

        return Vector512.Sum(a + b + c + d);
    }

    private static float Two(float* from, nint floats)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        var second = from + (floats / Unit / 2 * Unit);
        for (var end = second; from < end; from += 32, second += 32)
        {
            a += Vector512.Load(from);
            b += Vector512.Load(from + 16);
            c += Vector512.Load(second);
            d += Vector512.Load(second + 16);
        }

        return Vector512.Sum(a + b + c + d);
    }
}
