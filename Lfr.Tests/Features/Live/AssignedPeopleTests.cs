using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;

namespace Lfr.Tests.Features.Live;

/// <summary>A run is the task of the people whom its plan names. Somebody of the same role, of another deployment, steers nothing and answers nothing; stopping is everybody's.</summary>
public sealed class AssignedPeopleTests
{
    private static readonly Guid Alert = Given.Id(5001);
    private static readonly Actor Other = Given.Person(71, "Ona Other", Rank.Constable, Roles.Operator, Roles.EngagementOfficer);
    private static readonly Actor Bronze = Given.Person(72, "Bo Bronze", Rank.Inspector, Roles.Silver);
    private static readonly EngagementReport Report = new(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, "Passport", Disposal.Arrest, true, "");

    private static readonly Dictionary<string, Func<LiveRig, Task<Outcome>>> Commands = new(StringComparer.Ordinal)
    {
        [nameof(ClaimAlert)] = rig => rig.Get<ClaimAlert>().RunAsync(Other, Alert, Cancel),
        [nameof(AdjudicateAlert)] = rig => rig.Get<AdjudicateAlert>().RunAsync(Other, Alert, Answer.Same, "Ears.", rig.Clock.GetUtcNow(), Cancel),
        [nameof(CorrectAnswer)] = rig => rig.Get<CorrectAnswer>().RunAsync(Other, Alert, Answer.Same, "Ears.", 1, Cancel),
        [nameof(DecideAnswer)] = rig => rig.Get<DecideAnswer>().RunAsync(Other, Alert, Answer.Same, "Ears.", 1, scoreShown: false, Cancel),
        [nameof(CheckAlertStatus)] = rig => rig.Get<CheckAlertStatus>().RunAsync(Other, Alert, true, "PNC", 0, Cancel),
        [nameof(DispatchOfficers)] = rig => rig.Get<DispatchOfficers>().RunAsync(Other, Alert, 1, Cancel),
        [nameof(RecordEngagement)] = rig => rig.Get<RecordEngagement>().RunAsync(Other, Alert, Report, Cancel),
        [nameof(CorrectEngagement)] = rig => rig.Get<CorrectEngagement>().RunAsync(Other, Alert, Report, 1, Cancel),
        [nameof(DecideEngagement)] = rig => rig.Get<DecideEngagement>().RunAsync(Other, Alert, Report, 1, Cancel),
        [nameof(ResumeRun)] = rig => rig.Get<ResumeRun>().RunAsync(Other, rig.DeploymentId, null, Cancel),
        [nameof(ConfirmPresence)] = rig => rig.Get<ConfirmPresence>().RunAsync(Other, rig.DeploymentId, Cancel),
        [nameof(UseChangedList)] = rig => rig.Get<UseChangedList>().RunAsync(Other, rig.DeploymentId, null, Cancel),
        [nameof(ReleaseRun)] = rig => rig.Get<ReleaseRun>().RunAsync(Bronze, rig.DeploymentId, null, "The crowd has gone.", Cancel),
        [nameof(DecideOnFalseAlerts)] = rig => rig.Get<DecideOnFalseAlerts>().RunAsync(Bronze, rig.DeploymentId, FalseAlertChoice.GoOn, 0, "Few passers-by.", Cancel),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Commands.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task LiveCommand_BySomebodyOfTheRoleWhomThePlanDoesNotName_IsRefused(string command)
    {
        await using var rig = await LiveAsync();

        var outcome = await Commands[command](rig);

        Says.RefusedBy("ROLE", outcome, "the plan of this deployment does not name you");
        Assert.Contains("A deputy is named in the plan as well", outcome.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoLive_BySomebodyWhomThePlanDoesNotName_IsRefused_AndByANamedDeputyItIsNot()
    {
        var deputy = Given.Person(74, "Dee Deputy", Rank.Constable, Roles.Operator);
        await using var rig = await LiveRig.StartAsync(given => Name(given, deputy, Roles.Operator));

        Says.RefusedBy("ROLE", await rig.Get<GoLive>().RunAsync(Other, rig.DeploymentId, null, Cancel), "It names Olu Operator (operator) and Dee Deputy (operator).");
        Given.Do(await rig.Get<GoLive>().RunAsync(deputy, rig.DeploymentId, null, Cancel));
    }

    /// <summary>Safety is nobody's alone.</summary>
    [Fact]
    public async Task PauseAndStop_WorkForEverybodyOfTheRole()
    {
        await using var rig = await LiveAsync();

        Given.Do(await rig.Get<PauseRun>().RunAsync(Other, rig.DeploymentId, "A crowd.", Cancel));
        Given.Do(await rig.Get<StopRun>().RunAsync(Other, rig.DeploymentId, "A crowd.", Cancel));
    }

    /// <summary>A small force names no Silver: whoever commands then may decide.</summary>
    [Fact]
    public async Task RoleInWhichThePlanNamesNobody_IsOpenToEverybodyWhoHoldsIt()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<PauseRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "A crowd.", Cancel));

        Given.Do(await rig.Get<ReleaseRun>().RunAsync(Bronze with { Rank = Rank.ChiefInspector }, rig.DeploymentId, null, "The crowd has gone.", Cancel));
    }

    /// <summary>Outcomes are recorded after the end as well, and nobody may be missing for it.</summary>
    [Fact]
    public async Task AfterTheRun_EverybodyOfTheRoleMayAnswer()
    {
        await using var rig = await LiveAsync();
        Assert.False((await rig.Get<ReadLiveRoom>().RunAsync(Other, rig.DeploymentId, Cancel))!.MayDecide);
        Assert.True((await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancel))!.MayDecide);
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancel));

        Assert.True((await rig.Get<ReadLiveRoom>().RunAsync(Other, rig.DeploymentId, Cancel))!.MayDecide);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Other, Alert, Answer.NotSame, "Ears.", rig.Clock.GetUtcNow(), Cancel));
        Says.RefusedBy("ROLE", await rig.Get<GoLive>().RunAsync(Other, rig.DeploymentId, null, Cancel), "does not name you");
    }

    private static async Task<LiveRig> LiveAsync()
    {
        var rig = await LiveRig.StartAsync(given => Name(given, LiveRig.Silver, Roles.Silver));
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
        Assert.True((await rig.RaiseAsync()).Accepted);
        return rig;
    }

    private static void Name(Given given, Actor person, string role) =>
        given.Plan = given.Plan with { Staff = [.. given.Plan.Staff, new StaffMember(person.UserId, person.Name, role, new DateOnly(2027, 1, 31))] };
}
