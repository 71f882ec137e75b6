using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Lfr.Inference.Galleries.Internals;
using Lfr.Shared.Live;

namespace Lfr.Inference.Galleries;

/// <summary>The best entry for a probe.</summary>
/// <param name="EntryId">The entry; <see cref="Guid.Empty"/> when the gallery is empty.</param>
/// <param name="Score">Its best cosine, in [-1, 1]; -1 when the gallery is empty.</param>
/// <param name="RunnerUpScore">Best cosine with any other entry, in [-1, 1]; -1 when there is none.</param>
public readonly record struct SearchResult(Guid EntryId, float Score, float RunnerUpScore);

/// <summary>
/// The templates of one licence in one block of native memory, searched exhaustively: a silent miss could not be explained in court. Any number of
/// threads may search; an entry can be withdrawn at any time; disposing zeroes the block.
/// </summary>
/// <remarks>
/// A score is the inner product in float32, added up in the order of the numbers and rounded once at each step, then clamped to [-1, 1]. It is the
/// same to the bit on every processor, with every kernel, alone and together with other probes, with one thread and with several. Of equal scores the
/// row that was loaded first counts.
/// </remarks>
public sealed class Gallery : IDisposable
{
    /// <summary>How far the squared length of a template may be from 1: rounding of float32, nothing more.</summary>
    private const float LengthTolerance = 1e-3f;

    /// <summary>
    /// Floats below which one thread does it: 8,192 templates of 512, some 0.2 ms. To wake a thread that has rested takes a quarter of that.
    /// </summary>
    private const long WorthThreads = 1 << 22;

    private readonly TemplateBlock _block;
    private readonly DotKernel _kernel;
    private readonly SearchThreads? _threads;
    private readonly Guid[] _entries;
    private readonly int[] _entryOfRow;
    private readonly Lock _withdrawing = new();
    private int _count;

    private Gallery(TemplateBlock block, DotKernel kernel, int threads, Guid[] entries, int[] entryOfRow, int count)
    {
        _block = block;
        _kernel = kernel;
        _entries = entries;
        _entryOfRow = entryOfRow;
        _count = count;
        _threads = threads > 1 ? new SearchThreads(threads - 1) : null;
        Threads = Math.Max(1, threads);
    }

    /// <summary>Number of templates that can match.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Length of a template in floats; 0 for an empty gallery.</summary>
    public int Dimension => _block.Dimension;

    /// <summary>Name of the kernel that compares: <c>avx512</c>, <c>avx2</c> or <c>scalar</c>.</summary>
    public string Kernel => _kernel.Name;

    /// <summary>Threads that share a search, the caller's included; 1 where the list is too short for more to pay.</summary>
    public int Threads { get; }

    /// <summary>Copies the rows into a new gallery. An entry may have several rows.</summary>
    /// <param name="rows">Templates of length 1, all of one dimension. They stay the caller's, who clears them.</param>
    /// <param name="threads">
    /// How many threads may share one search, the caller's included. More than the cores that nobody else uses does not pay.
    /// </param>
    /// <exception cref="ArgumentException">A template has another dimension than the first or is not of length 1.</exception>
    public static Gallery Load(IReadOnlyList<GalleryRow> rows, int threads = 1)
    {
        var floats = rows.Count == 0 ? 0 : (long)rows.Count * (rows[0].Template.Length / sizeof(float));
        return Load(rows, DotKernel.Choose(), floats < WorthThreads ? 1 : threads);
    }

