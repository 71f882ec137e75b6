using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Looks;

/// <summary>Why somebody looks follows from their duty, the plan and what is to be done; whoever has no task says why.</summary>
public class LookReasonsTests
{
    private static readonly Actor Silver = Given.Silver;
    private static readonly Actor AnotherOperator = Given.Person(71, "Ona Other", Rank.Constable, Roles.Operator);
    private static readonly Actor AnotherOfficer = Given.Person(72, "Ann Authority", Rank.Superintendent, Roles.AuthorisingOfficer);

    [Fact]
    public void Compiler_HasATaskWhileTheListIsOpen_AndNoneOnceItIsSealed()
    {
        Assert.Equal(LookReason.CompilesTheList, Derive(Given.Compiler, LookKind.Entry, Authorised(open: true)));
        Assert.Null(Derive(Given.Compiler, LookKind.Entry, Authorised()));
    }

    [Fact]
    public void Approver_HasATaskWhileEntriesWait_AndWhenTheListIsToBeSealed()
    {
        Assert.Equal(LookReason.SignsOff, Derive(Given.Approver, LookKind.Photograph, Authorised(open: true, wait: true)));
        Assert.Equal(LookReason.SignsOff, Derive(Given.Approver, LookKind.Photograph, Authorised(open: true, decided: true)));
        Assert.Null(Derive(Given.Approver, LookKind.Photograph, Authorised(open: true)));
        Assert.Null(Derive(Given.Approver, LookKind.Photograph, Authorised(wait: true)));
    }

    [Fact]
    public void AuthorisingOfficer_DecidesAfterTheSubmission_AndAnswersForWhatThatOfficerGranted()
    {
        var submitted = new LookScene(With(g => g.AuthorisedBy = null), false, false, false);

        Assert.Equal(LookReason.DecidesOnTheAuthority, Derive(AnotherOfficer, LookKind.Names, submitted));
        Assert.Equal(LookReason.GaveTheAuthority, Derive(Given.Officer, LookKind.Names, Authorised()));
        Assert.Null(Derive(AnotherOfficer, LookKind.Names, Authorised()));
        Assert.Null(Derive(AnotherOfficer, LookKind.Names, new LookScene(With(g => g.Submitted = false), false, false, false)));
    }

    [Fact]
    public void Silver_CommandsTheDeploymentWhosePlanSaysSo()
    {
        var named = new LookScene(With(g => g.Plan = g.Plan with { Staff = [.. g.Plan.Staff, new StaffMember(Silver.UserId, Silver.Name, Roles.Silver, null)] }), false, false, false);

        Assert.Equal(LookReason.Commands, Derive(Silver, LookKind.Names, named));
        Assert.Null(Derive(Silver, LookKind.Names, Authorised()));
        Assert.Null(Derive(Silver, LookKind.Photograph, named));
    }

    [Fact]
    public void Staff_HasATaskAtTheRunOfThePlanThatNamesThem_UntilItIsClosedDown()
    {
        Assert.Equal(LookReason.Operates, Derive(Given.Operator, LookKind.Alert, Running()));
        Assert.Equal(LookReason.SpeaksToPeople, Derive(Given.Engagement, LookKind.Engagements, Running()));
        Assert.Null(Derive(AnotherOperator, LookKind.Alert, Running()));
        Assert.Null(Derive(Given.Operator, LookKind.Alert, Authorised()));
    }

    /// <summary>The plan names a person in a role; whoever lost the role, or holds another, is not there in it.</summary>
    [Fact]
    public void Staff_NamedInARoleThatTheyDoNotHold_HasNoTask()
    {
        var lost = Given.Operator with { RoleNames = new HashSet<string>(StringComparer.Ordinal) { Roles.Oversight } };

        Assert.Null(Derive(lost, LookKind.Alert, Running()));
    }

    [Theory]
    [InlineData(Roles.Oversight)]
    [InlineData(Roles.DataProtectionOfficer)]
    public void WhoeverInspects_SaysWhy(string role)
    {
        var inspector = Given.Person(73, "Ina Inspector", Rank.Staff, role);

        Assert.All(Enum.GetValues<LookKind>().Where(k => !k.IsOfTheLog()), kind => Assert.Null(Derive(inspector, kind, Authorised(open: true, wait: true))));
    }

    /// <summary>domain.md §6, row "See entry image", and what the pages showed before there was a gate: nothing wider.</summary>
    [Fact]
    public void Duties_AreThoseOfTheMatrix()
    {
        Assert.Equal([Roles.Compiler, Roles.WatchlistApprover, Roles.AuthorisingOfficer], LookKind.Photograph.Duties());
        Assert.Equal(LookKind.Photograph.Duties(), LookKind.NamesAndPhotographs.Duties());
        Assert.Equal([Roles.Operator, Roles.EngagementOfficer, Roles.Silver, Roles.Oversight], LookKind.Alert.Duties());
        Assert.Equal([Roles.EngagementOfficer, Roles.Operator, Roles.Silver], LookKind.Engagements.Duties());
        foreach (var kind in Enum.GetValues<LookKind>().Where(k => !k.IsOfTheLog()))
            Assert.DoesNotContain(kind.Duties(), r => r is Roles.Planner or Roles.Administrator);
    }

    private static LookReason? Derive(Actor actor, LookKind kind, LookScene scene) => LookReasons.Derive(actor, kind, scene);

    private static LookScene Authorised(bool open = false, bool wait = false, bool decided = false) => new(With(), open, wait, decided);

    private static LookScene Running()
    {
        var deployment = With();
        Given.Do(deployment.GoLive(DeploymentCommands.NewRun(deployment, Given.Start.AddMinutes(1)), []));
        return new LookScene(deployment, false, false, false);
    }

    private static Deployment With(Action<Given>? change = null)
    {
        var given = new Given();
        change?.Invoke(given);
        return given.Deployment();
    }
}
