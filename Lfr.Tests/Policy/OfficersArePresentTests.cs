using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Tests.Deployments;

namespace Lfr.Tests.Policy;

public class OfficersArePresentTests
{
    private static readonly DateTimeOffset Said = Given.Start.AddHours(1);

    [Fact]
    public void WhileNothingIsCompared_NobodyIsAsked() => Says.Met(Judge(null, Given.Start));

    [Theory]
    [InlineData(0)]
    [InlineData(49)]
    public void Confirmation_HoldsForThePolicysMinutes(int minutes) => Says.Met(Judge(Said, Said.AddMinutes(minutes)));

    [Theory]
    [InlineData(50)]
    [InlineData(59)]
    public void BeforeItRunsOut_ItIsAskedFor(int minutes) => Says.Doubtful(Judge(Said, Said.AddMinutes(minutes)), "Confirm it before 12:00");

    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    public void ConfirmationThatRanOut_IsBroken(int minutes) => Says.Broken(Judge(Said, Said.AddMinutes(minutes)), "Nobody has confirmed since 11:00");

    [Fact]
    public void PackThatAsks_AndNamesNoMinutes_IsBroken() =>
        Says.Broken(new OfficersArePresent().Judge(Dossier(Said, Said) with { Policy = Given.Uk with { Numbers = Given.Uk.Numbers with { PresenceMinutes = 0 } } }), "does not say how often");

    [Fact]
    public void PolicyThatDoesNotAsk_GetsNoFinding() =>
        Assert.DoesNotContain(RuleBook.Judge(Dossier(Said, Said.AddHours(5)) with { Policy = Given.Library.Find("met-2019.1")! }), f => f.RuleId == "R50");

    /// <summary>Going live says it, and so does a resumption by a person; a changed list does not.</summary>
    [Fact]
    public void WhatSaysThatOfficersAreThere()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Live);
        var live = deployment.CurrentRun!.StartedBy.At;
        Assert.Equal(live, deployment.PresentSince(live.AddMinutes(20)));

        Given.Do(DeploymentCommands.All["ChangeList"](deployment, live.AddMinutes(20)));
        Assert.Equal(live, deployment.PresentSince(live.AddMinutes(20)));
        Given.Do(deployment.ConfirmPresence(Given.Operator, live.AddMinutes(25)));
        Assert.Equal(live.AddMinutes(25), deployment.PresentSince(live.AddMinutes(25)));
        Given.Do(deployment.PauseRun("Lunch", Given.Operator, live.AddMinutes(30)));
        Assert.Null(deployment.PresentSince(live.AddMinutes(31)));
        Says.RefusedBy("STATE", deployment.ConfirmPresence(Given.Operator, live.AddMinutes(31)), "It is paused. Resume once officers are there");
        Given.Do(deployment.ResumeRun(Given.Operator, live.AddMinutes(40)));
        Assert.Equal(live.AddMinutes(40), deployment.PresentSince(live.AddMinutes(41)));
        Given.Do(deployment.Stop(RunEnd.Stopped, "Rain", Given.Operator, live.AddMinutes(50)));
        Assert.Null(deployment.PresentSince(live.AddMinutes(31)));
        Says.RefusedBy("STATE", deployment.ConfirmPresence(Given.Operator, live.AddMinutes(51)), "Nothing runs");
    }

    private static Verdict Judge(DateTimeOffset? since, DateTimeOffset now) => new OfficersArePresent().Judge(Dossier(since, now));

    /// <summary>A clock that was set back makes nobody late, but what was said before says nothing about now: people are asked at once, and what they say counts.</summary>
    [Fact]
    public void ClockThatWasSetBack_ProlongsNothing()
    {
        Says.Doubtful(Judge(Said, Said.AddHours(-3)), "Confirm it before");
        // Another machine's clock may be some seconds ahead.
        Assert.False(new Presence(Said, TimeSpan.FromHours(1)).IsAskedFor(Said.AddSeconds(-20)));

        var deployment = DeploymentCommands.In(DeploymentState.Live);
        var live = deployment.CurrentRun!.StartedBy.At;
        Given.Do(deployment.ConfirmPresence(Given.Operator, live.AddHours(-3)));
        Assert.Equal(live.AddHours(-3), deployment.PresentSince(live.AddHours(-2.5)));
    }

    private static StandingDossier Dossier(DateTimeOffset? since, DateTimeOffset now) => new(0, 0, null, null, Given.Uk, now) { PresentSince = since };
}
