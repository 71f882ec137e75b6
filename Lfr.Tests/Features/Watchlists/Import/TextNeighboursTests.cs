using Lfr.Shared.Policy;
using Lfr.Web.Features.Watchlists.Import;

namespace Lfr.Tests.Features.Watchlists.Import;

/// <summary>The shortcut to rule R21 finds what the rule finds.</summary>
public sealed class TextNeighboursTests
{
    [Theory]
    [InlineData(0.85)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Neighbour_IsFound_WhereverTheRuleWouldFindACopy(double limit)
    {
        var random = new Random(7);
        var entries = Enumerable.Range(0, 400).Select(i => new OtherEntry(new Guid(i + 1, 0, 0, new byte[8]), $"row {i}", [HashedWords.Of("justification", Text(random)), HashedWords.Of("necessity", Text(random))])).ToList();
        var neighbours = new TextNeighbours(entries, limit);
        var found = 0;

        foreach (var entry in entries)
        {
            var expected = new TextComparison(entry.Texts).Among(entries.Where(e => e.Id != entry.Id)).Any(r => r.Similarity >= limit);
            Assert.Equal(expected, neighbours.Of(entry.Id, entry.Texts) is not null);
            found += expected ? 1 : 0;
        }

        Assert.InRange(found, 10, 390);
    }

    // Templates with a few words changed, as people fill them in.
    private static string Text(Random random)
    {
        var words = Enumerable.Range(0, 24).Select(i => $"word{random.Next(6) / 5 * random.Next(1000)}of{i}template{random.Next(3) / 2}").ToArray();
        for (var changes = random.Next(12); changes > 0; changes--)
            words[random.Next(words.Length)] = $"own{random.Next(1_000_000)}";
        return random.Next(4) == 0 ? "The very same words for everybody on this list, copied again and again." : string.Join(' ', words);
    }
}
