using Lfr.Inference.Galleries.Internals;

namespace Lfr.Tests.Galleries;

/// <summary>Every kernel of this machine beside the plain loop: the scores are the same to the bit.</summary>
public class DotKernelTests
{
    private readonly Random _random = new(20260102);

    public static TheoryData<string> Kernels => [.. DotKernel.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public unsafe void Run_AddsUpInTheOrderOfTheNumbers_ForAnyLength(string kernel)
    {
        foreach (var length in new[] { 0, 1, 2, 3, 15, 16, 17, 31, 48, 127, 128, 129, 512, 1024 })
        {
            using var block = Filled(length, out var rows);
            var probe = PlainSearch.Values(_random, length + 1);
            var scores = Unwritten(TemplateBlock.PanelRows);

            fixed (float* p = probe, s = scores)
                Kernel(kernel).Run(p, block.Panel(0), length, s);

            for (var row = 0; row < rows.Length; row++)
                Assert.Equal(Plain(probe, rows[row]), scores[row]);
            Assert.Equal(Mark, scores[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public unsafe void RunEight_GivesForEachProbeWhatRunGives_AndReadsNothingOfWhatLiesAhead(string kernel)
    {
        foreach (var length in new[] { 0, 1, 2, 3, 15, 16, 17, 31, 48, 127, 128, 129, 512, 1024 })
        {
            foreach (var pace in new[] { 8, 16, 32 })
            {
                using var block = Filled(length, out var rows);
                var probes = PlainSearch.Values(_random, (length * DotKernel.Eight) + 1);
                var scores = Unwritten(DotKernel.Eight * TemplateBlock.PanelRows);

                fixed (float* p = probes, s = scores)
                    Kernel(kernel).RunEight(p, block.Panel(0), length, s, block.Panel(1), pace);

                for (var probe = 0; probe < DotKernel.Eight; probe++)
                {
                    float[] one = [.. Enumerable.Range(0, length).Select(i => probes[(i * DotKernel.Eight) + probe])];
                    for (var row = 0; row < rows.Length; row++)
                        Assert.Equal(Plain(one, rows[row]), scores[(probe * TemplateBlock.PanelRows) + row]);
                }

                Assert.Equal(Mark, scores[^1]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public unsafe void Score_OfVectorsOfLengthOne_IsWithinItsBoundOfTheExactOne(string kernel)
    {
        const int length = 512;
        using var block = new TemplateBlock(TemplateBlock.PanelRows, length);
        var probe = PlainSearch.Normalised(PlainSearch.Values(_random, length));
        float[][] rows = [.. Enumerable.Range(0, TemplateBlock.PanelRows).Select(i => PlainSearch.Near(_random, PlainSearch.Row(0, probe), noise: i / 8f))];
        for (var row = 0; row < rows.Length; row++)
            block.Write(row, rows[row]);
        var scores = new float[TemplateBlock.PanelRows];

        fixed (float* p = probe, s = scores)
            Kernel(kernel).Run(p, block.Panel(0), length, s);

        for (var row = 0; row < rows.Length; row++)
            Assert.Equal(rows[row].Zip(probe, (a, b) => (double)a * b).Sum(), scores[row], length * Math.Pow(2, -24));
    }

    private const float Mark = 12345;

    private static DotKernel Kernel(string name) => DotKernel.All.Single(kernel => kernel.Name == name);

    private static float Plain(float[] probe, float[] row)
    {
        var sum = 0f;
        for (var i = 0; i < row.Length; i++)
            sum = MathF.FusedMultiplyAdd(probe[i], row[i], sum);
        return sum;
    }

    /// <summary>Room for scores and one number behind them that must stay.</summary>
    private static float[] Unwritten(int count) => [.. Enumerable.Repeat(Mark, count + 1)];

    private TemplateBlock Filled(int length, out float[][] rows)
    {
        rows = [.. Enumerable.Range(0, TemplateBlock.PanelRows).Select(_ => PlainSearch.Values(_random, length))];
        var block = new TemplateBlock(rows.Length, length);
        for (var row = 0; row < rows.Length; row++)
            block.Write(row, rows[row]);
        return block;
    }
}
