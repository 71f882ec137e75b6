namespace Lfr.Inference.Galleries.Internals;

/// <summary>
/// One reading of the whole block for up to <see cref="MostProbes"/> probes. Threads that share a scan take pieces of the block in turn, so a thread
/// that the system does not run holds nobody up.
/// </summary>
internal unsafe struct Scan
{
    /// <summary>Probes of one scan: enough to keep the multipliers busier than the memory.</summary>
    public const int MostProbes = 4 * DotKernel.Eight;

    /// <summary>Panels that a thread takes at a time: some ten microseconds of work.</summary>
    private const int Piece = 8;

    /// <summary>Where the templates lie. The caller keeps it alive until the scan is over.</summary>
    public required TemplateBlock Block { get; init; }

    /// <summary>How to compare.</summary>
    public required DotKernel Kernel { get; init; }

    /// <summary>The entry of each row or <see cref="Ranking.Nobody"/>, whole panels.</summary>
    public required int[] EntryOfRow { get; init; }

    /// <summary>Number of probes.</summary>
    public required int Probes { get; init; }

    /// <summary>The probe when there is one; otherwise groups of eight as <see cref="DotKernel.RunEight"/> takes them.</summary>
    public required float* Packed { get; init; }

    /// <summary>Number of pieces that were taken, for all threads of the scan.</summary>
    public required int* Taken { get; init; }

    /// <summary>Takes pieces until none is left.</summary>
    /// <param name="found">A ranking for each probe.</param>
    public readonly void Run(Span<Ranking> found)
    {
        var groups = Probes == 1 ? 0 : (Probes + DotKernel.Eight - 1) / DotKernel.Eight;
        var scores = stackalloc float[(DotKernel.Eight * TemplateBlock.PanelRows) + 16];
        // Scores start on a cache line.
        scores = (float*)(((nuint)scores + 63) & ~(nuint)63);
        while (true)
        {
            var panel = (Interlocked.Increment(ref *Taken) - 1) * Piece;
            if (panel >= Block.Panels)
                return;
            for (var end = Math.Min(panel + Piece, Block.Panels); panel < end; panel++)
            {
                if (groups == 0)
                    One(panel, scores, ref found[0]);
                else
                    Many(panel, groups, scores, found);
            }
        }
    }

    private readonly void One(int panel, float* scores, ref Ranking found)
    {
        Kernel.Run(Packed, Block.Panel(panel), Block.Dimension, scores);
        found.Take(scores, Entries(panel), panel * TemplateBlock.PanelRows);
    }

    private readonly void Many(int panel, int groups, float* scores, Span<Ranking> found)
    {
        var length = Block.Dimension;
        var rows = Block.Panel(panel);
        // Every group brings its share of the next panel into the cache.
        var pace = 32 / groups;
        var ahead = Block.Panel(panel + 1);
        for (var group = 0; group < groups; group++, ahead += 2 * (nint)length * pace)
        {
            var first = group * DotKernel.Eight;
            Kernel.RunEight(Packed + ((nint)first * length), rows, length, scores, ahead, pace);
            for (var i = first; i < Math.Min(first + DotKernel.Eight, Probes); i++)
                found[i].Take(scores + ((i - first) * TemplateBlock.PanelRows), Entries(panel), panel * TemplateBlock.PanelRows);
        }
    }

    private readonly ReadOnlySpan<int> Entries(int panel) => EntryOfRow.AsSpan(panel * TemplateBlock.PanelRows, TemplateBlock.PanelRows);
}
