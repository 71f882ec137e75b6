using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Records;

/// <summary>Figures where they turn: the first and the last instant, one more and one fewer, what differs in one place alone.</summary>
public class FigureEdgesTests
{
    [Fact]
    public void DecisionTime_IsThatOfTheMiddle_InWhateverOrderTheAlertsCame()
    {
        var alerts = new[] { 30, 10, 20 }.Select((seconds, i) =>
        {
            var alert = GivenAlert.Raised(number: i + 1);
            Given.Do(alert.Adjudicate(Answer.NotSame, "Another nose", alert.RaisedAt, Given.Operator, alert.RaisedAt.AddSeconds(seconds)));
            return alert;
        });

        Assert.Equal(TimeSpan.FromSeconds(20), AlertTally.Of(alerts).DecisionTime(0.5));
    }

    [Fact]
    public void People_AreSummedByCategoryAndByAge()
    {
        var people = ListedPeople.Of([(EntryCategory.WantedByCourts, AgeBand.Adult, 3), (EntryCategory.WantedByCourts, AgeBand.Child13To17, 2), (EntryCategory.MissingAtRisk, AgeBand.Adult, 4)]);

        Assert.Equal((9, 5, 7), (people.Count, people.ByCategory[EntryCategory.WantedByCourts], people.ByAge[AgeBand.Adult]));
    }

    /// <summary>A run that nobody ended is counted until now, and never beyond its licence.</summary>
    [Theory]
    [InlineData(60, 60)]
    [InlineData(100_000, -1)]
    public void RunThatStillGoes_IsCountedUntilNow_AndNoLongerThanItsLicence(int minutes, int counted)
    {
        var deployment = DeploymentCommands.In(DeploymentState.Live);
        var run = deployment.CurrentRun!;
        var figures = DeploymentFigures.Compute(deployment, null, [], [], null, run.StartedBy.At.AddMinutes(minutes));

        Assert.Equal(counted < 0 ? run.NotAfter - run.StartedBy.At : TimeSpan.FromMinutes(counted), figures.Comparing);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void List_DestroyedAtTheLastMoment_IsInTime(int minutesAfter, bool inTime) =>
        Assert.Equal(inTime, new DeploymentFigures { PurgedAt = Given.Start.AddMinutes(minutesAfter), PurgeDue = Given.Start }.PurgedInTime);

    [Fact]
    public void List_ThatIsNotDestroyedYet_IsNeither() => Assert.Null(new DeploymentFigures { PurgeDue = Given.Start }.PurgedInTime);

    /// <summary>Of two false alerts the later is kept longer; without a policy nobody can say until when.</summary>
    [Fact]
    public void PicturesThatAreKept_AreCounted_UntilTheLastIsDue()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Live);
        Alert[] alerts = [GivenAlert.Raised(number: 1), GivenAlert.Raised(number: 2)];
        Given.Do(alerts[1].Adjudicate(Answer.NotSame, "Another nose", alerts[1].RaisedAt, Given.Operator, alerts[1].RaisedAt.AddSeconds(9)));
        var retention = Given.Uk.Retention;

        var kept = DeploymentFigures.Compute(deployment, null, [], alerts, null, Given.Start.AddHours(2), retention);

        Assert.Equal((2, alerts[0].RaisedAt + retention.OtherAlerts.ToTimeSpan()), (kept.AlertsKept, kept.AlertsKeptUntil));
        Assert.Null(DeploymentFigures.Compute(deployment, null, [], alerts, null, Given.Start.AddHours(2)).AlertsKeptUntil);
        Assert.Null(DeploymentFigures.Compute(deployment, null, [], [], null, Given.Start.AddHours(2), retention).AlertsKeptUntil);
    }

    [Fact]
    public void Figures_KeepTheIdOfTheirPolicy()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Live);

        Assert.Equal(deployment.PolicyId, DeploymentFigures.Compute(deployment, null, [], [], null, Given.Start).PolicyId);
        Assert.NotNull(deployment.PolicyId);
    }

    /// <summary>A correction that changes nothing is refused; one that changes a single group is not nothing.</summary>
    [Fact]
    public void FiguresThatDifferInOneTableAlone_AreNotTheSame()
    {
        var figures = DeploymentFigures.Compute(DeploymentCommands.In(DeploymentState.Live), null, [], [], null, Given.Start.AddHours(1));

        Assert.True(figures.SaysTheSame(figures with { }));
        Assert.False(figures.SaysTheSame(figures with { ListByCategory = [new Cell("Adults", 7)] }));
        Assert.False(figures.SaysTheSame(figures with { ListByAge = [new Cell("Adults", 7)] }));
        Assert.False(figures.SaysTheSame(figures with { Disposals = new Dictionary<Disposal, int> { [Disposal.Arrest] = 1 } }));
        Assert.False(figures.SaysTheSame(figures with { Alerts = figures.Alerts + 1 }));
    }
}
