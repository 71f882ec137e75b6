using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>Two people and one alert, at the same moment, on the real database.</summary>
public class TwoPeopleTests
{
    private static readonly Guid Alert = Given.Id(5001);
    private static readonly Actor Reed = Given.Operator;
    private static readonly Actor Shah = Given.Engagement;
    private static readonly Actor Third = Given.Person(73, "Sgt Third", Rank.Sergeant, Roles.Operator);

    private static readonly EngagementReport Arrest = new(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, "documents", Disposal.Arrest, true, "");
    private static readonly EngagementReport Lost = new(EngagementOutcome.Lost, IdentityCheck.NotEstablished, "", Disposal.NotApplicable, false, "");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoAnswersAtOnce_ThatDiffer_AreBothKeptAndAThirdPersonDecides()
    {
        await using var rig = await AlertedAsync();

        await AtOnceAsync(() => SayAsync(rig, Reed, Answer.NotSame), () => SayAsync(rig, Shah, Answer.Same));

        var alert = await KeptAsync(rig);
        Assert.Equal(AlertState.Disputed, alert.State);
        Assert.All(alert.Adjudications, a => Assert.Equal(StatementKind.Independent, a.Kind));
        Assert.Equal([Reed.UserId, Shah.UserId], alert.Adjudications.Select(a => a.By.UserId).Order());
        var dispatch = await rig.Get<DispatchOfficers>().RunAsync(Reed, Alert, alert.Revision, Cancellation);
        Assert.Contains(dispatch.Refusals, f => f.IsOf<AlertIsDecidedByAPerson>());
        Says.RefusedBy("STATE", await DecideAsync(rig, Reed));
        Assert.True((await DecideAsync(rig, Given.Planner)).IsRefusedAs(RefusalKind.Role));

        Given.Do(await DecideAsync(rig, LiveRig.Silver));
        Given.Do(await CheckAsync(rig, Reed, true));
        Given.Do(await rig.Get<DispatchOfficers>().RunAsync(Reed, Alert, (await KeptAsync(rig)).Revision, Cancellation));
        Assert.True((await KeptAsync(rig)).WasDisputed);
    }

    [Fact]
    public async Task TwoAnswersAtOnce_ThatAgree_AreBothKept()
    {
        await using var rig = await AlertedAsync();

        await AtOnceAsync(() => SayAsync(rig, Reed, Answer.Same), () => SayAsync(rig, Shah, Answer.Same));

        var alert = await KeptAsync(rig);
        Assert.Equal((AlertState.Credible, 2, false), (alert.State, alert.Answers.Standing.Count, alert.WasDisputed));
    }

    [Fact]
    public async Task Disagreement_KeepsTheScoreFromThirdPersonsUntilTheyDecide()
    {
        await using var rig = await AlertedAsync();
        await SayAsync(rig, Reed, Answer.NotSame);
        await SayAsync(rig, Shah, Answer.Same);
        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(Third, rig.DeploymentId, "Asked to decide where two differ.", Cancellation));

