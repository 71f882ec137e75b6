using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Tests.Support;

namespace Lfr.Tests.Faces;

/// <summary>The committed synthetic people through the real models: needs no data but what is in the repository.</summary>
public class SyntheticPeopleTests(ITestOutputHelper output)
{
    private const float DefaultThreshold = 0.54f;

    private static readonly Lazy<(string Person, string View, StillFace? Face)[]> Everybody = new(EmbedEverybody);

    [Fact]
    public void NoPicture_ShowsTwoFacesThatPassTheGates_AndAllButOneShowOne()
    {
        var models = TestModels.OpenOrSkip();
        using var chain = new StillFaces(models);
        var without = new List<string>();
        foreach (var path in Pictures())
        {
            var found = chain.FindAndMeasure(path).Where(f => models.LiveGates.Passes(f.Measures, f.Norm)).ToArray();
            Assert.True(found.Length < 2, $"{path}: {string.Join("; ", found)}");
            if (found.Length == 0)
                without.Add(path);
        }

        // A face so broad that its box is 1.17 times as wide as high; enrolment looks again with grey around it and takes it.
        Assert.Equal([Path.Combine(TestData.Demo, "people", "18", "portrait.jpg")], without);
    }

    [Fact]
    public void AnyTwoPicturesOfOnePerson_AreAboveTheDefaultThreshold()
    {
        var all = EverybodyOrSkip();
        var scores = Pairs(all, same: true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"same: {scores.Length} pairs, lowest {scores[0]:F3}, median {scores[scores.Length / 2]:F3}"));
        Assert.True(scores[0] > DefaultThreshold);
    }

    [Fact]
    public void PicturesOfDifferentPeople_AreNotAboveTheDefaultThreshold()
    {
        var all = EverybodyOrSkip();
        var scores = Pairs(all, same: false);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"different: {scores.Length} pairs, 99th percentile {scores[(int)(scores.Length * 0.99)]:F3}, highest {scores[^1]:F3}"));
        Assert.True(scores[(int)(scores.Length * 0.99)] < 0.47f);
        Assert.InRange(scores[^1], 0, DefaultThreshold + 0.01f);
    }

    [Fact]
    public void EveryOtherView_FindsItsPersonAmongThePortraits_AndNobodyElseAtTheDefaultThreshold()
    {
        var all = EverybodyOrSkip();
        var portraits = all.Where(p => p.View == "portrait").ToArray();
        foreach (var (person, view, face) in all.Where(p => p.View != "portrait"))
        {
            var ranked = portraits.Select(p => (p.Person, Score: p.Face!.Cosine(face!))).OrderByDescending(p => p.Score).ToArray();
            Assert.True(ranked[0].Person == person && ranked[0].Score >= DefaultThreshold, $"{person}/{view}: {ranked[0]}");
            Assert.True(ranked[1].Score < DefaultThreshold, $"{person}/{view}: {ranked[1]}");
        }
    }

    private static (string Person, string View, StillFace? Face)[] EverybodyOrSkip()
    {
        TestModels.FolderOrSkip();
        return Everybody.Value;
    }

    private static (string Person, string View, StillFace? Face)[] EmbedEverybody()
    {
        using var chain = new StillFaces(TestModels.OpenOrSkip());
        return
        [
            .. Pictures().Select(path => (Path.GetFileName(Path.GetDirectoryName(path))!, Path.GetFileNameWithoutExtension(path), chain.Central(path))),
        ];
    }

    private static IOrderedEnumerable<string> Pictures() =>
        Directory.GetFiles(Path.Combine(TestData.Demo, "people"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static float[] Pairs((string Person, string View, StillFace? Face)[] all, bool same) =>
    [
        .. (from i in Enumerable.Range(0, all.Length)
            from j in Enumerable.Range(i + 1, all.Length - i - 1)
            where all[i].Person == all[j].Person == same
            select all[i].Face!.Cosine(all[j].Face!)).Order(),
    ];
}
