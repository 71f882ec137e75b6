using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Home;
using Lfr.Web.Features.Home.Queries;

namespace Lfr.Tests.Components;

public class HomeBoardTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 5, 9, 30, 0, TimeSpan.Zero);
    private static readonly Guid Me = Guid.Parse("00000000-0000-0000-0000-000000000001");

    [Fact]
    public void EntriesToSignOff_NeedTheApprover_AndNobodyElse()
    {
        var d = Tomorrow(DeploymentState.Authorised) with { ToSignOff = 14, NoticeIsPublic = true, Waiting = 14 };
        Assert.Equal("Sign off 14 entries", Assert.Single(Board(Roles.WatchlistApprover, d).Needs).What);
        Assert.Equal($"/deployments/{d.Id}/sign-off", Board(Roles.WatchlistApprover, d).Needs[0].Address);
        // The query counts for an authorising officer only what needs a second person.
        Assert.All(Roles.All.Except([Roles.WatchlistApprover, Roles.AuthorisingOfficer]), role => Assert.Empty(Board(role, d).Needs));
    }

    [Fact]
    public void PlanThatWaits_NeedsTheAuthorisingOfficer() =>
        Assert.Equal("Decide on a plan", Assert.Single(Board(Roles.AuthorisingOfficer, Tomorrow(DeploymentState.Submitted)).Needs).What);

    [Fact]
    public void EntrySentBack_NeedsTheCompiler() =>
        Assert.Equal("Correct 1 entry that was sent back", Assert.Single(Board(Roles.Compiler, Tomorrow(DeploymentState.Authorised) with { SentBack = 1 }).Needs).What);

    [Fact]
    public void ListThatIsSignedOff_NeedsAnApproverToSealIt_AndNoCompiler()
    {
        var d = Tomorrow(DeploymentState.Authorised) with { SignedOff = 126 };
        Assert.Equal("Seal the watchlist of 126 people", Assert.Single(Board(Roles.WatchlistApprover, d).Needs).What);
        Assert.Empty(Board(Roles.Compiler, d).Needs);
    }

    [Fact]
    public void EmptyList_NeedsTheCompiler() =>
        Assert.Equal("Build the watchlist", Assert.Single(Board(Roles.Compiler, Tomorrow(DeploymentState.Authorised)).Needs).What);

    /// <summary>First who may be on it, then who is: each step is told to whom it waits for, and to nobody else.</summary>
    [Fact]
    public void CriteriaOfAList_AreToldToCompilerAndOfficer_BeforeTheListIs()
    {
        var missing = Tomorrow(DeploymentState.Authorised) with { CriteriaMissing = true };
        var waiting = Tomorrow(DeploymentState.Authorised) with { CriteriaWait = true };

        Assert.Equal("Write who may be on the watchlist", Assert.Single(Board(Roles.Compiler, missing).Needs).What);
        Assert.DoesNotContain(Board(Roles.Compiler, waiting).Needs, t => t.Status is "Empty" or "No criteria");
        Assert.Equal("Decide who may be on a watchlist", Assert.Single(Board(Roles.AuthorisingOfficer, waiting).Needs, t => t.Status == "Criteria").What);
        Assert.DoesNotContain(Board(Roles.AuthorisingOfficer, missing).Needs, t => t.Status == "Criteria");
        Assert.DoesNotContain(Board(Roles.Planner, waiting).Needs.Concat(Board(Roles.WatchlistApprover, missing).Needs), t => t.Status is "Criteria" or "No criteria");
    }

    [Fact]
    public void FalseAlertsOverTheLimit_NeedSilver_UntilSilverHasDecided()
    {
        var broken = RuleBook.Judge(new StandingDossier(60, 10_000, null, null, Given.Uk, Now));
        var d = Tomorrow(DeploymentState.Live) with { Standing = broken, AwaitsSilver = true };
        Assert.Equal(("Decide: go on or stop", $"/deployments/{d.Id}/live"), Board(Roles.Silver, d).Needs.Select(n => (n.What, n.Address)).First());
        Assert.Empty(Board(Roles.Silver, d with { AwaitsSilver = false }).Needs);
        Assert.Empty(Board(Roles.Operator, d).Needs);
    }

    [Fact]
    public void RecordOfAClosedDeployment_IsWrittenByThePlanner_AndPublishedByTheAuthorisingOfficer()
    {
        var d = Yesterday(DeploymentState.Debriefed) with { RecordDue = Now.AddDays(10) };
        Assert.Equal("Write the record", Assert.Single(Board(Roles.Planner, d).Needs).What);
        Assert.Equal("Publish the record", Assert.Single(Board(Roles.AuthorisingOfficer, d).Needs).What);
    }

    [Fact]
    public void NoticeThatIsNotPublic_NeedsThePlanner() =>
        Assert.Equal("Publish the notice", Assert.Single(Board(Roles.Planner, Tomorrow(DeploymentState.Submitted)).Needs).What);

    /// <summary>Each its own task, so that a mail is sent when it becomes urgent though one was sent before.</summary>
    [Theory]
    [InlineData(48, "Not public")]
    [InlineData(23, "Due soon")]
    [InlineData(0, "Late")]
    [InlineData(-5, "Late")]
    public void NoticeThatIsNotPublic_IsPointedOutAgain_WhenItsLastMomentComes(int hours, string status)
    {
        var task = Assert.Single(Board(Roles.Planner, Tomorrow(DeploymentState.Submitted) with { NoticeBy = Now.AddHours(hours) }).Needs);

        Assert.Equal(("Publish the notice", status), (task.What, task.Status));
        Assert.Empty(Board(Roles.Planner, Tomorrow(DeploymentState.Submitted) with { NoticeBy = Now.AddHours(hours), NoticeIsPublic = true }).Needs);
    }

    [Theory]
    [InlineData(Roles.Silver, true)]
    [InlineData(Roles.AuthorisingOfficer, true)]
    [InlineData(Roles.Planner, true)]
    [InlineData(Roles.Operator, false)]
    public void RunThatWasStopped_NeedsWhoeverDecidesWhetherItStartsAgain_WithinItsHours(string role, bool needed)
    {
        var stopped = Today(DeploymentState.Ended) with { StoppedBecause = "The van was hit by a bottle." };

        Assert.Equal(needed, Board(role, stopped).Needs.Any(n => n.Status == "Stopped" && n.About.EndsWith("The van was hit by a bottle.", StringComparison.Ordinal)));
        Assert.DoesNotContain(Board(role, stopped with { Window = Yesterday(DeploymentState.Ended).Window }).Needs, n => n.Status == "Stopped");
        Assert.DoesNotContain(Board(role, stopped with { State = DeploymentState.Live }).Needs, n => n.Status == "Stopped");
    }

    [Fact]
    public void Draft_NeedsThePlannerWhoOwnsIt_AndNoOther()
    {
        Assert.Single(Board(Roles.Planner, Tomorrow(DeploymentState.Draft) with { Planner = Me }).Needs);
        Assert.Empty(Board(Roles.Planner, Tomorrow(DeploymentState.Draft)).Needs);
    }

    [Fact]
    public void RecordPastItsDate_IsOverdue()
    {
        var late = new StandingDossier(0, 0, Now.AddDays(-15), null, Given.Uk, Now);
        var task = Assert.Single(Board(Roles.Planner, Yesterday(DeploymentState.Debriefed) with { RecordDue = late.RecordDue, Standing = RuleBook.Judge(late) }).Needs);

        Assert.Equal(("Overdue", Tone.Bad), (task.Status, task.Tone));
        Assert.EndsWith("is not published.", task.About, StringComparison.Ordinal);
    }

    [Fact]
    public void AlertWithoutOutcome_ComesBeforeTheCloseDown()
    {
        var d = Yesterday(DeploymentState.Ended) with { AlertsOpen = 2, PurgeDue = Now.AddHours(5) };
        Assert.Equal("Record the outcome of 2 alerts", Assert.Single(Board(Roles.Operator, d).Needs).What);
        Assert.Equal("Close down and delete the list's biometrics", Assert.Single(Board(Roles.Operator, d with { AlertsOpen = 0 }).Needs).What);
    }

    /// <summary>They would be refused.</summary>
    [Fact]
    public void CloseDown_IsNotAskedOfWhoeverDecidedAboutAnAlert()
    {
        var d = Yesterday(DeploymentState.Ended) with { PurgeDue = Now.AddHours(5) };
        Assert.Single(Board(Roles.Silver, d).Needs);
        Assert.Empty(Board(Roles.Silver, d with { Deciders = [Me] }).Needs);
    }

    [Fact]
    public void DeletionPastItsTime_NeedsTheDataProtectionOfficer() =>
        Assert.Equal("Overdue", Assert.Single(Board(Roles.DataProtectionOfficer, Yesterday(DeploymentState.Ended) with { PurgeDue = Now.AddHours(-1) }).Needs).Status);

    [Fact]
    public void WindowThatIsOver_AsksForNoMorePreparation() =>
        Assert.All(
            (string[])[Roles.WatchlistApprover, Roles.Compiler],
            role => Assert.Empty(Board(role, Yesterday(DeploymentState.Authorised) with { ToSignOff = 3, SentBack = 2, SignedOff = 9 }).Needs));

    [Fact]
    public void MostUrgent_StandsFirst()
    {
        var later = Tomorrow(DeploymentState.Submitted) with { Name = "Later", Window = new Window(Now.AddDays(5), Now.AddDays(5).AddHours(8)) };
        Assert.StartsWith("Romford", Board(Roles.AuthorisingOfficer, later, Tomorrow(DeploymentState.Submitted)).Needs[0].About, StringComparison.Ordinal);
    }

    [Fact]
    public void DeploymentInsideItsWindow_IsNow_AndOneThatRunsComesFirst()
    {
        var ready = Today(DeploymentState.Authorised) with { Blocks = 0 };
        var live = Today(DeploymentState.Live) with { Name = "Live" };
        Assert.Equal(["Live", "Romford town centre"], Board(Roles.Operator, ready, live).Now.Select(d => d.Name));
    }

    [Fact]
    public void DeploymentWhoseAuthorityWasRevoked_IsNotNow() => Assert.Empty(Board(Roles.Operator, Today(DeploymentState.Ended) with { Blocks = null }).Now);

    [Fact]
    public void NextTwoWeeks_HoldNothingLaterAndNothingCancelled()
    {
        var soon = Tomorrow(DeploymentState.Draft);
        var later = soon with { Window = new Window(Now.AddDays(15), Now.AddDays(15).AddHours(8)) };
        var cancelled = soon with { State = DeploymentState.Cancelled };
        Assert.Same(soon, Assert.Single(Board(Roles.Oversight, soon, later, cancelled).Next));
    }

    private static HomeBoard Board(string role, params HomeDeployment[] deployments) =>
        HomeBoard.For(new Actor(Me, "Me", Rank.Inspector, new HashSet<string>(StringComparer.Ordinal) { role }), deployments, Now);

    private static HomeDeployment At(DeploymentState state, DateTimeOffset start) =>
        new(Guid.Parse("00000000-0000-0000-0000-0000000000d1"), "2026-014", "Romford town centre", "South Street", state, new Window(start, start.AddHours(8)));

    private static HomeDeployment Yesterday(DeploymentState state) => At(state, Now.AddDays(-1)) with { EndedAt = Now.AddHours(-16) };

    private static HomeDeployment Today(DeploymentState state) => At(state, Now.AddMinutes(-30));

    private static HomeDeployment Tomorrow(DeploymentState state) => At(state, Now.AddDays(1));
}
