using Lfr.Shared.Deployments;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>How long the comparisons of a run count, and how its counts are put together.</summary>
public class RunTests
{
    private static readonly DateTimeOffset Start = Given.Start;
    private static readonly DateTimeOffset NotAfter = Start.AddHours(8);

    private static Run Running => DeploymentCommands.NewRun(new Given().Deployment(), Start) with { NotAfter = NotAfter };

    /// <summary>The last instant of a licence is not in it; an ended run is not live, however long its licence would have been.</summary>
    [Theory]
    [InlineData(-1, false, true)]
    [InlineData(0, false, false)]
    [InlineData(1, false, false)]
    [InlineData(-3600, true, false)]
    public void Licence_MayBeUsed_UntilItsEnd(int secondsFromTheEnd, bool ended, bool live) =>
        Assert.Equal(live, (Running with { Ended = ended ? Start : null }).IsLive(NotAfter.AddSeconds(secondsFromTheEnd)));

    /// <summary>
    /// A run counts until it ended, or until its licence does. One whose list was changed hands over for half a minute, but never beyond the run that took over,
    /// and never beyond its own licence.
    /// </summary>
    [Theory]
    [InlineData(null, null, null, 28800)]
    [InlineData(100, RunEnd.Stopped, 4000, 100)]
    [InlineData(100, RunEnd.ListChanged, null, 100)]
    [InlineData(100, RunEnd.ListChanged, 4000, 130)]
    [InlineData(100, RunEnd.ListChanged, 110, 110)]
    [InlineData(28790, RunEnd.ListChanged, 40000, 28800)]
    public void Comparisons_Count_Until(int? endedAfter, RunEnd? end, int? nextEndedAfter, int until)
    {
        var run = Running with { Ended = After(endedAfter), End = end };
        var next = nextEndedAfter is { } after ? Running with { Ended = Start.AddSeconds(after) } : null;
        Assert.Equal(Start.AddSeconds(until), run.ComparedUntil(next));
    }

    [Fact]
    public void Comparisons_OfARunThatHandsOverToOneThatStillRuns_CountHalfAMinuteMore() =>
        Assert.Equal(Start.AddSeconds(130), (Running with { Ended = Start.AddSeconds(100), End = RunEnd.ListChanged }).ComparedUntil(Running));

    [Fact]
    public void Counts_AreAddedOverRuns() =>
        Assert.Equal(new FaceCounts(13, 18, 24, 30, 42), new FaceCounts(2, 5, 7, 11, 13) + new FaceCounts(11, 13, 17, 19, 29));

    /// <summary>Of two reports of one counting the higher holds, whichever came last.</summary>
    [Fact]
    public void Counts_OfOneCounting_OnlyRise()
    {
        FaceCounts early = new(2, 5, 7, 11, 13), late = new(3, 6, 8, 12, 14);
        Assert.Equal(late, FaceCounts.Highest(early, late));
        Assert.Equal(late, FaceCounts.Highest(late, early));
    }

    [Fact]
    public void Run_IsBehindItsList_WhenThatWasSealedSince()
    {
        var list = new Given().Watchlist();
        var run = Running with { GalleryHash = list.Seal!.GalleryHash };
        Assert.False(run.IsBehind(At(list, run.StartedBy.At)));
        Assert.True(run.IsBehind(At(list, run.StartedBy.At.AddSeconds(1))));
        Assert.True((run with { GalleryHash = "another" }).IsBehind(At(list, run.StartedBy.At.AddHours(-1))));
    }

    /// <summary>A window holds its first instant and not its last.</summary>
    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(3599, true)]
    [InlineData(3600, false)]
    public void Window_Contains(int seconds, bool contains) => Assert.Equal(contains, new Window(Start, Start.AddHours(1)).Contains(Start.AddSeconds(seconds)));

    private static DateTimeOffset? After(int? seconds) => seconds is { } s ? Start.AddSeconds(s) : null;

    private static WatchlistSeal At(Watchlist list, DateTimeOffset at) => list.Seal! with { By = list.Seal.By with { At = at } };
}
