using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Watchlists;

public class WatchlistTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(-4);

    [Fact]
    public void References_AreNumberedWithoutGaps()
    {
        var list = Watchlist.Start(Given.Id(3), Given.DeploymentId);

        Given.Do(Next(list, Ahead(), out var first));
        Given.Do(Next(list, Ahead(), out var second));

        Assert.Equal(("R-00001", "R-00002"), (first, second));
    }

    [Theory]
    [InlineData(0, 0, "nobody on the list")]
    [InlineData(3, 1, "One entry still waits")]
    [InlineData(3, 2, "2 entries still wait")]
    public void Seal_OfAnUnfinishedList_IsRefused(int approved, int undecided, string words) =>
        Assert.Contains(
            words, Watchlist.Start(Given.Id(3), Given.DeploymentId).SealAs(Ahead(), "hash", approved, undecided, Given.Approver, Now).Explanation, StringComparison.Ordinal);

    [Fact]
    public void Sealed_RefusesEveryChange()
    {
        var list = Sealed();

        Says.RefusedBy("STATE", Next(list, Ahead(), out var reference), "sealed");
        Assert.Equal("", reference);
        Says.RefusedBy("STATE", list.MayChange(Ahead(), Now), "sealed");
        Says.RefusedBy("STATE", list.SealAs(Ahead(), "other", 1, 0, Given.Approver, Now), "sealed");
        Assert.Equal("hash", list.Seal!.GalleryHash);
    }

    [Fact]
    public void Reopened_KeepsTheBrokenSealWithItsReason()
    {
        var list = Sealed();

        Given.Do(list.Reopen(Ahead(), " Late warrant ", Given.Approver, Now.AddHours(1)));

        Assert.Equal((WatchlistState.Compiling, null), (list.State, list.Seal));
        var broken = Assert.Single(list.BrokenSeals);
        Assert.Equal(("hash", "Late warrant"), (broken.Seal.GalleryHash, broken.Reason));
        Given.Do(list.MayChange(Ahead(), Now));
    }

    [Fact]
    public void Reopen_WithoutAReason_IsRefused() => Says.RefusedBy("FORM", Sealed().Reopen(Ahead(), "", Given.Approver, Now));

    [Fact]
    public void Reopen_OfAListThatIsNotSealed_IsRefused() =>
        Says.RefusedBy("STATE", Watchlist.Start(Given.Id(3), Given.DeploymentId).Reopen(Ahead(), "Why not", Given.Approver, Now), "not sealed");

    [Fact]
    public void BreakSeal_OfAListThatIsNotSealed_ChangesNothing()
    {
        var list = Watchlist.Start(Given.Id(3), Given.DeploymentId);

        list.BreakSeal("R-0001 was removed", Given.Approver, Now);

        Assert.Empty(list.BrokenSeals);
    }

    [Fact]
    public void Purged_RefusesEverything()
    {
        var list = Sealed();
        list.Purge();

        Assert.Contains("was deleted", list.MayChange(Ahead(), Now).Explanation, StringComparison.Ordinal);
        Says.RefusedBy("STATE", list.Reopen(Ahead(), "Once more", Given.Approver, Now), "was deleted");
        Says.RefusedBy("STATE", list.SealAs(Ahead(), "hash", 1, 0, Given.Approver, Now), "was deleted");
    }

    [Theory]
    [InlineData(DeploymentState.Draft, true)]
    [InlineData(DeploymentState.Submitted, true)]
    [InlineData(DeploymentState.Authorised, true)]
    [InlineData(DeploymentState.Live, true)]
    [InlineData(DeploymentState.Paused, true)]
    [InlineData(DeploymentState.Ended, true)]
    [InlineData(DeploymentState.Refused, false)]
    [InlineData(DeploymentState.Cancelled, false)]
    [InlineData(DeploymentState.Debriefed, false)]
    [InlineData(DeploymentState.Published, false)]
    public void List_OfADeploymentThatCannotRun_TakesNobodyAndNoSignOff(DeploymentState state, bool takes)
    {
        var (deployment, now) = (DeploymentCommands.In(state), Given.Start.AddHours(1));

        Outcome[] answers =
        [
            Next(Open(), deployment, out _, now), Open().MayChange(deployment, now), Open().SealAs(deployment, "hash", 1, 0, Given.Approver, now),
            Sealed().Reopen(deployment, "Late warrant", Given.Approver, now),
        ];
        Assert.All(answers, answer => Says.RefusedBy(takes ? "" : "STATE", answer));
    }

    [Fact]
    public void List_AfterTheHoursOfAnEndedDeployment_TakesNobody() =>
        Assert.Contains("is over", Open().MayChange(DeploymentCommands.In(DeploymentState.Ended), Given.Start.AddHours(8)).Explanation, StringComparison.Ordinal);

    [Fact]
    public void List_OfAnEndedDeploymentWhoseBiometricsAreGone_TakesNobody()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Ended);
        deployment.RecordPurge(DeploymentCommands.Purged(Given.Start.AddHours(1)));

        Says.RefusedBy("STATE", Open().MayChange(deployment, Given.Start.AddHours(1)));
    }

    [Fact]
    public void Entry_WithADateThatCannotBeRight_GetsNoReference()
    {
        var list = Open();
        var details = Given.GoodDetails() with { ImageTakenOn = new DateOnly(2027, 1, 1), StatusVerifiedAt = Now.AddHours(-25) };

        var outcome = list.NextReference(Ahead(), details, Given.Uk, Now, out _);

        Assert.Equal(2, outcome.Refusals.Count);
        Assert.All(outcome.Refusals, r => Assert.Equal(RefusalKind.Form, r.Kind));
        Assert.Contains("Day of the photograph: 1 January 2027 has not come yet.", outcome.Explanation, StringComparison.Ordinal);
        Assert.Contains("Status last checked: ", outcome.Explanation, StringComparison.Ordinal);
        Assert.Equal(0, list.LastNumber);
        Says.RefusedBy("FORM", list.MayTake(Ahead(), details, Given.Uk, Now), "has not come yet");
    }

    private static Deployment Ahead() => DeploymentCommands.In(DeploymentState.Authorised);

    private static Watchlist Open() => Watchlist.Start(Given.Id(3), Given.DeploymentId);

    private static Outcome Next(Watchlist list, Deployment deployment, out string reference, DateTimeOffset? now = null) =>
        list.NextReference(deployment, Given.GoodDetails(), Given.Uk, now ?? Now, out reference);

    private static Watchlist Sealed()
    {
        var list = Open();
        Given.Do(list.SealAs(Ahead(), "hash", 2, 0, Given.Approver, Now));
        return list;
    }

    [Fact]
    public void SealOfADeletedList_StaysInTheRecord_AsItWas()
    {
        var list = Sealed();
        list.Purge();

        list.BreakSeal("The deployment was cancelled.", Given.Approver, Now);

        Assert.Equal((WatchlistState.Purged, 0), (list.State, list.BrokenSeals.Count));
        Assert.NotNull(list.Seal);
    }

    [Fact]
    public void FrozenList_SaysWhetherItIsSealedOrDeleted()
    {
        var list = Sealed();
        Assert.Contains("The list is sealed.", list.MayChange(Ahead(), Now).Explanation, StringComparison.Ordinal);

        list.Purge();

        Assert.Contains("The list was deleted after its deployment.", list.MayChange(Ahead(), Now).Explanation, StringComparison.Ordinal);
    }
}
