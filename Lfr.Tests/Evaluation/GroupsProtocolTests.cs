using Lfr.Inference.Evaluation;

namespace Lfr.Tests.Evaluation;

public class GroupsProtocolTests
{
    private static readonly HashSet<(string A, string B)> NoneDoubtful = [];

    [Theory]
    [InlineData("Line 1 ", "file,person,age")]
    [InlineData("Line 1 ", "path,person")]
    [InlineData("Line 2 ", "path,person,age", "a.jpg,ann")]
    [InlineData("Line 2 ", "path,person,age", "a.jpg,ann,")]
    [InlineData("Line 2 ", "path,person,age", "a.jpg,\"ann\",20")]
    [InlineData("Line 4 ", "path,person,age", "a.jpg,ann,20", "", "a.jpg,ann,20")]
    [InlineData("Line 3 ", "path,person,age", "a.jpg,ann,20", "b.jpg,ann,30")]
    [InlineData("The list names fewer than two people", "path,person,age", "a.jpg,ann,20")]
    public void ListThatCannotBeRead_IsRefused_WithTheLine(string begins, params string[] lines) =>
        Assert.StartsWith(begins, Assert.Throws<EvaluationException>(() => LabelledPictures.Read(lines)).Message, StringComparison.Ordinal);

    [Fact]
    public void SeveralColumns_GroupTheSamePictures()
    {
        var list = LabelledPictures.Read(["# labels of our own", "path,person,age,site", "a.jpg,ann,20s,north", "b.jpg,bea,30s,north"]);
        Assert.Equal(["age", "site"], list.Columns);
        Assert.Equal(["30s", "north"], list.Pictures[1].Groups);
    }

    /// <summary>Group a: 4 people alike (6 false matches of 6). Group b: 7 people of whom 3 are alike (3 of 21). Group c: nobody alike.</summary>
    [Fact]
    public void FalseMatches_AreCountedWithinEachGroup_AndComparedBetweenThem()
    {
        var lines = new List<string> { "path,person,group" };
        var templates = new Dictionary<string, float[]?>(StringComparer.Ordinal);
        Add("a", 4, alike: 4, axis: 0);
        Add("b", 7, alike: 3, axis: 10);
        Add("c", 5, alike: 1, axis: 20);

        var column = Assert.Single(Evaluate(lines, templates).Columns);

        Assert.Equal([(6L, 6L), (3L, 21L), (0L, 10L)], column.Groups.Select(g => (g.FalseMatches.Events, g.FalseMatches.Trials)));
        Assert.Equal([1d, 3 / 21d, null], column.Groups.Select(g => g.FalseMatches.Rate));
        Assert.Equal(0.3085, column.Groups[2].FalseMatches.Interval!.High, 0.0001);
        var ratios = column.FalseMatchRatios!;
        Assert.Equal((2, 1), (ratios.Groups, ratios.LeftOut));
        Assert.Equal(7, ratios.WorstToBest, 1e-9);
        Assert.Equal(Math.Sqrt(7), ratios.WorstToGeometricMean, 1e-9);
        Assert.Null(column.FalseNonMatchRatios);

        void Add(string group, int people, int alike, int axis)
        {
            for (var i = 0; i < people; i++)
            {
                lines.Add($"{group}{i}.jpg,{group}{i},{group}");
                templates[$"{group}{i}.jpg"] = Axis(i < alike ? axis : axis + i);
            }
        }
    }

    /// <summary>Six people with two pictures; of half of them the second shows nothing, or somebody else.</summary>
    [Fact]
    public void Misses_AreCountedOverPeople_AndNoFaceIsOne()
    {
        var lines = new List<string> { "path,person,group" };
        var templates = new Dictionary<string, float[]?>(StringComparer.Ordinal);
        for (var i = 0; i < 6; i++)
        {
            lines.AddRange([$"{i}a.jpg,p{i},all", $"{i}b.jpg,p{i},all"]);
            templates[$"{i}a.jpg"] = Axis(i);
            templates[$"{i}b.jpg"] = i switch { < 3 => Axis(i), 3 => null, _ => Axis(20 + i) };
        }

        var group = Assert.Single(Assert.Single(Evaluate(lines, templates).Columns).Groups);

        Assert.Equal((3L, 6L, 0.5), (group.FalseNonMatches.Events, group.FalseNonMatches.Trials, group.FalseNonMatches.Rate));
        Assert.Equal(1, group.WithoutFace);
        Assert.InRange(0.5, group.FalseNonMatches.Interval!.Low, group.FalseNonMatches.Interval.High);
        Assert.Null(group.FalseMatches.Rate);
    }

    [Fact]
    public void Bootstrap_OfTheSameSeed_IsTheSame_AndWiderForFewerPeople()
    {
        (long, long)[] few = [.. Enumerable.Range(0, 10).Select(i => ((long)(i % 2 * 5), 5L))];
        (long, long)[] many = [.. Enumerable.Range(0, 1000).Select(i => ((long)(i % 2 * 5), 5L))];
        var (ofFew, ofMany) = (PeopleBootstrap.Interval(few, 7)!, PeopleBootstrap.Interval(many, 7)!);

        Assert.Equal(ofFew, PeopleBootstrap.Interval(few, 7));
        Assert.True(ofFew.High - ofFew.Low > 0.4);

        // 1,000 people, half of them found: 0.5 ± 1.96 √(0.25 ÷ 1,000) = ± 0.031, although there are 5,000 pictures.
        Assert.InRange(ofMany.High - ofMany.Low, 0.055, 0.07);
        Assert.Null(PeopleBootstrap.Interval([(3, 5)], 7));
        Assert.Equal(new Lfr.Shared.Policy.RateInterval(0, Lfr.Shared.Policy.BinomialInterval.Of(0, 20).High), PeopleBootstrap.Interval([.. Enumerable.Repeat((0L, 5L), 20)], 7));
    }

    private static GroupsResult Evaluate(List<string> lines, Dictionary<string, float[]?> templates) =>
        GroupsProtocol.Evaluate(LabelledPictures.Read(lines), path => templates[path], NoneDoubtful, 0.54, TestContext.Current.CancellationToken);

    private static float[] Axis(int axis)
    {
        var template = new float[32];
        template[axis] = 1;
        return template;
    }
}
