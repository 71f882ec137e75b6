using System.Numerics.Tensors;
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
public sealed class Gallery : IDisposable
{
    /// <summary>How far the squared length of a template may be from 1: rounding of float32, nothing more.</summary>
    private const float LengthTolerance = 1e-3f;

    /// <summary>Rows scored at a time, so that the scores stay on the stack.</summary>
    private const int Tile = 512;

    /// <summary>Probes that are compared in one reading of a row.</summary>
    private const int Together = 4;

    /// <summary>Marks a row whose entry was withdrawn.</summary>
    private const int Withdrawn = -1;

    private readonly TemplateBlock _block;
    private readonly DotKernel _kernel;
    private readonly Guid[] _entries;
    private readonly int[] _entryOfRow;
    private readonly Lock _withdrawing = new();
    private int _count;

    private Gallery(TemplateBlock block, DotKernel kernel, Guid[] entries, int[] entryOfRow, int dimension)
    {
        _block = block;
        _kernel = kernel;
        _entries = entries;
        _entryOfRow = entryOfRow;
        _count = entryOfRow.Length;
        Dimension = dimension;
    }

    /// <summary>Number of templates that can match.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Length of a template in floats; 0 for an empty gallery.</summary>
    public int Dimension { get; }

    /// <summary>Name of the kernel that compares: <c>avx512</c>, <c>avx2</c> or <c>scalar</c>.</summary>
    public string Kernel => _kernel.Name;

    /// <summary>Copies the rows into a new gallery. An entry may have several rows.</summary>
    /// <exception cref="ArgumentException">A template has another dimension than the first or is not of length 1.</exception>
    public static Gallery Load(IReadOnlyList<GalleryRow> rows) => Load(rows, DotKernel.Choose());

    /// <summary>As <see cref="Load(IReadOnlyList{GalleryRow})"/>, with a kernel of choice.</summary>
    internal static Gallery Load(IReadOnlyList<GalleryRow> rows, DotKernel kernel)
    {
        var dimension = rows.Count == 0 ? 0 : rows[0].Template.Length / sizeof(float);
        var stride = (Math.Max(dimension, 1) + DotKernel.Granularity - 1) / DotKernel.Granularity * DotKernel.Granularity;
        var entries = new List<Guid>();
        var numbers = new Dictionary<Guid, int>();
        var entryOfRow = new int[rows.Count];
        var block = new TemplateBlock(rows.Count, stride);
        try
        {
            for (var i = 0; i < rows.Count; i++)
            {
                Check(rows[i], dimension);
                GalleryDigest.AsFloats(rows[i].Template).CopyTo(block.Row(i));
                if (!numbers.TryGetValue(rows[i].EntryId, out var number))
                {
                    number = entries.Count;
                    numbers.Add(rows[i].EntryId, number);
                    entries.Add(rows[i].EntryId);
                }

                entryOfRow[i] = number;
            }

            return new Gallery(block, kernel, [.. entries], entryOfRow, dimension);
        }
        catch
        {
            block.Dispose();
            throw;
        }
    }

    /// <summary>Compares <paramref name="probe"/> with every template. Allocates nothing.</summary>
    /// <param name="probe"><see cref="Dimension"/> floats of length 1.</param>
    /// <exception cref="ObjectDisposedException">The gallery is gone.</exception>
    public SearchResult Search(ReadOnlySpan<float> probe)
    {
        if (_entryOfRow.Length > 0 && probe.Length != Dimension)
            throw new ArgumentException($"The probe has {probe.Length} numbers; the gallery has {Dimension}.", nameof(probe));
        Span<SearchResult> result = stackalloc SearchResult[1];
        Search(probe, result);
        return result[0];
    }

    /// <summary>Compares several probes with every template: faces that wait together share each reading of the list. Allocates nothing.</summary>
    /// <param name="probes">One after the other, each <see cref="Dimension"/> floats of length 1.</param>
    /// <param name="results">Receives the best entry of each probe; as long as there are probes.</param>
    /// <exception cref="ObjectDisposedException">The gallery is gone.</exception>
    public unsafe void Search(ReadOnlySpan<float> probes, Span<SearchResult> results)
    {
        if (_entryOfRow.Length > 0 && probes.Length != (long)Dimension * results.Length)
            throw new ArgumentException($"{results.Length} probes of {Dimension} numbers were announced; {probes.Length} numbers came.", nameof(probes));
        var held = false;
        try
        {
            _block.DangerousAddRef(ref held);
            var stride = _block.Stride;
            var padded = stackalloc float[Together * stride];
            var scores = stackalloc float[Together * Tile];
            Span<Ranking> best = stackalloc Ranking[Together];
            for (var first = 0; first < results.Length; first += Together)
            {
                var together = Math.Min(Together, results.Length - first);
                new Span<float>(padded, Together * stride).Clear();
                for (var i = 0; i < together && _entryOfRow.Length > 0; i++)
                    probes.Slice((first + i) * Dimension, Dimension).CopyTo(new Span<float>(padded + ((nint)i * stride), stride));
                best.Fill(new Ranking());
                Rank(padded, scores, best[..together]);
                for (var i = 0; i < together; i++)
                    results[first + i] = best[i].Result(_entries);
            }

            new Span<float>(padded, Together * stride).Clear();
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
                    Volatile.Write(ref _entryOfRow[row], Withdrawn);
                    _block.Row(row).Clear();
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
    public void Dispose() => _block.Dispose();

    private unsafe void Rank(float* probes, float* scores, Span<Ranking> best)
    {
        var stride = _block.Stride;
        for (var row = 0; row < _block.Rows; row += Tile)
        {
            var count = Math.Min(Tile, _block.Rows - row);
            var start = _block.Start + ((nint)row * stride);
            if (best.Length == 1)
                _kernel.Run(probes, start, count, stride, scores);
            else
                _kernel.RunFour(probes, start, count, stride, scores);
            for (var i = 0; i < best.Length; i++)
                best[i].Take(new ReadOnlySpan<float>(scores + ((nint)i * count), count), _entryOfRow.AsSpan(row, count));
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

    /// <summary>Best entry and best other entry so far.</summary>
    private struct Ranking
    {
        private int _entry = Withdrawn;
        private float _score = -1;
        private float _runnerUp = -1;

        public Ranking()
        {
        }

        public void Take(ReadOnlySpan<float> scores, ReadOnlySpan<int> entries)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                // Most rows are below both: one comparison for them.
                if (scores[i] <= _runnerUp && _entry != Withdrawn)
                    continue;
                Take(scores[i], Volatile.Read(in entries[i]));
            }
        }

        public readonly SearchResult Result(Guid[] entries) =>
            _entry == Withdrawn ? new SearchResult(Guid.Empty, -1, -1) : new SearchResult(entries[_entry], _score, _runnerUp);

        private void Take(float score, int entry)
        {
            if (entry == Withdrawn)
                return;
            var cosine = Math.Clamp(score, -1, 1);
            if (entry == _entry)
            {
                _score = MathF.Max(_score, cosine);
            }
            else if (_entry == Withdrawn || cosine > _score)
            {
                // The best so far beats every earlier row of another entry, so it is the new runner-up.
                _runnerUp = _entry == Withdrawn ? -1 : _score;
                (_entry, _score) = (entry, cosine);
            }
            else
            {
                _runnerUp = MathF.Max(_runnerUp, cosine);
            }
        }
    }
}
