using Lfr.Shared.Records.AsPublished;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Records;

namespace Lfr.Tests.Records.AsPublished;

/// <summary>The ten trials of 2016 to 2019 are a table like any force's: <c>docs/data/trials-2016-2019.csv</c>.</summary>
public sealed class TrialsTests
{
    private static readonly IReadOnlyList<PublishedRow> Rows = PublishedTable.Judge(
        PublishedFile.Read(File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "data", "trials-2016-2019.csv")), new Dictionary<string, string>(StringComparer.Ordinal)), Given.Uk, new DateOnly(2026, 11, 27));

    [Fact]
    public void AllTen_AreTaken() =>
        Assert.Equal((10, 0), (Rows.Count, Rows.Count(r => r.IsRefused)));

    /// <summary>Nothing that was not published has become a nought.</summary>
    [Fact]
    public void WhatWasNotPublished_StaysUnknown()
    {
        var known = Rows.Select(r => r.Figures!).ToArray();

        Assert.All(known, f => Assert.Equal((null, null, null, ""), (f.Alerts, f.TrueConfirmed, f.Threshold, f.FalseAlertRate)));
        Assert.Equal([null, 524, 50, 100, null, null, null, null, null, null], known.Select(f => f.ListSize));
        Assert.Equal([null, null, null, 0, null, null, 1, null, 3, 3], known.Select(f => f.Arrests));
        Assert.Equal([null, 100_000, null, null, null, null, null, null, null, null], known.Select(f => f.Faces));
        Assert.All(known, f => Assert.Contains("Source: ", f.Remarks, StringComparison.Ordinal));
    }

    [Fact]
    public void Romford_WasAnnouncedAtFourTheDayBefore_AndFourOfTheEightWereChildren()
    {
        var romford = Rows.Single(r => r.Figures!.Day == new DateOnly(2019, 1, 31)).Figures!;

        Assert.Equal(TimeSpan.FromHours(8), romford.Duration);
        foreach (var said in (string[])["30 January 2019 at 4 pm", "four of the eight were children", "no longer wanted, released", "later no further action", "eleven weeks"])
            Assert.Contains(said, romford.Remarks, StringComparison.Ordinal);
    }
}