        Assert.Null((await ReadAsync(rig, Third)).Closed);
        Assert.Null((await ReadAsync(rig, Third)).Revealed);
        Assert.NotNull((await ReadAsync(rig, Shah)).Revealed);
        Assert.Null((await ReadAsync(rig, Shah)).Revealed!.Person);
        Given.Do(await DecideAsync(rig, Third));
        Assert.NotNull((await ReadAsync(rig, Third)).Revealed!.Person);
    }

    [Fact]
    public async Task Answer_CorrectedByItsAuthorFor60Seconds_ThenByASecondPerson()
    {
        await using var rig = await AlertedAsync();
        await SayAsync(rig, Reed, Answer.NotSame);
        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        Given.Do(await CorrectAsync(rig, Reed, Answer.CannotTell, 1));
        rig.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.True((await CorrectAsync(rig, Reed, Answer.Same, 2)).IsRefusedAs(RefusalKind.State));
        Assert.True((await CorrectAsync(rig, Given.Planner, Answer.Same, 2)).IsRefusedAs(RefusalKind.Role));
        Assert.True((await CorrectAsync(rig, Shah, Answer.Same, 1)).IsRefusedAs(RefusalKind.Conflict));
        Given.Do(await CorrectAsync(rig, Shah, Answer.Same, 2));

        var alert = await KeptAsync(rig);
        Assert.Equal(
            [(StatementKind.Independent, false), (StatementKind.OwnCorrection, true), (StatementKind.Correction, true)],
            alert.Adjudications.Select(a => (a.Kind, a.ScoreShown)));
        Assert.Equal(AlertState.Credible, alert.State);
    }

    [Fact]
    public async Task Answer_AfterDispatch_IsNotForItsAuthorToChangeAndTheOfficersHearOfASecondPersonsDoubt()
    {
        await using var rig = await SentAsync();

        Assert.True((await CorrectAsync(rig, Reed, Answer.NotSame, 1)).IsRefusedAs(RefusalKind.State));
        Given.Do(await CorrectAsync(rig, Third, Answer.NotSame, 1));

        var item = Assert.Single((await rig.Get<ReadEngagements>().RunAsync(Shah, rig.DeploymentId, Cancellation)).Value!.Open);
        Assert.Equal("Do not stop anybody. Sgt Third changed the answer to 'not the same person' after you were sent. Report that you were stood down.", item.Warning);
    }

    [Fact]
    public async Task TwoStatusChecksAtOnce_ThatDiffer_StopNobodyAndShowWhatTheOtherSaid()
    {
        await using var rig = await AlertedAsync();
        await SayAsync(rig, Reed, Answer.Same);

        var (wanted, notWanted) = await AtOnceAsync(() => CheckAsync(rig, Reed, true), () => CheckAsync(rig, Shah, false));

        Given.Do(notWanted);
        var alert = await KeptAsync(rig);
        Assert.Equal((AlertState.Closed, EntryFate.NoLongerWanted), (alert.State, alert.KnownFate!.Value));
        if (!wanted.Succeeded)
        {
            Assert.True(wanted.IsRefusedAs(RefusalKind.Conflict));
            Says.RefusedBy("CONFLICT", wanted, "Ed Engagement recorded 'no longer sought' (PNC) while you were looking at it.");
        }
    }

    [Fact]
    public async Task NoLongerWanted_PressedBySlip_IsTakenBackByItsAuthorWithinAMinute()
    {
        await using var rig = await AlertedAsync();
        await SayAsync(rig, Reed, Answer.Same);
        Given.Do(await CheckAsync(rig, Reed, false));
        rig.Clock.Advance(TimeSpan.FromSeconds(50));

        Given.Do(await rig.Get<CorrectAlertStatus>().RunAsync(Reed, Alert, "PNC", 1, Cancellation));

        Assert.Equal(AlertState.Credible, (await KeptAsync(rig)).State);
        Given.Do(await rig.Get<DispatchOfficers>().RunAsync(Reed, Alert, (await KeptAsync(rig)).Revision, Cancellation));
    }

    /// <summary>The same person was seen twice; the first alert ended with an arrest.</summary>
    [Fact]
    public async Task SuspendedEntry_IsSaidToTheReviewerOfAnotherAlert_WithoutWhoAndWhyBeforeAnAnswer()
    {
        await using var rig = await SentAsync();
        Assert.True((await rig.RaiseAsync(2)).Accepted);
        Given.Do(await ReportAsync(rig, Shah, Arrest));

        var before = (await rig.Get<ReadAlert>().RunAsync(Reed, rig.DeploymentId, 2, Cancellation))!.Suspended;
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Reed, Given.Id(5002), Answer.Same, "Ears and hairline.", rig.Clock.GetUtcNow(), Cancellation));
        var after = (await rig.Get<ReadAlert>().RunAsync(Reed, rig.DeploymentId, 2, Cancellation))!.Suspended;

        Assert.StartsWith("Cameras no longer look for this person since", before, StringComparison.Ordinal);
        Assert.Contains("R-0001 was suspended", after, StringComparison.Ordinal);
        Assert.Contains("Alert 1: arrested.", after, StringComparison.Ordinal);
    }

    /// <summary>"Arrest" must not stand on the phone of officers who are out for somebody whom the cameras no longer look for.</summary>
    [Fact]
    public async Task EntryThatIsSuspendedOrRemoved_AfterOfficersWereSent_StopsThemOnTheirPage()
    {
        await using var rig = await SentAsync();
        async Task<EngagementItem> OnTheStreetAsync() => Assert.Single((await rig.Get<ReadEngagements>().RunAsync(Given.Engagement, rig.DeploymentId, Cancellation)).Value!.Open);
        var before = await OnTheStreetAsync();
        Given.Do(await rig.Get<SuspendEntry>().RunAsync(LiveRig.Silver, Given.Id(301), EntryFate.NoLongerWanted, "Surrendered in Ilford.", Cancellation));
        var suspended = await OnTheStreetAsync();
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "Surrendered in Ilford.", Cancellation));
        var removed = await OnTheStreetAsync();

        Assert.Equal((true, null), (before.Acts, before.Suspended));
        Assert.Equal((false, false), (suspended.Acts, removed.Acts));
        Assert.EndsWith("Surrendered in Ilford. Cameras no longer look for this person.", suspended.Suspended, StringComparison.Ordinal);
        Assert.Equal("R-0001 was removed from the list. Cameras no longer look for this person.", removed.Suspended);
    }

    [Fact]
    public async Task Dispatch_BySomebodyWhoDidNotSeeTheLastCheck_IsAConflictThatShowsIt()
    {
        await using var rig = await AlertedAsync();
        await SayAsync(rig, Reed, Answer.Same);
        Given.Do(await CheckAsync(rig, Reed, true));
        var seen = (await KeptAsync(rig)).Revision;
        Given.Do(await CheckAsync(rig, Shah, true));

        var outcome = await rig.Get<DispatchOfficers>().RunAsync(Reed, Alert, seen, Cancellation);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Conflict));
        Says.RefusedBy("CONFLICT", outcome, "Ed Engagement");
        Assert.Equal(AlertState.Credible, (await KeptAsync(rig)).State);
    }

    [Fact]
    public async Task TwoReportsAtOnce_ThatDiffer_AreBothKeptUntilAThirdPersonDecides()
    {
        await using var rig = await SentAsync();

        await AtOnceAsync(() => ReportAsync(rig, Shah, Arrest), () => ReportAsync(rig, Reed, Lost));

        var alert = await KeptAsync(rig);
        Assert.Equal((AlertState.Disputed, 2, false), (alert.State, alert.Engagements.Count, alert.IsResolved));
        var item = Assert.Single((await rig.Get<ReadEngagements>().RunAsync(Shah, rig.DeploymentId, Cancellation)).Value!.Open);
        Assert.Contains("A third person decides which is right.", item.Warning, StringComparison.Ordinal);
        Says.RefusedBy("STATE", await rig.Get<DecideEngagement>().RunAsync(Shah, Alert, Arrest, 2, Cancellation));
        Given.Do(await rig.Get<DecideEngagement>().RunAsync(Third, Alert, Arrest, 2, Cancellation));
        Assert.Equal((AlertState.Closed, Disposal.Arrest), ((await KeptAsync(rig)).State, (await KeptAsync(rig)).Engagement!.Disposal));
    }

    [Fact]
    public async Task Report_ThatCannotBeTrue_IsRefusedByTheDomain()
    {
        await using var rig = await SentAsync();

        var outcome = await ReportAsync(rig, Shah, Arrest with { Outcome = EngagementOutcome.Lost });

        Assert.True(outcome.IsRefusedAs(RefusalKind.Form));
    }

    [Fact]
    public async Task Photograph_OfARemovedEntry_IsSaidToBeDeletedAndNamesTheEntryOnlyAfterAnAnswer()
    {
        await using var rig = await AlertedAsync();
        Assert.Null((await ReadAsync(rig, Reed)).ReferenceGone);
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "Arrested elsewhere", Cancellation));

        var before = await ReadAsync(rig, Reed);
        await SayAsync(rig, Reed, Answer.Same);
        var after = await ReadAsync(rig, Reed);

        Assert.Equal((null, "The photograph was deleted when the person was removed from the list."), (before.ReferenceTakenOn, before.ReferenceGone));
        Assert.Equal("The photograph was deleted when R-0001 was removed from the list.", after.ReferenceGone);
    }

    private static async Task<LiveRig> AlertedAsync()
    {
        // The third is a deputy whom the plan names as well.
        var rig = await LiveRig.StartAsync(given => given.Plan = given.Plan with { Staff = [.. given.Plan.Staff, new StaffMember(Third.UserId, Third.Name, Roles.Operator, new DateOnly(2027, 1, 31))] });
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        Assert.True((await rig.RaiseAsync()).Accepted);
        rig.Clock.Advance(TimeSpan.FromSeconds(6));
        return rig;
    }

    private static async Task<LiveRig> SentAsync()
    {
        var rig = await AlertedAsync();
        await SayAsync(rig, Reed, Answer.Same);
        Given.Do(await CheckAsync(rig, Reed, true));
        Given.Do(await rig.Get<DispatchOfficers>().RunAsync(Reed, Alert, (await KeptAsync(rig)).Revision, Cancellation));
        return rig;
    }

    /// <summary>Both really at once: neither starts after the other has committed, unless the machine has only one thread to give.</summary>
    private static async Task<(Outcome One, Outcome Other)> AtOnceAsync(Func<Task<Outcome>> one, Func<Task<Outcome>> other)
    {
        using var start = new Barrier(2);
        var first = Task.Factory.StartNew(Run(one), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        var second = Task.Factory.StartNew(Run(other), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        return (await first, await second);

        Func<Task<Outcome>> Run(Func<Task<Outcome>> command) => () =>
        {
            start.SignalAndWait(Cancellation);
            return command();
        };
    }

    private static Task<Alert> KeptAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => db.Alerts.AsNoTracking().SingleAsync(a => a.Id == Alert, Cancellation));

    private static async Task<AlertDetail> ReadAsync(LiveRig rig, Actor reader) => (await rig.Get<ReadAlert>().RunAsync(reader, rig.DeploymentId, 1, Cancellation))!;

    private static async Task<Outcome> SayAsync(LiveRig rig, Actor by, Answer answer)
    {
        var outcome = await rig.Get<AdjudicateAlert>().RunAsync(by, Alert, answer, "Ears and hairline.", rig.Clock.GetUtcNow(), Cancellation);
        Given.Do(outcome);
        return outcome;
    }

    private static Task<Outcome> CorrectAsync(LiveRig rig, Actor by, Answer answer, int seen) =>
        rig.Get<CorrectAnswer>().RunAsync(by, Alert, answer, "Look at the scar.", seen, Cancellation);

    private static Task<Outcome> DecideAsync(LiveRig rig, Actor by) => rig.Get<DecideAnswer>().RunAsync(by, Alert, Answer.Same, "The scar is the same.", 2, false, Cancellation);

    private static Task<Outcome> CheckAsync(LiveRig rig, Actor by, bool wanted) => rig.Get<CheckAlertStatus>().RunAsync(by, Alert, wanted, "PNC", 0, Cancellation);

    private static Task<Outcome> ReportAsync(LiveRig rig, Actor by, EngagementReport report) => rig.Get<RecordEngagement>().RunAsync(by, Alert, report, Cancellation);
}
