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
        FalseAlerts = new RetentionPeriod { Hours = 20 },
        OtherAlerts = new RetentionPeriod { Days = 31 },
        ContextFrames = new RetentionPeriod { Hours = 15 },
    };

    [Fact]
    public void Watchlist_IsDueAfterTheLastRunEnded()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Ended);

        Assert.Equal(deployment.EndedAt!.Value.AddHours(10), RetentionSchedule.WatchlistDue(deployment, Retention));
    }

    [Fact]
    public void Watchlist_OfADeploymentThatNeverRan_IsDueAfterItsWindow() =>
        Assert.Equal(Given.Start.AddHours(18), RetentionSchedule.WatchlistDue(DeploymentCommands.In(DeploymentState.Authorised), Retention));

    [Theory]
    [InlineData(DeploymentState.Live)]
    [InlineData(DeploymentState.Paused)]
    public void Watchlist_WhileARunIsLive_IsNotDue(DeploymentState state) =>
        Assert.Null(RetentionSchedule.WatchlistDue(DeploymentCommands.In(state), Retention));

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

    [Fact]
    public void Due_WithoutATime_IsNeverReached() => Assert.False(RetentionSchedule.IsDue(null, DateTimeOffset.MaxValue.AddDays(-1)));

    private static Alert Judged(Answer? answer, DateTimeOffset at)
    {
        var alert = GivenAlert.Raised();
        if (answer is { } given)
            Given.Do(alert.Adjudicate(given, "Ears", at.AddSeconds(-20), Given.Operator, at));
        return alert;
    }
}
