using System.Runtime.InteropServices;
using Lfr.Inference.Galleries;

namespace Lfr.Tests.Galleries;

/// <summary>Rows of one list compared with each other, against the plain way of doing it.</summary>
public sealed class NearestOthersTests
{
    private const int Dimension = 24;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(65)]
    [InlineData(300)]
    public void EveryRow_HasTheOtherRowThatItResemblesMost(int count)
    {
        var rows = Rows(count);

        var nearest = All(rows, threads: 3);

        Assert.All(Enumerable.Range(0, count), row => AssertNearest(rows, row, nearest[row]));
    }

    [Fact]
    public void RowsThatAreAdded_ChangeNothingButWhatTheyAreNearestTo()
    {
        var rows = Rows(200);
        // Every third row is new; the others know their nearest among themselves.
        int[] fresh = [.. Enumerable.Range(0, rows.Length).Where(r => r % 3 == 0)];
        int[] older = [.. Enumerable.Range(0, rows.Length).Except(fresh)];
        var among = All([.. older.Select(r => rows[r])], threads: 1);
        var nearest = new NearestOther[rows.Length];
        for (var i = 0; i < older.Length; i++)
            nearest[older[i]] = new NearestOther(older[among[i].Row], among[i].Score);

        NearestOthers.Update(rows, nearest, fresh, 3, Cancel);

        Assert.Equal(All(rows, threads: 1), nearest);
    }

    [Fact]
    public void Alone_ARowHasNoOther() => Assert.Equal([NearestOther.None], All(Rows(1), threads: 1));

    [Fact]
    public void TheSameTemplateTwice_IsFoundOnBothSides()
    {
        var rows = Rows(130);
        rows[129] = [.. rows[2]];

        var nearest = All(rows, threads: 2);

        Assert.Equal((129, 2), (nearest[2].Row, nearest[129].Row));
    }

    [Fact]
    public void TemplatesOfDifferentLengths_AreRefused() =>
        Assert.Throws<ArgumentException>(() => All([new byte[8], new byte[12]], threads: 1));

    private static NearestOther[] All(byte[][] rows, int threads)
    {
        var nearest = new NearestOther[rows.Length];
        NearestOthers.Update(rows, nearest, [.. Enumerable.Range(0, rows.Length)], threads, Cancel);
        return nearest;
    }

    private static byte[][] Rows(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var row = Enumerable.Range(0, Dimension).Select(_ => random.NextSingle() - 0.5f).ToArray();
            var length = MathF.Sqrt(row.Sum(x => x * x));
            return MemoryMarshal.AsBytes(row.Select(x => x / length).ToArray().AsSpan()).ToArray();
        })];
    }

    private static void AssertNearest(byte[][] rows, int row, NearestOther found)
    {
        var plain = Enumerable.Range(0, rows.Length).Where(r => r != row).Select(r => (Row: r, Score: Dot(rows[row], rows[r]))).MaxBy(r => r.Score);
        Assert.Equal(plain.Row, found.Row);
        Assert.Equal(plain.Score, found.Score, 1e-5);
    }

    private static double Dot(byte[] a, byte[] b) =>
        MemoryMarshal.Cast<byte, float>(a).ToArray().Zip(MemoryMarshal.Cast<byte, float>(b).ToArray(), (x, y) => (double)x * y).Sum();
}
