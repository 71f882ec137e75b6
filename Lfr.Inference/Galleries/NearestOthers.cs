using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lfr.Inference.Galleries.Internals;
using Lfr.Shared.Live;

namespace Lfr.Inference.Galleries;

/// <summary>The other row of a list that a row resembles most.</summary>
/// <param name="Row">Which one, from 0; −1 when there is no other.</param>
/// <param name="Score">Cosine of the two, in [-1, 1].</param>
public readonly record struct NearestOther(int Row, float Score)
{
    /// <summary>There is no other.</summary>
    public static NearestOther None { get; } = new(-1, float.NegativeInfinity);
}

/// <summary>
/// Compares the rows of one list with each other, exhaustively and with the kernels of <see cref="Gallery"/>: the score of two rows is the one that a camera's search would give. Where a few rows are
/// new, only these are compared with all.
/// </summary>
public static unsafe class NearestOthers
{
    /// <summary>Probes of one reading of the list: packed they take as much of the cache as a panel does.</summary>
    private const int Together = 8 * DotKernel.Eight;

    /// <summary>Brings the nearest other of each row up to date.</summary>
    /// <param name="templates">Templates of length 1 and of one dimension, little-endian float32.</param>
    /// <param name="nearest">
    /// For each row its nearest other. Of the rows that are not <paramref name="fresh"/> it holds the nearest among themselves; afterwards every row has the nearest of all.
    /// </param>
    /// <param name="fresh">Rows to be compared with all, each once.</param>
    /// <param name="threads">How many threads may share it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The templates are of different dimensions, or there are not as many results as templates.</exception>
    public static void Update(IReadOnlyList<byte[]> templates, NearestOther[] nearest, IReadOnlyList<int> fresh, int threads, CancellationToken cancellationToken)
    {
        if (nearest.Length != templates.Count)
            throw new ArgumentException($"{templates.Count} templates, {nearest.Length} results.", nameof(nearest));
        foreach (var row in fresh)
            nearest[row] = NearestOther.None;
        if (templates.Count < 2 || fresh.Count == 0)
            return;
        var dimension = templates[0].Length / sizeof(float);
        if (templates.Any(t => t.Length != dimension * sizeof(float)))
            throw new ArgumentException("The templates are of different dimensions.", nameof(templates));
        var held = false;
        var block = new TemplateBlock(templates.Count, dimension);
        try
        {
            block.DangerousAddRef(ref held);
            for (var i = 0; i < templates.Count; i++)
                block.Write(i, GalleryDigest.AsFloats(templates[i]));
            var scan = new Pass(block, templates, nearest, fresh);
            // The rows that are not fresh hear of the fresh ones: of two threads at once one could overwrite the other.
            var most = scan.AllAreFresh ? Math.Max(1, threads) : 1;
            Parallel.For(0, (fresh.Count + Together - 1) / Together, new ParallelOptions { MaxDegreeOfParallelism = most, CancellationToken = cancellationToken }, scan.Run);
        }
        finally
        {
            if (held)
                block.DangerousRelease();
            block.Dispose();
        }
    }

    private sealed class Pass
    {
        private readonly TemplateBlock block;
        private readonly IReadOnlyList<byte[]> templates;
        private readonly NearestOther[] nearest;
        private readonly IReadOnlyList<int> fresh;
        private readonly bool[] isFresh;
        private readonly DotKernel kernel = DotKernel.Choose();

        public Pass(TemplateBlock block, IReadOnlyList<byte[]> templates, NearestOther[] nearest, IReadOnlyList<int> fresh)
        {
            (this.block, this.templates, this.nearest, this.fresh) = (block, templates, nearest, fresh);
            isFresh = new bool[templates.Count];
            foreach (var row in fresh)
                isFresh[row] = true;
        }

        public bool AllAreFresh => fresh.Count == templates.Count;

        /// <summary>One reading of the list for up to <see cref="Together"/> probes.</summary>
        public void Run(int number)
        {
            var first = number * Together;
            var count = Math.Min(Together, fresh.Count - first);
            var length = block.Dimension;
            var floats = (nuint)(Together * length);
            var packed = (float*)NativeMemory.AlignedAlloc(floats * sizeof(float), 64);
            try
            {
                NativeMemory.Clear(packed, floats * sizeof(float));
                for (var i = 0; i < count; i++)
                    Pack(GalleryDigest.AsFloats(templates[fresh[first + i]]), packed + (i / DotKernel.Eight * DotKernel.Eight * length) + (i % DotKernel.Eight));
                var scores = stackalloc float[(DotKernel.Eight * TemplateBlock.PanelRows) + 16];
                scores = (float*)(((nuint)scores + 63) & ~(nuint)63);
                for (var panel = 0; panel < block.Panels; panel++)
                {
                    for (var group = 0; group < count; group += DotKernel.Eight)
                    {
                        kernel.RunEight(packed + ((nint)group * length), block.Panel(panel), length, scores, block.Panel(panel + 1), 4);
                        for (var i = group; i < Math.Min(group + DotKernel.Eight, count); i++)
                            Take(fresh[first + i], panel * TemplateBlock.PanelRows, scores + ((i - group) * TemplateBlock.PanelRows));
                    }
                }
            }
            finally
            {
                NativeMemory.Clear(packed, floats * sizeof(float));
                NativeMemory.AlignedFree(packed);
            }
        }

        private static void Pack(ReadOnlySpan<float> template, float* packed)
        {
            foreach (var number in template)
            {
                *packed = number;
                packed += DotKernel.Eight;
            }
        }

        private void Take(int mine, int firstRow, float* scores)
        {
            var rows = Math.Min(TemplateBlock.PanelRows, templates.Count - firstRow);
            for (var i = 0; i < rows; i += Vector512<float>.Count)
            {
                if (AllAreFresh && !Vector512.GreaterThanAny(Vector512.Load(scores + i), Vector512.Create(nearest[mine].Score)))
                    continue;
                for (var j = i; j < Math.Min(i + Vector512<float>.Count, rows); j++)
                    Take(mine, firstRow + j, scores[j]);
            }
        }

        private void Take(int mine, int row, float score)
        {
            if (row == mine)
                return;
            var cosine = Math.Clamp(score, -1, 1);
            if (cosine > nearest[mine].Score)
                nearest[mine] = new NearestOther(row, cosine);
            if (!isFresh[row] && cosine > nearest[row].Score)
                nearest[row] = new NearestOther(mine, cosine);
        }
    }
}
