using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Notices;

/// <summary>What the public reads about a deployment in each state, before, inside and after its hours (10:00 to 18:00).</summary>
public class PublicStandingTests
{
    [Theory]
    [InlineData(DeploymentState.Draft, -1, PublicStanding.AwaitingAuthority, "TENTATIVE")]
    [InlineData(DeploymentState.Submitted, -1, PublicStanding.AwaitingAuthority, "TENTATIVE")]
    [InlineData(DeploymentState.Submitted, 1, PublicStanding.AwaitingAuthority, "TENTATIVE")]
    [InlineData(DeploymentState.Submitted, 9, PublicStanding.DidNotTakePlace, "CANCELLED")]
    [InlineData(DeploymentState.Authorised, -1, PublicStanding.Planned, "CONFIRMED")]
    [InlineData(DeploymentState.Authorised, 1, PublicStanding.NotRunning, "CONFIRMED")]
    [InlineData(DeploymentState.Authorised, 8, PublicStanding.DidNotTakePlace, "CANCELLED")]
    [InlineData(DeploymentState.Refused, -1, PublicStanding.Refused, "CANCELLED")]
    [InlineData(DeploymentState.Refused, 1, PublicStanding.Refused, "CANCELLED")]
    [InlineData(DeploymentState.Live, 1, PublicStanding.Now, "CONFIRMED")]
    [InlineData(DeploymentState.Live, 8, PublicStanding.Over, "CONFIRMED")]
    [InlineData(DeploymentState.Paused, 1, PublicStanding.Paused, "CONFIRMED")]
    [InlineData(DeploymentState.Ended, 1, PublicStanding.Over, "CONFIRMED")]
    [InlineData(DeploymentState.Ended, 9, PublicStanding.Over, "CONFIRMED")]
    [InlineData(DeploymentState.Debriefed, 9, PublicStanding.Over, "CONFIRMED")]
    [InlineData(DeploymentState.Published, 9, PublicStanding.Over, "CONFIRMED")]
    [InlineData(DeploymentState.Cancelled, -1, PublicStanding.Cancelled, "CANCELLED")]
    public void State_InItsHoursOrOutside_IsToldAsItIs(DeploymentState state, int hoursAfterStart, PublicStanding standing, string calendar)
    {
        var found = PublicStandings.Of(new Given().Notice(), DeploymentCommands.In(state), Given.Start.AddHours(hoursAfterStart));

        Assert.Equal((standing, calendar), (found, found.CalendarStatus()));
    }

    [Theory]
    [InlineData(NoticeChange.Postponed, PublicStanding.Postponed, "TENTATIVE", "until we publish a new date")]
    [InlineData(NoticeChange.UnderReview, PublicStanding.UnderReview, "TENTATIVE", "unless we say so here")]
    [InlineData(NoticeChange.AuthorityWithdrawn, PublicStanding.AuthorityWithdrawn, "CANCELLED", "unless we say so here")]
    [InlineData(NoticeChange.Withdrawn, PublicStanding.NoticeWithdrawn, "TENTATIVE", "Snow. It will not take place unless we publish a new notice here.")]
    [InlineData(NoticeChange.Cancelled, PublicStanding.Cancelled, "CANCELLED", "will not take place")]
    [InlineData(NoticeChange.Refused, PublicStanding.Refused, "CANCELLED", "will not take place")]
    public void NoticeThatTookItBack_IsToldUntilItIsPublishedAgain(NoticeChange change, PublicStanding standing, string calendar, string words)
    {
        var (notice, deployment) = (new Given().Notice(), DeploymentCommands.In(DeploymentState.Draft));
        notice.Tell(change, "Snow", Given.Planner, Given.Start.AddDays(-1));

        var found = PublicStandings.Of(notice, deployment, Given.Start.AddHours(-1));

        Assert.Equal((standing, calendar, false), (found, found.CalendarStatus(), found.LiesAhead()));
        Assert.Contains(words, found.Meaning(notice, deployment), StringComparison.Ordinal);
    }

    [Fact]
    public void Over_SaysSinceWhen() =>
        Assert.Equal("It has been over since 5 June 2026, 10:04.", PublicStanding.Over.Meaning(new Given().Notice(), DeploymentCommands.In(DeploymentState.Ended)));

    [Fact]
    public void AuthorisedForAnotherTimeThanAnnounced_IsUnderReview()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Draft);
        Given.Do(deployment.ChangePlan(Given.GoodPlan() with { Window = new Window(Given.Start.AddDays(1), Given.Start.AddDays(1).AddHours(8)) }, Given.Start));
        Given.Do(DeploymentCommands.All["Submit"](deployment, Given.Start));
        Given.Do(DeploymentCommands.All["Grant"](deployment, Given.Start));

        var found = PublicStandings.Of(new Given().Notice(), deployment, Given.Start);

        Assert.Equal(PublicStanding.UnderReview, found);
        Assert.Contains("plan has changed", found.Meaning(new Given().Notice(), deployment), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryStanding_HasAWordOfItsOwnAndACalendarStatus()
    {
        var all = Enum.GetValues<PublicStanding>();

        Assert.Distinct(all.Select(s => s.Word()));
        Assert.All(all, s => Assert.Contains(s.CalendarStatus(), new[] { "CONFIRMED", "TENTATIVE", "CANCELLED" }));
        Assert.All(all, s => Assert.DoesNotContain("  ", s.Meaning(new Given().Notice(), DeploymentCommands.In(DeploymentState.Cancelled)), StringComparison.Ordinal));
    }

    [Fact]
    public void WhatMayStillTakePlace_LiesAhead_AndNothingElse() =>
        Assert.Equal(
            [PublicStanding.AwaitingAuthority, PublicStanding.Planned, PublicStanding.NotRunning, PublicStanding.Now, PublicStanding.Paused],
            Enum.GetValues<PublicStanding>().Where(s => s.LiesAhead()).Order());

    [Fact]
    public void UnderReview_SaysThatAnOfficerSentItBack_OnlyWhereOneDid()
    {
        var notice = new Given().Notice();
        Assert.StartsWith("The plan has changed", PublicStanding.UnderReview.Meaning(notice, DeploymentCommands.In(DeploymentState.Draft)), StringComparison.Ordinal);

        notice.Tell(NoticeChange.UnderReview, "", Given.Planner, Given.Start.AddDays(-1));

        Assert.Equal(Consequences.PublicReason(NoticeChange.UnderReview, ""), PublicStanding.UnderReview.Meaning(notice, DeploymentCommands.In(DeploymentState.Draft)));
    }

    [Theory]
    // The deployment's own reason before the notice's; a full stop only where the sentence has no end.
    [InlineData("Snow", "Called off for snow. It will not take place.", "Called off for snow.")]
    [InlineData("Is it safe?", "Is it safe? It will not take place.", null)]
    [InlineData("Snow", "Snow. It will not take place.", null)]
    [InlineData("", "It will not take place.", null)]
    public void Cancelled_SaysWhy(string told, string meaning, string? reasonOfTheDeployment)
    {
        var (notice, deployment) = (new Given().Notice(), DeploymentCommands.In(DeploymentState.Draft));
        notice.Tell(NoticeChange.Cancelled, told, Given.Planner, Given.Start.AddDays(-1));
        if (reasonOfTheDeployment is not null)
            Given.Do(deployment.Cancel(reasonOfTheDeployment, Given.Planner, Given.Start.AddDays(-1)));

        Assert.Equal(meaning, PublicStanding.Cancelled.Meaning(notice, deployment));
    }
}
