using Lfr.Inference.Galleries.Internals;

namespace Lfr.Inference.Evaluation;

/// <summary>
/// Every comparison of two pictures of different people, counted and not kept: tens of millions in seconds. Pictures without a face take no part.
/// </summary>
internal static class ImpostorComparisons
{
    /// <summary>Pictures that one task compares with those of its own panel and all later ones.</summary>
    private const int Probes = TemplateBlock.PanelRows;

    /// <summary>Counts the cosines.</summary>
    /// <param name="people">Templates of length 1 of each person's pictures.</param>
    /// <param name="doubtful">Pairs of names whose comparisons are left out, in either order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static unsafe ScoreHistogram Count(
        IReadOnlyDictionary<string, IReadOnlyList<float[]?>> people,
        IReadOnlySet<(string A, string B)> doubtful,
        CancellationToken cancellationToken)
    {
        var layout = Layout.Of(people, doubtful);
        var total = new ScoreHistogram();
        if (layout.Templates.Count == 0)
            return total;
        var kernel = DotKernel.Choose();
        using var block = layout.Fill();
        Parallel.For(
            0,
            block.Panels,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            () => (Histogram: new ScoreHistogram(), Packed: new float[Probes * block.Dimension], Scores: new float[DotKernel.Eight * TemplateBlock.PanelRows]),
            (panel, _, mine) =>
            {
                fixed (float* packed = mine.Packed, scores = mine.Scores)
                    Compare(kernel, block, layout, panel, packed, scores, mine.Histogram);
                return mine;
            },
            mine =>
            {
                lock (total)
                    total.Add(mine.Histogram);
            });
        return total;
    }

    private static unsafe void Compare(DotKernel kernel, TemplateBlock block, Layout layout, int first, float* packed, float* scores, ScoreHistogram histogram)
    {
        var pictures = layout.Templates.Count;
        var probes = Math.Min(Probes, pictures - (first * Probes));
        var length = block.Dimension;
        for (var i = 0; i < probes; i++)
            Pack(layout.Templates[(first * Probes) + i], packed + ((nint)(i / DotKernel.Eight) * DotKernel.Eight * length) + (i % DotKernel.Eight));
        for (var panel = first; panel < block.Panels; panel++)
        {
            var from = panel * TemplateBlock.PanelRows;
            var count = Math.Min(TemplateBlock.PanelRows, pictures - from);
            for (var group = 0; group < probes; group += DotKernel.Eight)
            {
                kernel.RunEight(packed + ((nint)group * length), block.Panel(panel), length, scores, block.Panel(panel), pace: 0);
                for (var i = 0; i < Math.Min(DotKernel.Eight, probes - group); i++)
                    layout.Add((first * Probes) + group + i, from, new ReadOnlySpan<float>(scores + (i * TemplateBlock.PanelRows), count), histogram);
            }
        }
    }

    /// <summary>Writes a template as one of eight that lie number by number side by side.</summary>
    private static unsafe void Pack(float[] template, float* to)
    {
        for (var i = 0; i < template.Length; i++)
            to[(nint)i * DotKernel.Eight] = template[i];
    }

    /// <summary>All pictures with a face, a person's pictures side by side.</summary>
    private sealed record Layout(List<float[]> Templates, int[] PersonOf, int[] EndOf, HashSet<int>?[] LeftOut)
    {
        public static Layout Of(IReadOnlyDictionary<string, IReadOnlyList<float[]?>> people, IReadOnlySet<(string A, string B)> doubtful)
        {
            var names = people.Keys.Order(StringComparer.Ordinal).ToArray();
            var number = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
            var templates = new List<float[]>();
            var personOf = new List<int>();
            var endOf = new int[names.Length];
            for (var person = 0; person < names.Length; person++)
            {
                foreach (var template in people[names[person]].OfType<float[]>())
                {
                    templates.Add(template);
                    personOf.Add(person);
                }

                endOf[person] = templates.Count;
            }

            var leftOut = new HashSet<int>?[names.Length];
            foreach (var (a, b) in doubtful)
            {
                if (!number.TryGetValue(a, out var one) || !number.TryGetValue(b, out var other))
                    continue;
                (leftOut[Math.Min(one, other)] ??= []).Add(Math.Max(one, other));
            }

            return new Layout(templates, [.. personOf], endOf, leftOut);
        }

        public TemplateBlock Fill()
        {
            var block = new TemplateBlock(Templates.Count, Templates[0].Length);
            for (var i = 0; i < Templates.Count; i++)
                block.Write(i, Templates[i]);
            return block;
        }

        /// <summary>Counts the scores of a picture with later people's pictures among those from <paramref name="from"/> on.</summary>
        public void Add(int probe, int from, ReadOnlySpan<float> scores, ScoreHistogram histogram)
        {
            var person = PersonOf[probe];
            var start = Math.Max(0, EndOf[person] - from);
            if (start >= scores.Length)
                return;
            if (LeftOut[person] is not { } leftOut)
            {
                histogram.Add(scores[start..]);
                return;
            }

            for (var i = start; i < scores.Length; i++)
            {
                if (!leftOut.Contains(PersonOf[from + i]))
                    histogram.Add(scores[i]);
            }
        }
    }
}
