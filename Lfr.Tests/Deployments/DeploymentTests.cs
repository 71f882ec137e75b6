using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

public class DeploymentTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(1);
    private static readonly Finding Block = new("R13", "The notice is published", Weight.Block, "The notice is a draft.", "College of Policing APP", "the planner");
    private static readonly Finding Warn = Block with { Weight = Weight.Warn };

    [Fact]
    public void Submit_WithABlockingFinding_IsRefusedByThatRule()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Draft);

        var outcome = deployment.Submit(Given.Planner, Given.Uk, [Warn, Block], Now);

        Assert.Equal([Block], outcome.Refusals);
        Assert.Equal((DeploymentState.Draft, null), (deployment.State, deployment.PolicyId));
    }

    [Fact]
    public void Submit_WithAWarning_PinsThePolicy()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Draft);

        Given.Do(deployment.Submit(Given.Planner, Given.Uk, [Warn], Now));

        Assert.Equal("uk-2026.1", deployment.PolicyId);
    }

    [Fact]
    public void Grant_WithABlockingFinding_IsRefusedByThatRule()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Submitted);

        var outcome = deployment.Decide(AuthorityVerdict.Granted, "Fine", "", deployment.Plan.Hash(), Given.Officer, [Block], Now);

        Assert.Equal([Block], outcome.Refusals);
        Assert.Empty(deployment.Decisions);
    }

    [Fact]
    public void Refusal_WithABlockingFinding_IsStillAllowed()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Submitted);

        Given.Do(deployment.Decide(AuthorityVerdict.Refused, "Merely useful", "", deployment.Plan.Hash(), Given.Officer, [Block], Now));

        Assert.Equal(DeploymentState.Refused, deployment.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Grant_WithoutReasons_IsRefused(string reasons)
    {
        var deployment = DeploymentCommands.In(DeploymentState.Submitted);

        Assert.Equal("FORM", Assert.Single(deployment.Decide(AuthorityVerdict.Granted, reasons, "", deployment.Plan.Hash(), Given.Officer, [], Now).Refusals).RuleId);
    }

    [Fact]
    public void Grant_OfAPlanThatChangedOnTheWay_IsRefused()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Submitted);

        Says.RefusedBy("CONFLICT", deployment.Decide(AuthorityVerdict.Granted, "Fine", "", "another", Given.Officer, [], Now), "changed while you were reading");
    }

    [Fact]
    public void Grant_StartsNothing()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);

        Assert.Empty(deployment.Runs);
        Assert.Null(deployment.CurrentRun);
    }

    [Fact]
    public void AuthorisedPlan_WithOtherCameras_NeedsAuthorityAnew()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);

        Given.Do(deployment.ChangePlan(Given.GoodPlan() with { Cameras = [] }, Now));

        Assert.Equal(DeploymentState.Draft, deployment.State);
        Assert.Null(deployment.Authority);
    }

    [Fact]
    public void AuthorisedPlan_WithOtherStaff_KeepsItsAuthority()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);

        Given.Do(deployment.ChangePlan(Given.GoodPlan() with { Staff = [] }, Now));

        Assert.Equal(DeploymentState.Authorised, deployment.State);
        Assert.NotNull(deployment.Authority);
    }

    [Fact]
    public void Authority_ThatFell_DoesNotComeBackWithThePlanItCovered()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);
        Given.Do(deployment.Postpone("Snow", Given.Planner, false, false, Now));

        Given.Do(deployment.ChangePlan(Given.GoodPlan(), Now));

        Assert.Equal(deployment.Decisions[^1].PlanHash, deployment.Plan.Hash());
        Assert.Null(deployment.Authority);
        Given.Do(DeploymentCommands.All["Submit"](deployment, Now));
        Assert.Null(deployment.Authority);
    }

    [Theory]
    [InlineData(DeploymentState.Refused)]
    [InlineData(DeploymentState.Cancelled)]
    public void Authority_OfADeploymentThatWillNotRun_IsNone(DeploymentState state) => Assert.Null(DeploymentCommands.In(state).Authority);

    [Fact]
    public void Cancelled_AfterItWasAuthorised_HasNoAuthority()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);

        Given.Do(deployment.Cancel("No longer needed", Given.Planner, Now));

        Assert.Null(deployment.Authority);
    }

    [Theory]
    [InlineData(DeploymentState.Draft)]
    [InlineData(DeploymentState.Authorised)]
    public void Plan_WithHoursThatAreOver_IsRefused(DeploymentState state)
    {
        var deployment = DeploymentCommands.In(state);

        var outcome = deployment.ChangePlan(Given.GoodPlan() with { Window = new Window(Now.AddDays(-1), Now.AddHours(-20)) }, Now);

        Says.RefusedBy("FORM", outcome, "Date and hours: These hours are over");
        Assert.Equal((state, Given.GoodPlan().Window), (deployment.State, deployment.Plan.Window));
    }

    [Fact]
    public void Plan_WhoseSavedHoursAreOver_CanStillBeWritten()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Draft);

        Given.Do(deployment.ChangePlan(Given.GoodPlan() with { Name = "Another name" }, Given.Start.AddDays(30)));

        Assert.Equal("Another name", deployment.Plan.Name);
    }

    [Theory]
    [InlineData(DeploymentState.Draft, true)]
    [InlineData(DeploymentState.Submitted, true)]
    [InlineData(DeploymentState.Authorised, true)]
    [InlineData(DeploymentState.Live, true)]
    [InlineData(DeploymentState.Paused, true)]
    [InlineData(DeploymentState.Ended, false)]
    [InlineData(DeploymentState.Debriefed, false)]
    [InlineData(DeploymentState.Published, false)]
    [InlineData(DeploymentState.Refused, false)]
    [InlineData(DeploymentState.Cancelled, false)]
    public void Notice_IsWrittenOnlyOfWhatMayStillTakePlace(DeploymentState state, bool may) =>
        Assert.Equal(may, DeploymentCommands.In(state).MayAnnounce().Succeeded);

    [Fact]
    public void Postponed_LosesDateAndAuthorityAndSaysWhatFell()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);

        Given.Do(deployment.Postpone(" Snow ", Given.Planner, noticeIsPublished: true, watchlistIsSealed: false, Now));

        Assert.Null(deployment.Plan.Window);
        Assert.Null(deployment.Starts);
        Assert.Null(deployment.Authority);
        var postponement = Assert.Single(deployment.Postponements);
        Assert.Equal(("Snow", true, true, false), (postponement.Reason, postponement.AuthorityInvalidated, postponement.NoticeInvalidated, postponement.WatchlistInvalidated));
    }

    [Fact]
    public void Postponed_Twice_HasNoDateToPutOff()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Draft);
        Given.Do(deployment.Postpone("Snow", Given.Planner, false, false, Now));

        Says.RefusedBy("STATE", deployment.Postpone("Snow", Given.Planner, false, false, Now), "no date to put off");
    }

    [Fact]
    public void GoLive_WithABlockingFinding_MintsNothing()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);

        var outcome = deployment.GoLive(DeploymentCommands.NewRun(deployment, Now), [Block]);

        Assert.Equal([Block], outcome.Refusals);
        Assert.Empty(deployment.Runs);
    }

    [Fact]
    public void GoLive_AfterTheAuthorityWasRevokedInARun_IsRefused()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Live);
        Given.Do(deployment.Revoke("Threat is over", Given.Officer, Now));

        Says.RefusedBy("STATE", deployment.GoLive(DeploymentCommands.NewRun(deployment, Now), []));
    }

    [Fact]
    public void GoLive_AfterTheAuthorityWasRevokedBetweenRuns_IsRefused()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Ended);
        Given.Do(deployment.Revoke("Threat is over", Given.Officer, Now));

        Assert.Equal(DeploymentState.Ended, deployment.State);
        Says.RefusedBy("STATE", deployment.GoLive(DeploymentCommands.NewRun(deployment, Now), []));
        Says.RefusedBy("STATE", deployment.Revoke("Again", Given.Officer, Now));
    }

    [Fact]
    public void GoLive_AgainInsideTheWindow_MakesASecondRun()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Ended);

        Given.Do(deployment.GoLive(DeploymentCommands.NewRun(deployment, Now), []));

        Assert.Equal(2, deployment.Runs.Count);
        Assert.NotNull(deployment.Runs[0].Ended);
    }

    [Fact]
    public void Revoked_WhileLive_EndsTheRunAtOnce()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Live);

        Given.Do(deployment.Revoke("Threat is over", Given.Officer, Now));

        Assert.Equal((DeploymentState.Ended, RunEnd.Revoked, Now), (deployment.State, deployment.Runs[^1].End, deployment.Runs[^1].Ended));
    }

    [Fact]
    public void Stopped_LongAfterTheWindow_EndedWithTheLicence()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Paused);

        Given.Do(deployment.Stop(RunEnd.WindowClosed, "The window closed.", Actor.System, Given.Start.AddDays(2)));

        Assert.Equal(Given.Start.AddHours(8), deployment.EndedAt);
        Assert.Equal(Given.Start.AddHours(8), deployment.Runs[^1].Pauses[^1].To);
    }

    [Fact]
    public void Resume_AfterTheWindow_IsRefused() =>
        Says.RefusedBy("STATE", DeploymentCommands.In(DeploymentState.Paused).ResumeRun(Given.Operator, Given.Start.AddHours(8)), "The window has closed.");

    [Fact]
    public void Counters_OfAnOlderReport_ChangeNothing()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Live);
        var licence = deployment.CurrentRun!.LicenceId;
        deployment.Count(licence, new FaceCounts(100, 98, 2, 0, 0));

        deployment.Count(licence, new FaceCounts(60, 59, 1, 0, 0));
        deployment.Count(Given.Id(999), new FaceCounts(1000, 1000, 0, 0, 0));

        Assert.Equal(100, deployment.CurrentRun.Counters.FacesCompared);
    }

    [Theory]
    [InlineData(1, "One alert still has no outcome.")]
    [InlineData(3, "3 alerts still have no outcome.")]
    public void CloseDown_WithOpenAlerts_IsRefused(int open, string words)
    {
        var deployment = DeploymentCommands.In(DeploymentState.Ended);

        Says.RefusedBy("STATE", deployment.CloseDown(DeploymentCommands.Purged(Now), open), words);
        Assert.Null(deployment.Purge);
    }

    [Fact]
    public void Purge_RecordedTwice_KeepsTheFirst()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Ended);
        var first = DeploymentCommands.Purged(Now);
        deployment.RecordPurge(first);

        Given.Do(deployment.CloseDown(DeploymentCommands.Purged(Now.AddHours(1)), 0));

        Assert.Same(first, deployment.Purge);
    }

    [Theory]
    [InlineData("Postpone")]
    [InlineData("Cancel")]
    [InlineData("Revoke")]
    [InlineData("PauseRun")]
    [InlineData("Stop")]
    public void Step_WithoutAReason_IsRefused(string step)
    {
        var authorised = DeploymentCommands.In(DeploymentState.Authorised);
        var live = DeploymentCommands.In(DeploymentState.Live);

        var outcome = step switch
        {
            "Postpone" => authorised.Postpone(" ", Given.Planner, false, false, Now),
            "Cancel" => authorised.Cancel(" ", Given.Planner, Now),
            "Revoke" => authorised.Revoke(" ", Given.Officer, Now),
            "PauseRun" => live.PauseRun(" ", Given.Operator, Now),
            _ => live.Stop(RunEnd.Stopped, " ", Given.Operator, Now),
        };

        Assert.Equal("FORM", Assert.Single(outcome.Refusals).RuleId);
    }
}
