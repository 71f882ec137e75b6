using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Biometrics;

public class RetentionScheduleTests
{
    private static readonly DateTimeOffset Raised = GivenAlert.RaisedAt;

    // Four different periods, so that none can pass for another.
    private static readonly PolicyRetention Retention = new()
    {
        Watchlist = new RetentionPeriod { Hours = 10 },
        UndatedWatchlist = new RetentionPeriod { Days = 7 },
        FalseAlerts = new RetentionPeriod { Hours = 20 },
        OtherAlerts = new RetentionPeriod { Days = 31 },
        ContextFrames = new RetentionPeriod { Hours = 15 },
    };

    public static TheoryData<DeploymentState> States => [.. Enum.GetValues<DeploymentState>()];

    [Fact]
    public void Watchlist_IsDueAfterTheLastRunEnded()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Ended);

        Assert.Equal(deployment.EndedAt!.Value.AddHours(10), RetentionSchedule.WatchlistDue(deployment, Retention, Given.Start));
    }

    [Fact]
    public void Watchlist_OfADeploymentThatNeverRan_IsDueAfterItsWindow() =>
        Assert.Equal(Given.Start.AddHours(18), RetentionSchedule.WatchlistDue(DeploymentCommands.In(DeploymentState.Authorised), Retention, Given.Start));

    [Theory]
    [InlineData(DeploymentState.Live)]
    [InlineData(DeploymentState.Paused)]
    public void Watchlist_WhileARunIsLive_IsDueAfterItsWindow(DeploymentState state) =>
        Assert.Equal(Given.Start.AddHours(18), RetentionSchedule.WatchlistDue(DeploymentCommands.In(state), Retention, Given.Start));

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    public void Watchlist_OfAPostponedDeployment_IsDueAfterTheDateWasLostOrTheFirstPhotographStored(int storedAfter, int from)
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);
        Given.Do(deployment.Postpone("Snow", Given.Planner, false, true, Raised));

        Assert.Equal(Raised.AddDays(from + 7), RetentionSchedule.WatchlistDue(deployment, Retention, Raised.AddDays(storedAfter)));
    }

    [Fact]
    public void Watchlist_OfADraftWithoutADate_CountsFromTheDraft()
    {
        var draft = Deployment.Draft(Given.DeploymentId, 2026, 14, Given.GoodPlan() with { Window = null }, Given.Planner, Raised);

        Assert.Equal(Raised.AddDays(7), RetentionSchedule.WatchlistDue(draft, Retention, Raised.AddDays(-1)));
    }

    /// <summary>A planner who clears the date to write another has lost nothing yet; who edits an undated plan for weeks does not keep its list by that.</summary>
    [Fact]
    public void Watchlist_OfADraftWhoseDateIsCleared_CountsFromThen_AndFromTheWindowAgainOnceThereIsOne()
    {
        var draft = Deployment.Draft(Given.DeploymentId, 2026, 14, Given.GoodPlan(), Given.Planner, Given.Start.AddDays(-60));
        var cleared = Given.Start.AddDays(-3);
        Given.Do(draft.ChangePlan(draft.Plan with { Window = null }, cleared));
        Given.Do(draft.ChangePlan(draft.Plan with { Name = "Another" }, cleared.AddDays(1)));
        Assert.Equal(cleared.AddDays(7), RetentionSchedule.WatchlistDue(draft, Retention, Given.Start.AddDays(-50)));

        Given.Do(draft.ChangePlan(Given.GoodPlan(), cleared.AddDays(2)));
        Assert.Null(draft.UndatedSince);
        Assert.Equal(Given.GoodPlan().Window!.End.AddHours(10), RetentionSchedule.WatchlistDue(draft, Retention, Given.Start.AddDays(-50)));
    }

    [Theory]
    [InlineData(KeyScope.Alert, 20)]
    [InlineData(KeyScope.ContextFrame, 15)]
    public void PicturesWithoutTheirAlert_AreKeptLikeThoseNobodyCouldDetermine(KeyScope scope, int hours) =>
        Assert.Equal(Raised.AddHours(hours), RetentionSchedule.StrayDue(scope, Raised, Retention));

    /// <summary>Every state that can hold a list has a due time, whatever it went through.</summary>
    [Theory]
    [MemberData(nameof(States))]
    public void Watchlist_InAnyState_IsDueWithinItsWindowAndTheLongestPeriod(DeploymentState state)
    {
        var due = RetentionSchedule.WatchlistDue(DeploymentCommands.In(state), Retention, Given.Start.AddDays(-1));

        Assert.InRange(due, Given.Start.AddDays(-9), Given.Start.AddDays(9));
    }

    [Theory]
    [InlineData(null, RetentionKind.OtherAlerts)]
    [InlineData(Answer.Same, RetentionKind.OtherAlerts)]
    [InlineData(Answer.NotSame, RetentionKind.FalseAlerts)]
    [InlineData(Answer.CannotTell, RetentionKind.FalseAlerts)]
    public void Alert_IsAFalseOne_OnlyOnceAPersonSaysSo(Answer? answer, RetentionKind kind)
    {
        var alert = Judged(answer, Raised.AddMinutes(1));

        Assert.Equal(kind, RetentionSchedule.KindOf(alert));
        Assert.Equal(kind == RetentionKind.FalseAlerts ? Raised.AddHours(20) : Raised.AddDays(31), RetentionSchedule.AlertDue(alert, Retention));
    }

    /// <summary>Officers were on their way when the answer was corrected: the record counts it as false, so it is kept no longer than one.</summary>
    [Fact]
    public void Alert_JudgedFalseAfterOfficersWereSent_IsAFalseOne_OnceTheyWereStoodDown()
    {
        var alert = Judged(Answer.Same, Raised.AddMinutes(1));
        Given.Do(alert.Dispatch(Given.Operator, [], Raised.AddMinutes(2)));
        Given.Do(alert.CorrectAnswer(Answer.NotSame, "Another nose", 1, Given.Engagement, Raised.AddMinutes(3)));
        Assert.Equal(RetentionKind.OtherAlerts, RetentionSchedule.KindOf(alert));

        var reported = Raised.AddHours(30);
        Given.Do(alert.Record(new Engagement(EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, "", Disposal.NotApplicable, false, "", Given.Engagement.Sign(reported))));

        Assert.Equal((AlertState.Closed, RetentionKind.FalseAlerts), (alert.State, RetentionSchedule.KindOf(alert)));
        Assert.Equal(reported + RetentionSchedule.LateJudgement, RetentionSchedule.AlertDue(alert, Retention));
    }

    [Theory]
    [InlineData(Answer.NotSame, 15)]
    [InlineData(Answer.Same, 15)]
    public void ContextFrame_HasATimeOfItsOwn(Answer answer, int hours) =>
        Assert.Equal(Raised.AddHours(hours), RetentionSchedule.ContextFrameDue(Judged(answer, Raised.AddMinutes(1)), Retention));

    [Fact]
    public void ContextFrame_IsNeverKeptLongerThanTheFace() =>
        Assert.Equal(
            Raised.AddHours(20),
            RetentionSchedule.ContextFrameDue(Judged(Answer.NotSame, Raised.AddMinutes(1)), Retention with { ContextFrames = new RetentionPeriod { Days = 5 } }));

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(-2, 3)]
    [InlineData(0, 5)]
    [InlineData(600, 605)]
    public void Alert_JudgedFalseWhenItsTimeIsOver_IsDueFiveMinutesAfterTheJudgement(int minutesAfterDue, int dueAfter)
    {
        var due = Raised.AddHours(20);

        Assert.Equal(due.AddMinutes(dueAfter), RetentionSchedule.AlertDue(Judged(Answer.NotSame, due.AddMinutes(minutesAfterDue)), Retention));
    }

    [Theory]
    [InlineData(-121, false)]
    [InlineData(-120, true)]
    [InlineData(0, true)]
    [InlineData(3600, true)]
    public void Due_IsReachedTwoMinutesAhead_SoThatNothingIsLate(int secondsAfterDue, bool isDue) =>
        Assert.Equal(isDue, RetentionSchedule.IsDue(Raised, Raised.AddSeconds(secondsAfterDue)));

    private static Alert Judged(Answer? answer, DateTimeOffset at)
    {
        var alert = GivenAlert.Raised();
        if (answer is { } given)
            Given.Do(alert.Adjudicate(given, "Ears", at.AddSeconds(-20), Given.Operator, at));
        return alert;
    }
}
