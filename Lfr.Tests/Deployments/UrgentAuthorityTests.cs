using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>An urgent authority (R05): who may countersign it, what a refusal does, and that it is over by itself.</summary>
public class UrgentAuthorityTests
{
    private static readonly Actor Inspector = Given.Person(30, "Ina Spector", Rank.Inspector, Roles.AuthorisingOfficer);
    private static readonly DateTimeOffset Since = Given.Start.AddMinutes(20);

    [Fact]
    public void Countersigned_ItIsAnAuthorityLikeAnyOther()
    {
        var deployment = Urgent();
        Assert.Equal((true, Since.AddHours(4)), (deployment.AwaitsCountersignature, deployment.Authority!.CountersignBy));

        Given.Do(Answer(deployment, agrees: true));

        Assert.Equal((false, "Sue Perintendent", DeploymentState.Authorised), (deployment.AwaitsCountersignature, deployment.Authority!.By.Name, deployment.State));
        // Done twice, it says who was first.
        var twice = Answer(deployment, agrees: true);
        Assert.True(twice.IsRefusedAs(RefusalKind.Conflict), twice.Explanation);
        Assert.False(deployment.LapseUrgent(Since.AddHours(5)).Succeeded);
    }

    [Fact]
    public void WhoeverMayNot_DoesNot()
    {
        var deployment = Urgent();

        Assert.Contains("cannot countersign it yourself", Answer(deployment, officer: Inspector).Explanation, StringComparison.Ordinal);
        Assert.Contains("at least superintendent is needed", Answer(deployment, officer: Given.Officer with { Rank = Rank.ChiefInspector }).Explanation, StringComparison.Ordinal);
        Assert.Contains("No reasons", Answer(deployment, reasons: " ").Explanation, StringComparison.Ordinal);
        Assert.True(deployment.Countersign("Yes", "another plan", Given.Officer, Given.Uk, null, Since.AddHours(1)).IsRefusedAs(RefusalKind.Conflict));
        Assert.Contains("had to be countersigned by", Answer(deployment, at: Since.AddHours(4)).Explanation, StringComparison.Ordinal);
        Assert.True(deployment.AwaitsCountersignature);
        Assert.Contains("No urgent authority waits", Answer(new Given().Deployment()).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_NothingRunsAnyMore()
    {
        var deployment = Urgent();

        Given.Do(Answer(deployment, agrees: false, reasons: "Patrols are enough."));

        Assert.Equal((DeploymentState.Refused, null), (deployment.State, deployment.Authority));
        Assert.False(deployment.MayGoLive().Succeeded);
    }

    [Fact]
    public void RefusedWhileItRuns_TheRunEnds_AndNoOtherBegins()
    {
        var deployment = Urgent();
        Given.Do(deployment.GoLive(DeploymentCommands.NewRun(deployment, Since), []));

        Given.Do(Answer(deployment, agrees: false));

        Assert.Equal((DeploymentState.Ended, RunEnd.Revoked, false), (deployment.State, deployment.Runs[^1].End, deployment.MayGoLive().Succeeded));
        Assert.False(deployment.Revoke("Twice", Given.Officer, Since.AddHours(2)).Succeeded);
    }

    /// <summary>However short the run, the record says whether somebody else agreed. Until then nothing is published; the list is destroyed all the same.</summary>
    [Theory]
    [InlineData("countersigned")]
    [InlineData("refused")]
    [InlineData("lapsed")]
    public void ClosedDownBeforeTheAnswer_ItIsNotPublished_UntilItIsAnsweredOrOver(string how)
    {
        var deployment = Urgent();
        Given.Do(deployment.GoLive(DeploymentCommands.NewRun(deployment, Since), []));
        Given.Do(deployment.Stop(RunEnd.Stopped, "Found.", Given.Operator, Since.AddMinutes(5)));
        Given.Do(deployment.CloseDown(new ListPurge(Since.AddMinutes(6), Since.AddHours(24)), 0));

        Says.RefusedBy("STATE", deployment.PublishRecord(), "neither countersigned nor refused");
        Given.Do(how switch
        {
            "countersigned" => Answer(deployment),
            "refused" => Answer(deployment, agrees: false),
            _ => deployment.LapseUrgent(Since.AddHours(4)),
        });

        Assert.Equal(DeploymentState.Debriefed, deployment.State);
        Given.Do(deployment.PublishRecord());
    }

    [Fact]
    public void NotCountersigned_ItEnds_AndMayBeAskedForAgain()
    {
        var deployment = Urgent();

        Given.Do(deployment.LapseUrgent(Since.AddHours(4)));

        Assert.Equal((DeploymentState.Draft, AuthorityVerdict.Lapsed), (deployment.State, deployment.Decisions[^1].Verdict));
        Assert.False(deployment.LapseUrgent(Since.AddHours(4)).Succeeded);
        Given.Do(deployment.Submit(Given.Planner, Given.Uk, [], Since.AddHours(5)));
        Assert.Null(deployment.Urgency);
    }

    [Fact]
    public void PolicyWithoutTheRoute_RefusesTheRequest_AndAReasonIsNeeded()
    {
        var draft = new Given { Submitted = false }.Deployment();

        Assert.Contains("has no urgent route", draft.Submit(Given.Planner, Given.Library.Find("met-2024.1")!, [], Since, "Now").Explanation, StringComparison.Ordinal);
        Assert.Contains("why it cannot wait", draft.Submit(Given.Planner, Given.Uk, [], Since, " ").Explanation, StringComparison.Ordinal);
        Assert.Equal((DeploymentState.Draft, null), (draft.State, draft.Urgency));
    }

    /// <summary>A superintendent who answers an urgent request needs nobody to countersign it; at a protest the higher rank must.</summary>
    [Fact]
    public void WhoeverCouldHaveGrantedAnyhow_NeedsNoCountersignature()
    {
        var asked = new Given { UrgentSince = Since, AuthorisedBy = null }.Deployment();
        var protest = new Given { UrgentSince = Since, AuthorisedBy = null, Plan = Given.GoodPlan() with { Protest = new Protest(true, "Why") } }.Deployment();

        Assert.Null(Given.Uk.CountersignBy(asked, Given.Officer, null, Since));
        Assert.Equal(Since.AddHours(4), Given.Uk.CountersignBy(asked, Inspector, null, Since));
        Assert.Equal(Since.AddHours(4), Given.Uk.CountersignBy(protest, Given.Officer, null, Since));
        Assert.Equal(Rank.AssistantChiefConstable, Given.Uk.CountersigningRankFor(protest.Plan));
    }

    /// <summary>In the European Union a judge answers within 24 hours, and a refusal deletes.</summary>
    [Fact]
    public void UnderAJudge_TheAnswerIsTheJudges()
    {
        var europe = Given.Library.Find("eu-ai-act.1")!;
        var deployment = Urgent();
        var judge = new OutsideAuthority("Judge Rossi", "RG 14/2026");

        Assert.Equal((24, UrgentRefusal.StopAndDelete, UrgentRefusal.Stop), (europe.Urgent!.Hours, europe.Urgent.Refusal, Given.Uk.Urgent!.Refusal));
        Assert.Contains("nothing says whose it is", deployment.Countersign("Yes", deployment.Plan.Hash(), Given.Officer, europe, null, Since.AddHours(1)).Explanation, StringComparison.Ordinal);
        Given.Do(deployment.Countersign("Yes", deployment.Plan.Hash(), Given.Officer, europe, judge, Since.AddHours(1)));
        Assert.Equal(judge, deployment.Authority!.Outside);
    }

    private static Deployment Urgent() => new Given { UrgentSince = Since, AuthorisedBy = Inspector }.Deployment();

    private static Outcome Answer(Deployment deployment, bool agrees = true, string reasons = "Life is in danger.", Actor? officer = null, DateTimeOffset? at = null) =>
        agrees
            ? deployment.Countersign(reasons, deployment.Plan.Hash(), officer ?? Given.Officer, Given.Uk, null, at ?? Since.AddHours(1))
            : deployment.RefuseCountersignature(reasons, officer ?? Given.Officer, Given.Uk, null, at ?? Since.AddHours(1));
}