    /// <summary>As <see cref="Load(IReadOnlyList{GalleryRow}, int)"/>, with a kernel of choice, and as many threads as are named.</summary>
    internal static Gallery Load(IReadOnlyList<GalleryRow> rows, DotKernel kernel, int threads)
    {
        var dimension = rows.Count == 0 ? 0 : rows[0].Template.Length / sizeof(float);
        var entries = new List<Guid>();
        var numbers = new Dictionary<Guid, int>();
        var block = new TemplateBlock(rows.Count, dimension);
        try
        {
            var entryOfRow = new int[block.Panels * TemplateBlock.PanelRows];
            Array.Fill(entryOfRow, Ranking.Nobody);
            for (var i = 0; i < rows.Count; i++)
            {
                Check(rows[i], dimension);
                block.Write(i, GalleryDigest.AsFloats(rows[i].Template));
                if (!numbers.TryGetValue(rows[i].EntryId, out var number))
                {
                    number = entries.Count;
                    numbers.Add(rows[i].EntryId, number);
                    entries.Add(rows[i].EntryId);
                }

                entryOfRow[i] = number;
            }

            return new Gallery(block, kernel, threads, [.. entries], entryOfRow, rows.Count);
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    /// <summary>Compares <paramref name="probe"/> with every template. Allocates nothing.</summary>
    /// <param name="probe"><see cref="Dimension"/> floats of length 1. One with a number that is none matches nobody.</param>
    /// <exception cref="ArgumentException">The probe has another dimension.</exception>
    /// <exception cref="ObjectDisposedException">The gallery is gone.</exception>
    public SearchResult Search(ReadOnlySpan<float> probe)
    {
        if (_block.Panels > 0 && probe.Length != Dimension)
            throw new ArgumentException($"The probe has {probe.Length} numbers; the gallery has {Dimension}.", nameof(probe));
        Span<SearchResult> result = stackalloc SearchResult[1];
        Search(probe, result);
        return result[0];
    }

    /// <summary>
    /// Compares several probes with every template: faces that wait together share each reading of the list. Gives for each probe what it gives
    /// alone. Allocates nothing.
    /// </summary>
    /// <param name="probes">One after the other, each <see cref="Dimension"/> floats of length 1.</param>
    /// <param name="results">Receives the best entry of each probe; as long as there are probes.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the results announce.</exception>
    /// <exception cref="ObjectDisposedException">The gallery is gone.</exception>
    public void Search(ReadOnlySpan<float> probes, Span<SearchResult> results)
    {
        if (_block.Panels > 0 && probes.Length != (long)Dimension * results.Length)
            throw new ArgumentException($"{results.Length} probes of {Dimension} numbers were announced; {probes.Length} numbers came.", nameof(probes));
        var held = false;
        try
        {
            _block.DangerousAddRef(ref held);
            if (_block.Panels == 0)
            {
                results.Fill(new SearchResult(Guid.Empty, -1, -1));
                return;
            }

            // What is packed lies on the stack: 64 KiB, with very long templates more.
            var together = Math.Clamp((1 << 14) / Dimension / DotKernel.Eight * DotKernel.Eight, DotKernel.Eight, Scan.MostProbes);
            for (var first = 0; first < results.Length; first += together)
            {
                var some = results[first..Math.Min(first + together, results.Length)];
                Rank(probes.Slice(first * Dimension, some.Length * Dimension), some);
            }
        }
        finally
        {
            if (held)
                _block.DangerousRelease();
        }
    }

    /// <summary>Zeroes the entry's templates at once: no search that begins afterwards can find it.</summary>
    /// <returns>Whether the entry was there.</returns>
    /// <exception cref="ObjectDisposedException">The gallery is gone.</exception>
    public bool Remove(Guid entryId)
    {
        var entry = Array.IndexOf(_entries, entryId);
        if (entry < 0)
            return false;
        var held = false;
        try
        {
            _block.DangerousAddRef(ref held);
            lock (_withdrawing)
            {
                var removed = 0;
                for (var row = 0; row < _entryOfRow.Length; row++)
                {
                    if (_entryOfRow[row] != entry)
                        continue;
                    _entryOfRow[row] = Ranking.Nobody;
                    // A search under way must see the mark before it can see half a template.
                    Interlocked.MemoryBarrier();
                    _block.Clear(row);
                    removed++;
                }

                Volatile.Write(ref _count, _count - removed);
                return removed > 0;
            }
        }
        finally
        {
            if (held)
                _block.DangerousRelease();
        }
    }

    /// <summary>Zeroes and frees the templates, after the searches under way.</summary>
    public void Dispose()
    {
        _threads?.Dispose();
        _block.Dispose();
    }

    private unsafe void Rank(ReadOnlySpan<float> probes, Span<SearchResult> results)
    {
        Span<Ranking> best = stackalloc Ranking[results.Length];
        best.Fill(new Ranking());
        if (results.Length == 1)
        {
            fixed (float* probe = probes)
                Rank(probe, best);
        }
        else
        {
            var floats = (results.Length + DotKernel.Eight - 1) / DotKernel.Eight * DotKernel.Eight * Dimension;
            var packed = stackalloc float[floats];
            Pack(probes, packed);
            Rank(packed, best);
            // Through a span's Clear the compiler could not know that nobody reads it; NativeMemory.Clear is a call it keeps.
            NativeMemory.Clear(packed, (nuint)floats * sizeof(float));
        }

        for (var i = 0; i < results.Length; i++)
            results[i] = best[i].ToResult(_entries);
    }

    private unsafe void Rank(float* packed, Span<Ranking> best)
    {
        var taken = 0;
        var scan = new Scan { Block = _block, Kernel = _kernel, EntryOfRow = _entryOfRow, Probes = best.Length, Packed = packed, Taken = &taken };
        if (_threads is null)
            scan.Run(best);
        else
            _threads.Run(scan, best);
    }

    /// <summary>Brings probes into groups of eight, number after number; the last group is filled up with zeros.</summary>
    private unsafe void Pack(ReadOnlySpan<float> probes, float* packed)
    {
        var count = probes.Length / Dimension;
        for (var first = 0; first < count; first += DotKernel.Eight)
        {
            for (var i = 0; i < Dimension; i++)
            {
                for (var probe = first; probe < first + DotKernel.Eight; probe++)
                    *packed++ = probe < count ? probes[(probe * Dimension) + i] : 0;
            }
        }
    }

    private static void Check(GalleryRow row, int dimension)
    {
        var template = GalleryDigest.AsFloats(row.Template);
        if (dimension == 0 || template.Length != dimension || row.Template.Length != dimension * sizeof(float))
            throw new ArgumentException($"The template of entry {row.EntryId} has {row.Template.Length} bytes; {dimension * sizeof(float)} are expected.");
        if (!(MathF.Abs(TensorPrimitives.SumOfSquares(template) - 1) <= LengthTolerance))
            throw new ArgumentException($"The template of entry {row.EntryId} is not of length 1.");
    }
}
