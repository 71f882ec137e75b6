using Lfr.Shared.Records;

namespace Lfr.Tests.Records;

public class CellTests
{
    [Fact]
    public void SmallCounts_AreWithheldWithTheLargest() =>
        Assert.Equal([null, 9, null, null, 0], Published(40, 9, 4, 1, 0));

    [Fact]
    public void OneSmallCount_DoesNotFollowFromTheTotal() => Assert.Equal([null, null, 9], Published(40, 4, 9));

    [Fact]
    public void LargeCountsAndEmptyGroups_ArePublished() => Assert.Equal([5, 7, 0], Published(5, 7, 0));

    /// <summary>8 = 6 + ? + ?: whoever sees the 6 knows that both others are 1.</summary>
    [Fact]
    public void TwoSmallCountsThatTheTotalGivesAway_TakeTheWholeTableWithThem() => Assert.Equal([null, null, null, null], Published(6, 1, 1, 0));

    [Fact]
    public void LargestCountThatTheNextOneBetrays_TakesTheWholeTableWithIt() => Assert.Equal([null, null, null], Published(20, 19, 3));

    /// <summary>Each at the edge of the rule: a count of five is no small one; the withheld sum minus what the small ones may be must exceed the largest printed, or four where nothing is.</summary>
    [Theory]
    [InlineData(new[] { 40, 9, 5, 4 }, new[] { -1, 9, 5, -1 })]
    [InlineData(new[] { 20, 10, 9, 3 }, new[] { -1, 10, 9, -1 })]
    [InlineData(new[] { 10, 9, 8, 3 }, new[] { -1, -1, -1, -1 })]
    [InlineData(new[] { 8, 1, 0 }, new[] { -1, -1, 0 })]
    [InlineData(new[] { 7, 1, 0 }, new[] { -1, -1, -1 })]
    public void Table_AtTheEdge(int[] counts, int[] printed) => Assert.Equal(printed.Select(p => p < 0 ? (int?)null : p), Published(counts));

    [Fact]
    public void Correction_ThatWouldWithholdTheSameGroups_PrintsTheRest() =>
        Assert.Equal([null, 8, null], Corrected([40, 9, 4], [40, 8, 3]));

    [Theory]
    [InlineData(new[] { 40, 9, 4 }, new[] { 40, 9, 5 })]
    [InlineData(new[] { 40, 9, 5 }, new[] { 40, 9, 4 })]
    [InlineData(new[] { 40, 9, 4 }, new[] { 40, 3, 5 })]
    [InlineData(new[] { 6, 1, 1 }, new[] { 40, 9, 5 })]
    public void Correction_ThatWouldWithholdOtherGroups_PrintsNone(int[] before, int[] after) => Assert.All(Corrected(before, after), Assert.Null);

    [Fact]
    public void Correction_OfARecordWithoutATable_IsPublishedLikeAFirst() =>
        Assert.Equal(Cell.Publishable(Named([40, 9, 5])), Cell.Correcting([], Cell.Publishable(Named([40, 9, 5]))));

    private static int?[] Published(params int[] counts) => [.. Cell.Publishable(Named(counts)).Select(c => c.Count)];

    private static int?[] Corrected(int[] before, int[] after) =>
        [.. Cell.Correcting(Cell.Publishable(Named(before)), Cell.Publishable(Named(after))).Select(c => c.Count)];

    private static (string Label, int Count)[] Named(int[] counts) => [.. counts.Select((c, i) => ($"W{i + 1}", c))];
}
