using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Features.Watchlists.Queries;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>What the address of the list page shows, and how a photograph is put into words.</summary>
public sealed class EntryFilterTests
{
    private static readonly WatchlistEntry[] Entries =
    [
        Given.Entry(1, d => d with { AgeBand = AgeBand.Child13To17, ImageTakenOn = new DateOnly(2021, 6, 3) }),
        Given.Entry(2, d => d with { Category = EntryCategory.SubjectToOrder, Unconvicted = true }).SignedOff(),
        Removed(Given.Entry(3)),
        Removed(Given.Entry(4, d => d with { Category = EntryCategory.MissingAtRisk })),
    ];

    [Theory]
    [InlineData(null, null, null, null, "R-0001 R-0002")]
    [InlineData("removed", null, null, null, "R-0003 R-0004")]
    [InlineData(null, null, "old-photograph", null, "R-0001")]
    [InlineData(null, null, "not-convicted", null, "R-0002")]
    [InlineData(null, null, null, "r-0002", "R-0002")]
    [InlineData(null, "w3", null, null, "R-0002")]
    [InlineData(null, null, "child", null, "R-0001")]
    [InlineData("removed", null, "vulnerable", null, "R-0004")]
    [InlineData(null, null, null, " person 2 ", "R-0002")]
    [InlineData("17", "X9", "old", null, "R-0001 R-0002")]
    public void Filter_OfAnAddress_ShowsTheseRows(string? state, string? category, string? flag, string? words, string expected) =>
        Assert.Equal(expected, string.Join(' ', EntryFilter.From(state, category, flag, words).Apply(Entries.AsQueryable(), [], EntryFlags.OldBefore(Given.Uk, Given.Start)).Select(r => r.Reference)));

    [Fact]
    public void Filter_WrittenIntoAnAddress_ComesBackTheSame()
    {
        foreach (var flag in EntryFlags.All)
        {
            var filter = new EntryFilter(EntryState.Returned, EntryCategory.RiskOfHarm, flag, "R-00");
            var query = filter.ToQuery();
            Assert.Equal(filter, EntryFilter.From((string?)query["state"], (string?)query["category"], (string?)query["flag"], (string?)query["find"]));
        }
    }

    [Theory]
    [InlineData(96, 300, 3, 120, "good", "Eyes 96 px apart · sharp · frontal · well lit.")]
    [InlineData(38, 300, 3, 120, "fair", "Eyes 38 px apart, needs 60 · sharp · frontal · well lit.")]
    [InlineData(38, 90, -31, 20, "poor", "Eyes 38 px apart, needs 60 · blurred · turned 31° aside · dark.")]
    public void Quality_IsNamedByItsMeasures(float eyes, float sharpness, float yaw, float brightness, string word, string sentence)
    {
        var quality = new FaceQuality(180, eyes, sharpness, brightness, yaw, 1, 20, 0.99f);

        Assert.Equal(word, PhotographQuality.Word(quality));
        Assert.Equal(sentence, PhotographQuality.Sentence(quality));
    }

    [Fact]
    public void OldPhotograph_OnTheLeapDay_IsOldTheDayAfterItsAnniversary()
    {
        var day = new DateTimeOffset(2028, 2, 29, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateOnly(2023, 3, 1), EntryFlags.OldBefore(Given.Uk, day));
        Assert.Equal(new DateOnly(2023, 3, 1), EntryFlags.OldBefore(Given.Uk, day.AddDays(1)));
    }

    private static WatchlistEntry Removed(WatchlistEntry entry)
    {
        Given.Do(entry.Remove("No longer wanted", Given.Compiler, Given.Start));
        return entry;
    }
}
