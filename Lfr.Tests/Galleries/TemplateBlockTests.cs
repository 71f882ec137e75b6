using System.Runtime.InteropServices;
using Lfr.Inference.Galleries.Internals;

namespace Lfr.Tests.Galleries;

public unsafe class TemplateBlockTests
{
    private const int Dimension = 17;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(63, 1)]
    [InlineData(64, 1)]
    [InlineData(65, 2)]
    public void Rows_FillWholePanels(int rows, int panels)
    {
        using var block = new TemplateBlock(rows, Dimension);
        Assert.Equal(panels, block.Panels);
        for (var i = 0; i < panels * TemplateBlock.PanelRows * Dimension; i++)
            Assert.Equal(0, block.Panel(0)[i]);
    }

    [Fact]
    public void NumbersOfNeighbouringRows_LieSideBySide_OnACacheLine()
    {
        using var block = new TemplateBlock(130, Dimension);
        Assert.Equal(0u, (nuint)block.Panel(0) % 64);
        for (var row = 0; row < 130; row++)
            block.Write(row, [.. Enumerable.Range(0, Dimension).Select(i => (1000f * row) + i)]);
        for (var row = 0; row < 130; row++)
        {
            for (var i = 0; i < Dimension; i++)
                Assert.Equal((1000f * row) + i, block.Panel(row / 64)[(i * 64) + (row % 64)]);
        }
    }

    [Fact]
    public void ClearedRow_IsZeroInMemory_AndItsNeighboursStay()
    {
        using var block = new TemplateBlock(3, Dimension);
        for (var row = 0; row < 3; row++)
            block.Write(row, [.. Enumerable.Repeat(row + 1f, Dimension)]);

        block.Clear(1);

        for (var i = 0; i < Dimension; i++)
            Assert.Equal([1f, 0f, 3f], new Span<float>(block.Panel(0) + (i * 64), 3).ToArray());
    }

    [Fact]
    public void GivenBackMemory_IsZero_AndIsGivenBackOnceNobodySearchesIt()
    {
        float[]? last = null;
        var block = new TemplateBlock(65, Dimension, memory =>
        {
            last = new Span<float>((void*)memory, 2 * 64 * Dimension).ToArray();
            NativeMemory.AlignedFree((void*)memory);
        });
        for (var row = 0; row < 65; row++)
            block.Write(row, [.. Enumerable.Repeat(1f, Dimension)]);
        var held = false;
        block.DangerousAddRef(ref held);

        block.Dispose();

        Assert.Null(last);
        Assert.Equal(1, block.Panel(0)[0]);
        block.DangerousRelease();
        Assert.All(Assert.IsType<float[]>(last), number => Assert.Equal(0, number));
    }
}
