using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Records;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
using Lfr.Web.Workers;

namespace Lfr.Tests.Features.Oversight;

/// <summary>Home, live room, record, public page and oversight say of a run what the rule book says, and so the same.</summary>
public class StandingFindingsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OneFalseAlertAmongFiftyFaces_IsADoubt_AndSaidAlikeEverywhere()
    {
        await using var rig = await FalseAlertsAsync(alerts: 1, faces: 50);

        const string words = "1 false alert among 50 faces: above 1 in 1,000 so far, but too few faces to be sure.";
        Assert.Equal([words, words, words, words], (await FalseAlertsEverywhereAsync(rig)).Select(f => f.Sentence));
        Assert.All(await FalseAlertsEverywhereAsync(rig), f => Assert.True(f.IsDoubt));
    }

    [Fact]
    public async Task Room_WithADoubt_WaitsForNobody_AndWithABrokenLimitForSilver()
    {
        await using var doubtful = await FalseAlertsAsync(alerts: 1, faces: 50);
        await using var broken = await FalseAlertsAsync(alerts: 2, faces: 50);

        Assert.True(await RoomAsync(doubtful) is { AwaitsSilver: false, FalseAlerts.IsBroken: false });
        Assert.True(await RoomAsync(broken) is { AwaitsSilver: true, FalseAlerts.Sentence: "2 false alerts among 50 faces: more than 1 in 1,000." });
    }

    [Fact]
    public async Task Record_ThatIsLate_IsLateEverywhere()
    {
        await using var rig = await FalseAlertsAsync(alerts: 1, faces: 50);
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Done for today.", Cancellation));
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddDays(15));

        const string words = "The record was due by 19 June 2026, 10:30 and is not published.";
        Assert.EndsWith(words, (await HomeAsync(rig, Roles.Planner)).Needs.Single(t => t.Status == "Overdue").About, StringComparison.Ordinal);
        Assert.Equal(words, (await rig.Get<PublicRecords>().ToComeAsync(Cancellation)).Single().InTime?.Sentence);
        Assert.Equal([words, words], new[] { await RecordAsync(rig), await OversightAsync(rig) }.Select(f => f.Single(IsRecord).Sentence));
    }

    [Fact]
    public async Task PublishedRecord_ThatCameLate_SaysSoToThePublic()
    {
        await using var rig = await FalseAlertsAsync(alerts: 1, faces: 50);
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Done for today.", Cancellation));
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancellation));
        Given.Do(await rig.Get<EditRecord>().RunAsync(Given.Planner, rig.DeploymentId, Given.Id(40), new RecordText("A quiet day.", "", null), null, Cancellation));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddDays(14).AddHours(2));
        Given.Do(await rig.Get<PublishRecord>().RunAsync(Given.Officer, rig.DeploymentId, null, Cancellation));

        var published = (await rig.Get<PublicRecords>().ListAsync(0, 50, Cancellation)).Single();
        Assert.EndsWith("2 h late.", published.Standing.Single(IsRecord).Sentence, StringComparison.Ordinal);
        Assert.Contains("too few faces", published.Standing.Single(IsFalseAlerts).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oversight_OfSomebodyWhoReadsOnlyTheirOwnActions_SaysNothing()
    {
        await using var rig = await FalseAlertsAsync(alerts: 1, faces: 50);

        Assert.Empty(await rig.Get<ReadStanding>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation));
    }

    [Fact]
    public async Task Conditions_OfTheAuthority_AreInTheRoomWhileItRuns()
    {
        await using var rig = await LiveRig.StartAsync(g => g.Conditions = "Stop if the school closes early.");
        var before = await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var during = await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation);

        Assert.Contains(before!.Readiness, f => f.IsOf<AuthorityConditionsAreInView>() && f.Sentence.EndsWith("Stop if the school closes early.", StringComparison.Ordinal));
        Assert.Equal("Stop if the school closes early.", during!.Conditions);
    }

    private static async Task<LiveRig> FalseAlertsAsync(int alerts, long faces)
    {
        var rig = await LiveRig.StartLiveAsync();
        for (var number = 1; number <= alerts; number++)
        {
            Assert.True((await rig.RaiseAsync(number)).Accepted);
            Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Given.Id(5000 + number), Answer.NotSame, "Different ears.", rig.Clock.GetUtcNow(), Cancellation));
        }

        var licence = (await rig.DeploymentAsync()).Runs[^1].LicenceId;
        await rig.Get<FaceCountStore>().TakeAsync(licence, rig.WorkerId, Guid.Empty, FaceCounts.None with { FacesCompared = faces }, Cancellation);
        return rig;
    }

    private static async Task<Finding[]> FalseAlertsEverywhereAsync(LiveRig rig) =>
    [
        (await HomeAsync(rig, Roles.Operator)).Now.Single().FalseAlerts!,
        (await RoomAsync(rig)).FalseAlerts!,
        (await RecordAsync(rig)).Single(IsFalseAlerts),
        (await OversightAsync(rig)).Single(IsFalseAlerts),
    ];

    private static Task<HomeBoard> HomeAsync(LiveRig rig, string role) =>
        rig.Get<HomeQuery>().ReadAsync(Given.Person(77, "Home Reader", Rank.Inspector, role), Cancellation);

    private static async Task<LiveRoom> RoomAsync(LiveRig rig) => (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!;

    private static async Task<IReadOnlyList<Finding>> RecordAsync(LiveRig rig) =>
        (await rig.Get<ReadRecord>().RunAsync(Given.Officer, rig.DeploymentId, Cancellation))!.Standing;

    private static Task<IReadOnlyList<Finding>> OversightAsync(LiveRig rig) => rig.Get<ReadStanding>().RunAsync(LiveRig.Oversight, rig.DeploymentId, Cancellation);

    private static bool IsRecord(Finding finding) => finding.IsOf<RecordIsPublishedInTime>();

    private static bool IsFalseAlerts(Finding finding) => finding.IsOf<FalseAlertsStayWithinTheLimit>();
}
