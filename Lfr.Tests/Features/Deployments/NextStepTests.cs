using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

public sealed class NextStepTests
{
    private static readonly Standing Draft = new(Given.DeploymentId, DeploymentState.Draft, true, null, false, 0, 0, 0, false, false);

    [Theory]
    [InlineData(Roles.Planner, DeploymentState.Draft, "Submit for authority", true)]
    [InlineData(Roles.Planner, DeploymentState.Submitted, "Take back", false)]
    [InlineData(Roles.Planner, DeploymentState.Authorised, "Write the notice", true)]
    [InlineData(Roles.Planner, DeploymentState.Ended, "Close down", true)]
    [InlineData(Roles.AuthorisingOfficer, DeploymentState.Submitted, "Read and decide", true)]
    [InlineData(Roles.AuthorisingOfficer, DeploymentState.Draft, "Read the plan", false)]
    [InlineData(Roles.AuthorisingOfficer, DeploymentState.Debriefed, "Open the record", true)]
    [InlineData(Roles.Compiler, DeploymentState.Authorised, "Build the list", true)]
    [InlineData(Roles.Operator, DeploymentState.Live, "Go to live room", true)]
    [InlineData(Roles.EngagementOfficer, DeploymentState.Paused, "Go to live room", true)]
    [InlineData(Roles.Silver, DeploymentState.Ended, "Close down", true)]
    [InlineData(Roles.Silver, DeploymentState.Debriefed, "Write the record", true)]
    // Operators read the record and do not write it.
    [InlineData(Roles.Operator, DeploymentState.Debriefed, "Open the record", false)]
    public void Role_InState_HasItsOneStep(string role, DeploymentState state, string label, bool needed)
    {
        var step = NextStep.For(Person(role), Draft with { State = state });

        Assert.Equal(label, step?.Label);
        Assert.Equal(needed, step?.IsNeeded);
    }

    [Theory]
    [InlineData(Roles.Operator, DeploymentState.Draft)]
    [InlineData(Roles.Compiler, DeploymentState.Live)]
    [InlineData(Roles.Administrator, DeploymentState.Draft)]
    [InlineData(Roles.Planner, DeploymentState.Cancelled)]
    public void Role_WithNothingToDo_HasNoStep(string role, DeploymentState state) => Assert.Null(NextStep.For(Person(role), Draft with { State = state }));

    [Fact]
    public void Planner_WithoutADate_SetsItFirst() =>
        Assert.Equal("Set the date", NextStep.For(Person(Roles.Planner), Draft with { HasWindow = false })?.Label);

    [Fact]
    public void Approver_WithWaitingEntries_IsNeeded()
    {
        var step = NextStep.For(Person(Roles.WatchlistApprover), Draft with { Waiting = 14 });

        Assert.Equal(("Sign off entries", true, "14 entries wait for sign-off."), (step!.Label, step.IsNeeded, step.Why));
    }

    [Fact]
    public void Operator_IsNeeded_OnlyWhenNoticeAndListAreInPlace()
    {
        var authorised = Draft with { State = DeploymentState.Authorised, Notice = NoticeState.Published };

        Assert.False(NextStep.For(Person(Roles.Operator), authorised)!.IsNeeded);
        Assert.True(NextStep.For(Person(Roles.Operator), authorised with { IsSealed = true, NoticeFits = true })!.IsNeeded);
    }

    [Theory]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Silver)]
    [InlineData(Roles.Planner)]
    public void WhoeverDecidedAboutAnAlert_IsNotAskedToCloseDown(string role)
    {
        var step = NextStep.For(Person(role), Draft with { State = DeploymentState.Ended, ReaderDecided = true });

        Assert.Equal(("Open the record", false), (step!.Label, step.IsNeeded));
        Assert.Equal("Write the record", NextStep.For(Person(Roles.Planner), Draft with { State = DeploymentState.Debriefed, ReaderDecided = true })!.Label);
    }

    [Fact]
    public void PersonOfTwoRoles_GetsTheStepThatIsWaitedFor() =>
        Assert.Equal("Read and decide", NextStep.For(Person(Roles.Planner, Roles.AuthorisingOfficer), Draft with { State = DeploymentState.Submitted })?.Label);

    private static Actor Person(params string[] roles) => Given.Person(90, "Somebody", Rank.Superintendent, roles);
}
