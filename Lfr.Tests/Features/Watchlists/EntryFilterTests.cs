using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Features.Watchlists.Queries;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>What the address of the list page shows, and how a photograph is put into words.</summary>
public sealed class EntryFilterTests
{
    private static readonly Signature Somebody = new(Guid.Empty, "Carl Compiler", Rank.Staff, DateTimeOffset.UnixEpoch);

    private static readonly EntryRow[] Rows =
    [
        Row(1, EntryState.Proposed, EntryCategory.WantedByCourts, EntryFlag.Child),
        Row(2, EntryState.Approved, EntryCategory.SubjectToOrder),
        Row(3, EntryState.Rejected, EntryCategory.WantedByCourts),
        Row(4, EntryState.Removed, EntryCategory.MissingAtRisk, EntryFlag.Vulnerable),
    ];

    [Theory]
    [InlineData(null, null, null, null, "R-0001 R-0002")]
    [InlineData("rejected", null, null, null, "R-0003")]
    [InlineData(null, "w3", null, null, "R-0002")]
    [InlineData(null, null, "child", null, "R-0001")]
    [InlineData("removed", null, "vulnerable", null, "R-0004")]
    [InlineData(null, null, null, " person 2 ", "R-0002")]
    [InlineData("17", "W9", "old", null, "R-0001 R-0002")]
    public void Filter_OfAnAddress_ShowsTheseRows(string? state, string? category, string? flag, string? words, string expected) =>
        Assert.Equal(expected, string.Join(' ', EntryFilter.From(state, category, flag, words).Apply(Rows).Select(r => r.Reference)));

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

    private static EntryRow Row(int number, EntryState state, EntryCategory category, params EntryFlag[] flags) =>
        new(Guid.Empty, $"R-{number:0000}", $"Person {number}", category, state, flags, "good", "abc", new DateOnly(2025, 1, 1), Somebody, 0, 1);
}
