using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Watchlists;

public class WatchlistTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(-4);

    [Fact]
    public void References_AreNumberedWithoutGaps()
    {
        var list = Watchlist.Start(Given.Id(3), Given.DeploymentId);

        Given.Do(list.NextReference(out var first));
        Given.Do(list.NextReference(out var second));

        Assert.Equal(("R-0001", "R-0002"), (first, second));
    }

    [Theory]
    [InlineData(0, 0, "nobody on the list")]
    [InlineData(3, 1, "One entry still waits")]
    [InlineData(3, 2, "2 entries still wait")]
    public void Seal_OfAnUnfinishedList_IsRefused(int approved, int undecided, string words) =>
        Assert.Contains(words, Watchlist.Start(Given.Id(3), Given.DeploymentId).SealAs("hash", approved, undecided, Given.Approver, Now).Explanation, StringComparison.Ordinal);

    [Fact]
    public void Sealed_RefusesEveryChange()
    {
        var list = Sealed();

        Assert.False(list.NextReference(out var reference).Succeeded);
        Assert.Equal("", reference);
        Assert.False(list.MayChange().Succeeded);
        Assert.False(list.SealAs("other", 1, 0, Given.Approver, Now).Succeeded);
        Assert.Equal("hash", list.Seal!.GalleryHash);
    }

    [Fact]
    public void Reopened_KeepsTheBrokenSealWithItsReason()
    {
        var list = Sealed();

        Given.Do(list.Reopen("Late warrant", Given.Approver, Now.AddHours(1)));

        Assert.Equal((WatchlistState.Compiling, null), (list.State, list.Seal));
        var broken = Assert.Single(list.BrokenSeals);
        Assert.Equal(("hash", "Late warrant"), (broken.Seal.GalleryHash, broken.Reason));
        Given.Do(list.MayChange());
    }

    [Fact]
    public void Reopen_WithoutAReason_IsRefused() => Assert.False(Sealed().Reopen("", Given.Approver, Now).Succeeded);

    [Fact]
    public void Reopen_OfAListThatIsNotSealed_IsRefused() =>
        Assert.False(Watchlist.Start(Given.Id(3), Given.DeploymentId).Reopen("Why not", Given.Approver, Now).Succeeded);

    [Fact]
    public void Purged_RefusesEverything()
    {
        var list = Sealed();
        list.Purge();

        Assert.Contains("was deleted", list.MayChange().Explanation, StringComparison.Ordinal);
        Assert.False(list.Reopen("Once more", Given.Approver, Now).Succeeded);
        Assert.False(list.SealAs("hash", 1, 0, Given.Approver, Now).Succeeded);
    }

    private static Watchlist Sealed()
    {
        var list = Watchlist.Start(Given.Id(3), Given.DeploymentId);
        Given.Do(list.SealAs("hash", 2, 0, Given.Approver, Now));
        return list;
    }
}
