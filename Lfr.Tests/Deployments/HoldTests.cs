using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>Who may undo whose order about a run.</summary>
public class HoldTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(1);

    private static readonly Dictionary<string, Actor> People = new(StringComparer.Ordinal)
    {
        ["operator"] = Given.Operator,
        ["another operator"] = Given.Person(31, "Ona Operator", Rank.Sergeant, Roles.Operator),
        ["silver"] = Given.Silver,
        ["silver of the same rank"] = Given.Person(32, "Sam Silver", Rank.ChiefInspector, Roles.Silver),
        ["bronze, a sergeant"] = Given.Person(33, "Bo Bronze", Rank.Sergeant, Roles.Silver),
        ["officer"] = Given.Officer,
        ["officer of a lower rank"] = Given.Person(34, "Ines Pector", Rank.Inspector, Roles.AuthorisingOfficer),
    };

    [Theory]
    [InlineData("operator", "another operator", true)]
    [InlineData("silver", "operator", false)]
    [InlineData("silver", "bronze, a sergeant", false)]
    [InlineData("silver", "silver", true)]
    [InlineData("silver", "silver of the same rank", true)]
    [InlineData("silver", "officer", true)]
    [InlineData("silver", "officer of a lower rank", true)]
    [InlineData("bronze, a sergeant", "silver", true)]
    [InlineData("officer", "silver", false)]
    [InlineData("officer", "officer of a lower rank", false)]
    [InlineData("officer", "officer", true)]
    public void Order_IsUndone_OnlyByWhomeverOutranks(string ordered, string undoes, bool may)
    {
        var paused = Live();
        Given.Do(paused.PauseRun("A march comes closer", People[ordered], Now));
        var stopped = Live();
        Given.Do(stopped.Stop(RunEnd.Stopped, "A march is here", People[ordered], Now));

        foreach (var deployment in new[] { paused, stopped })
        {
            if (ordered != "operator")
            {
                Says.RefusedBy("STATE", GoesOn(deployment), "A march");
                Assert.Equal(may, deployment.ReleaseRun("The march has passed", People[undoes], Now.AddMinutes(5)).Succeeded);
            }

            Assert.Equal(may, GoesOn(deployment).Succeeded);
        }
    }

    [Fact]
    public void Refusal_SaysWhoOrderedItWhenWhyAndWhoReleasesIt()
    {
        var deployment = Live();
        Given.Do(deployment.PauseRun("A march comes closer", Given.Silver, Now));

        Assert.Equal(
            "Silver commander Sid Silver paused this at 11:00: A march comes closer. "
            + "Only Sid Silver, another Silver commander (of the same rank or above) or the authorising officer can release it.",
            deployment.ResumeRun(Given.Operator, Now).Explanation);
    }

    [Fact]
    public void Release_WithoutAReason_IsRefused_AndTheHoldStands()
    {
        var deployment = Live();
        Given.Do(deployment.PauseRun("A march comes closer", Given.Silver, Now));

        Assert.Equal("FORM", Assert.Single(deployment.ReleaseRun(" ", Given.Silver, Now).Refusals).RuleId);
        Assert.NotNull(deployment.Hold);
    }

    [Fact]
    public void Release_StartsNothing_AndStaysOnRecord()
    {
        var deployment = Live();
        Given.Do(deployment.PauseRun("A march comes closer", Given.Silver, Now));

        Given.Do(deployment.ReleaseRun("The march has passed", Given.Officer, Now.AddMinutes(5)));

        Assert.Equal(DeploymentState.Paused, deployment.State);
        var release = Assert.Single(deployment.CurrentRun!.Holds).Release!;
        Assert.Equal(("The march has passed", Given.Officer.Name, CommandDuty.AuthorisingOfficer, Now.AddMinutes(5)), (release.Reason, release.By.Name, release.Duty, release.By.At));
    }

    [Fact]
    public void OfTwoOrders_TheHigherStands_AndEachKeepsItsOwnRelease()
    {
        var deployment = Live();
        Given.Do(deployment.PauseRun("A march comes closer", Given.Silver, Now));
        Given.Do(deployment.PauseRun("The march is here", Given.Officer, Now.AddMinutes(1)));
        Assert.Equal(CommandDuty.AuthorisingOfficer, deployment.Hold!.Duty);

        Given.Do(deployment.ReleaseRun("The march has passed", Given.Officer, Now.AddMinutes(5)));
        Given.Do(deployment.ResumeRun(Given.Operator, Now.AddMinutes(6)));
        Given.Do(deployment.PauseRun("Another march", Given.Silver, Now.AddMinutes(10)));
        Given.Do(deployment.ReleaseRun("It turned away", Given.Silver, Now.AddMinutes(15)));

        Assert.Equal(
            ["The march has passed", "The march has passed", "It turned away"], deployment.CurrentRun!.Holds.Select(h => h.Release!.Reason));
    }

    [Fact]
    public void SilversPause_IsNotWashedAwayByTheOperatorsStop()
    {
        var deployment = Live();
        Given.Do(deployment.PauseRun("A march comes closer", Given.Silver, Now));
        Given.Do(deployment.Stop(RunEnd.Stopped, "Nothing moves here", Given.Operator, Now.AddMinutes(1)));

        Says.RefusedBy("STATE", GoesOn(deployment), "Sid Silver paused this");
    }

    [Fact]
    public void SilversPause_StaysHeldWhenTheListIsChanged()
    {
        var deployment = Live();
        Given.Do(deployment.PauseRun("A march comes closer", Given.Silver, Now));
        Given.Do(deployment.ChangeList(DeploymentCommands.NewRun(deployment, Now.AddMinutes(1)) with { GalleryHash = "another" }, DeploymentCommands.AnotherSeal, [], Now.AddMinutes(1)));

        Says.RefusedBy("STATE", deployment.ResumeRun(Given.Operator, Now.AddMinutes(2)));
        Assert.Equal(Given.Silver.Name, deployment.CurrentRun!.OpenPause!.By!.Name);
    }

    /// <summary>Somebody was suspended and signed off again: the gallery is the same, but the worker holds one template less.</summary>
    [Theory]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public void ListSealedAgain_WithTheSamePeople_MayBeUsed(int minutesAfterTheStart, bool may)
    {
        var deployment = Live();
        var started = deployment.CurrentRun!.StartedBy.At;
        var seal = new WatchlistSeal(Given.GalleryHash, 2, Given.Approver.Sign(started.AddMinutes(minutesAfterTheStart)));

        Assert.Equal(may, deployment.ChangeList(DeploymentCommands.NewRun(deployment, Now), seal, [], Now).Succeeded);
    }

    [Fact]
    public void Silver_TakesOverWhatTheOperatorPausedAMomentBefore()
    {
        var deployment = Live();
        Given.Do(deployment.PauseRun("Ambulance", Given.Operator, Now));
        Given.Do(deployment.PauseRun("A march comes closer", Given.Silver, Now.AddMinutes(1)));

        Says.RefusedBy("STATE", deployment.ResumeRun(Given.Operator, Now.AddMinutes(2)));
        Assert.Equal([("Ambulance", Now.AddMinutes(1)), ("A march comes closer", null)], deployment.CurrentRun!.Pauses.Select(p => (p.Reason, p.To)));
    }

    [Fact]
    public void Silver_TakesOverWhatTheOperatorStoppedAMomentBefore()
    {
        var deployment = Live();
        Given.Do(deployment.Stop(RunEnd.Stopped, "Rain", Given.Operator, Now));
        Given.Do(deployment.Stop(RunEnd.Stopped, "A march is here", Given.Silver, Now.AddSeconds(2)));

        Says.RefusedBy("STATE", GoesOn(deployment));
        Assert.Equal(("Rain", Given.Operator.Name, CommandDuty.Operator), (deployment.Runs[^1].EndReason, deployment.Runs[^1].EndedBy!.Name, deployment.Runs[^1].EndedAs));
    }

    [Fact]
    public void DoneTwice_IsAnsweredWithWhatTheOtherDid()
    {
        var deployment = Live();
        // What the other person did is a conflict, not an error.
        Assert.True(deployment.GoLive(DeploymentCommands.NewRun(deployment, Now), []).IsRefusedAs(RefusalKind.Conflict));
        Says.RefusedBy("CONFLICT", deployment.GoLive(DeploymentCommands.NewRun(deployment, Now), []), "Olu Operator went live at 10:03.");
        Given.Do(deployment.PauseRun("Ambulance", Given.Operator, Now));
        Says.RefusedBy("CONFLICT", deployment.PauseRun("Ambulance", People["another operator"], Now), "Operator Olu Operator paused this at 11:00: Ambulance.");
        Given.Do(deployment.ResumeRun(Given.Operator, Now));
        Says.RefusedBy("CONFLICT", deployment.ResumeRun(People["another operator"], Now), "Olu Operator resumed this at 11:00.");
        Given.Do(deployment.Stop(RunEnd.Stopped, "A march is here", Given.Silver, Now));
        Says.RefusedBy("CONFLICT", deployment.Stop(RunEnd.Stopped, "Rain", Given.Operator, Now), "Silver commander Sid Silver stopped this at 11:00: A march is here.");
        Given.Do(deployment.ReleaseRun("The march has passed", Given.Silver, Now));
        Says.RefusedBy("CONFLICT", deployment.ReleaseRun("Fine", Given.Officer, Now), "Silver commander Sid Silver released this at 11:00: The march has passed.");
    }

    [Fact]
    public void GoOn_CoversTheFalseAlertsThatSilverKnewOf_AndNoMore()
    {
        var deployment = Live();
        Assert.True(deployment.AwaitsFalseAlertDecision(9));

        Given.Do(deployment.DecideOnFalseAlerts(FalseAlertChoice.GoOn, 9, 2000, "One man, walked by nine times", Given.Silver, Now));

        Assert.False(deployment.AwaitsFalseAlertDecision(9));
        Assert.True(deployment.AwaitsFalseAlertDecision(10));
        Assert.Equal(DeploymentState.Live, deployment.State);
        Says.RefusedBy("CONFLICT", deployment.DecideOnFalseAlerts(FalseAlertChoice.GoOn, 9, 2100, "Same", Given.Officer, Now), "Silver commander Sid Silver decided on these false alerts at 11:00: One man, walked by nine times.");
    }

    [Fact]
    public void DecisionToGoOn_StillCountsInTheNextRun()
    {
        var deployment = Live();
        Given.Do(deployment.DecideOnFalseAlerts(FalseAlertChoice.GoOn, 9, 2000, "One man, walked by nine times", Given.Silver, Now));
        Given.Do(deployment.ChangeList(DeploymentCommands.NewRun(deployment, Now) with { GalleryHash = "another" }, DeploymentCommands.AnotherSeal, [], Now));

        Assert.False(deployment.AwaitsFalseAlertDecision(9));
    }

    [Fact]
    public void DecisionToStop_EndsTheRunUnderAHold()
    {
        var deployment = Live();

        Given.Do(deployment.DecideOnFalseAlerts(FalseAlertChoice.Stop, 9, 2000, "Too many", Given.Silver, Now));

        Assert.Equal((DeploymentState.Ended, RunEnd.Stopped), (deployment.State, deployment.Runs[^1].End));
        Assert.Equal((9L, 2000L, FalseAlertChoice.Stop), (deployment.FalseAlertDecision!.FalseAlerts, deployment.FalseAlertDecision.FacesCompared, deployment.FalseAlertDecision.Choice));
        Says.RefusedBy("STATE", GoesOn(deployment));
    }

    [Fact]
    public void DecisionOnFalseAlerts_ByAnOperator_OrWithoutAReason_IsRefused()
    {
        var deployment = Live();

        Assert.Equal("ROLE", Assert.Single(deployment.DecideOnFalseAlerts(FalseAlertChoice.GoOn, 9, 2000, "Fine", Given.Operator, Now).Refusals).RuleId);
        Assert.Equal("FORM", Assert.Single(deployment.DecideOnFalseAlerts(FalseAlertChoice.GoOn, 9, 2000, " ", Given.Silver, Now).Refusals).RuleId);
        Assert.Null(deployment.FalseAlertDecision);
    }

    private static Deployment Live() => DeploymentCommands.In(DeploymentState.Live);

    private static Outcome GoesOn(Deployment deployment) => deployment.State == DeploymentState.Paused
        ? deployment.ResumeRun(Given.Operator, Now.AddMinutes(6))
        : deployment.GoLive(DeploymentCommands.NewRun(deployment, Now.AddMinutes(6)), []);
}
