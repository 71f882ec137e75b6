using System.Text.Json;
using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Records;

public class DeploymentFiguresTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(9);
    private static readonly Actor Third = Given.Person(77, "Tia Third", Rank.Sergeant, Roles.Operator);

    [Fact]
    public void EssexFunnel_IsCountedAsTheReportCountsIt()
    {
        // 42 alerts: 16 judged not credible, 26 credible: 4 lost in the crowd, 22 stopped, of whom 8 right and 14 wrong.
        List<Alert> alerts = [];
        Add(alerts, 16, a => Answered(a, Answer.NotSame));
        Add(alerts, 4, a => Reported(a, EngagementOutcome.Lost, IdentityCheck.NotEstablished, Disposal.NotApplicable));
        Add(alerts, 8, a => Reported(a, EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest));
        Add(alerts, 14, a => Reported(a, EngagementOutcome.Engaged, IdentityCheck.ConfirmedFalse, Disposal.MistakenIdentity));

        var f = Compute(alerts);

        Assert.Equal((42, 26, 16, 8, 14, 4, 22), (f.Alerts, f.Credible, f.False, f.ConfirmedTrue, f.ConfirmedFalse, f.NotLocated, f.Engagements));
        Assert.Equal(new Proportion(8, 22), f.VerifiedPrecision);
        Assert.Equal(new Proportion(14, 30), f.InterventionOnError);
        Assert.Equal(new Proportion(30, 42), f.FalsePerAlert);
        Assert.Equal(new Proportion(30, 5000), f.FalsePerFace);
        Assert.Equal((8, 4), (f.LfrArrests, f.Unconfirmed));
    }

    [Fact]
    public void EveryAlert_IsInExactlyOneGroup()
    {
        List<Alert> alerts = [];
        Add(alerts, 1, _ => { });
        Add(alerts, 2, a => Answered(a, Answer.CannotTell));
        Add(alerts, 3, a => Answered(a, Answer.Same));
        Add(alerts, 1, a => Reported(a, EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, Disposal.NotApplicable));
        Add(alerts, 1, a => Reported(a, EngagementOutcome.Engaged, IdentityCheck.NotEstablished, Disposal.NoFurtherAction));
        Add(alerts, 1, a => Answered(a, Answer.NotSame));

        var f = Compute(alerts);

        Assert.Equal(f.Alerts, f.False + f.ConfirmedTrue + f.ConfirmedFalse + f.Unconfirmed);
        Assert.Equal((2, 4, 1, 1, 1), (f.NotDetermined, f.Open, f.StoodDown, f.IdentityUnresolved, f.False));
    }

    [Fact]
    public void CorrectedAnswer_CountsOnlyTheLast()
    {
        List<Alert> alerts = [];
        Add(alerts, 1, a => { Answered(a, Answer.Same); Corrected(a, Answer.NotSame, Given.Operator); });

        Assert.Equal((0, 1), (Compute(alerts).Credible, Compute(alerts).False));
    }

    [Fact]
    public void AnswerGivenAfterTheScore_IsCounted()
    {
        List<Alert> alerts = [];
        Add(alerts, 3, a => Answered(a, Answer.Same));
        Add(alerts, 1, a => { Answered(a, Answer.Same); Corrected(a, Answer.NotSame, Given.Engagement); });

        Assert.Equal((1, 0), (Compute(alerts).AnsweredAfterTheScore, Compute(alerts).Disagreements));
    }

    [Fact]
    public void Disagreement_IsOpenUntilAThirdPersonDecides_AndCountedForGood()
    {
        List<Alert> alerts = [];
        Add(alerts, 1, a => { Answered(a, Answer.Same); Answered(a, Answer.NotSame, Given.Engagement); });

        Assert.Equal((1, 1, 0, 0), Counts());
        Given.Do(alerts[0].DecideAnswer(Answer.NotSame, "Another nose", 2, false, Third, alerts[0].RaisedAt.AddMinutes(2)));
        Assert.Equal((1, 0, 0, 1), Counts());

        (int?, int, int, int) Counts() => (Compute(alerts).Disagreements, Compute(alerts).Open, Compute(alerts).Credible, Compute(alerts).False);
    }

    [Fact]
    public void ReportsThatDiffer_AreOpenAndCountNoArrestYet()
    {
        List<Alert> alerts = [];
        Add(alerts, 1, a =>
        {
            Reported(a, EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest);
            Given.Do(a.Record(Report(a, EngagementOutcome.Lost, IdentityCheck.NotEstablished, Disposal.NotApplicable, Given.Operator)));
        });

        Assert.Equal((1, 1, 0, 0), (Compute(alerts).Disagreements, Compute(alerts).Open, Compute(alerts).LfrArrests, Compute(alerts).Engagements));
    }

    [Fact]
    public void OfficersCalledBackBecauseItWasSomebodyElse_AreAFalseAlertThatStoppedNobody()
    {
        List<Alert> alerts = [];
        Add(alerts, 1, a =>
        {
            Answered(a, Answer.Same);
            Given.Do(a.Dispatch(Given.Operator, [], a.RaisedAt.AddMinutes(1)));
            Corrected(a, Answer.NotSame, Given.Engagement);
            Given.Do(a.Record(Report(a, EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, Disposal.NotApplicable, Given.Engagement)));
        });

        Assert.Equal((1, 0, 0), (Compute(alerts).False, Compute(alerts).StoodDown, Compute(alerts).Credible));
    }

    [Fact]
    public void ArrestAlthoughNoLongerWanted_IsAStaleEntry()
    {
        List<Alert> alerts = [];
        Add(alerts, 1, a =>
        {
            Answered(a, Answer.Same);
            Given.Do(a.Dispatch(Given.Operator, [], a.RaisedAt.AddMinutes(1)));
            Given.Do(a.CheckStatus(false, "PNC", 0, Given.Operator, a.RaisedAt.AddMinutes(2)));
            Given.Do(a.Record(Report(a, EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest, Given.Engagement)));
        });

        Assert.Equal((new Proportion(1, 1), 1), (Compute(alerts).StaleEntries, Compute(alerts).LfrArrests));
    }

    [Fact]
    public void StoodDownAsNoLongerWanted_IsAStaleEntryThatStoppedNobody()
    {
        List<Alert> alerts = [];
        Add(alerts, 2, a => Reported(a, EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest));
        Add(alerts, 1, a => { Answered(a, Answer.Same); Given.Do(a.CheckStatus(false, "PNC", 0, Given.Operator, a.RaisedAt.AddMinutes(1))); });

        var f = Compute(alerts);

        Assert.Equal(new Proportion(1, 3), f.StaleEntries);
        Assert.Equal((1, 2, 1), (f.NoLongerWanted, f.Engagements, f.StoodDown));
    }

    [Fact]
    public void DecisionTimes_AreMedianAndNinetyFifthPercentile()
    {
        List<Alert> alerts = [];
        for (var i = 1; i <= 20; i++)
        {
            var alert = GivenAlert.Raised(number: i);
            Given.Do(alert.Adjudicate(Answer.NotSame, "Another nose", alert.RaisedAt, Given.Operator, alert.RaisedAt.AddSeconds(i)));
            alerts.Add(alert);
        }

        var f = Compute(alerts);

        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(19)), (f.DecisionTimeMedian, f.DecisionTime95));
    }

    [Fact]
    public void Pauses_AreNotTimeOfComparing()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);
        Given.Do(deployment.GoLive(DeploymentCommands.NewRun(deployment, Given.Start), []));
        Given.Do(deployment.PauseRun("Ambulance", Given.Operator, Given.Start.AddHours(1)));
        Given.Do(deployment.ResumeRun(Given.Operator, Given.Start.AddHours(1.5)));
        Given.Do(deployment.Stop(RunEnd.Stopped, "Rain", Given.Operator, Given.Start.AddHours(3)));

        var f = DeploymentFigures.Compute(deployment, null, [], [], null, Now);

        Assert.Equal((TimeSpan.FromHours(2.5), TimeSpan.FromHours(0.5)), (f.Comparing, f.Paused));
        Assert.Equal((Given.Start, Given.Start.AddHours(3)), (f.Started, f.Ended));
    }

    [Fact]
    public void DeploymentThatNeverRan_HasNothingToMeasure()
    {
        var f = DeploymentFigures.Compute(DeploymentCommands.In(DeploymentState.Draft), null, [], [], null, Now);

        Assert.Equal((null, null, null, null), (f.Started, f.Threshold, f.NoticeLead, f.DecisionTimeMedian));
        Assert.Null(f.FalsePerFace.Rate);
    }

    [Fact]
    public void List_IsCountedByCategoryAlsoAfterThePurge()
    {
        var entries = Enumerable.Range(1, 6).Select(i => Given.Entry(i).SignedOff()).ToList();
        var rejected = Given.Entry(7);
        Given.Do(rejected.Decide(EntryVerdict.Rejected, "Outside", rejected.Hash(), 5, Given.Approver, [], Now));
        entries.Add(rejected);
        entries.ForEach(e => e.Purge());

        var f = DeploymentFigures.Compute(Ran(), null, entries, [], null, Now);

        Assert.Equal(6, f.ListByCategory.Single(c => c.Label == EntryCategory.WantedByCourts.InWords(null)).Count);
    }

    [Fact]
    public void PeopleTakenOffWhileItRan_AreOnTheListAndInNoGroup()
    {
        var entries = Enumerable.Range(1, 7).Select(i => Given.Entry(i).SignedOff()).ToList();
        Given.Do(entries[6].Remove("Located", Given.Approver, Given.Start.AddHours(1)));

        var f = DeploymentFigures.Compute(Ran(listSize: 7), null, entries, [], null, Now);

        Assert.Equal((7, 1, 6), (f.ListSize, f.TakenOff, f.ListByCategory.Sum(c => c.Count)));
    }

    [Fact]
    public void EntrySignedOffAfterTheListBegan_IsInNoGroup()
    {
        var late = Given.Entry(7);
        Given.Do(late.Decide(EntryVerdict.Approved, "", late.Hash(), 5, Given.Approver, [], Given.Start.AddHours(2)));

        var f = DeploymentFigures.Compute(Ran(listSize: 6), null, [.. Enumerable.Range(1, 6).Select(i => Given.Entry(i).SignedOff()), late], [], null, Now);

        Assert.Equal((0, 6), (f.TakenOff, f.ListByCategory.Sum(c => c.Count)));
    }

    [Fact]
    public void Tally_CountsWhatTheLiveRoomShows()
    {
        List<Alert> alerts = [];
        Add(alerts, 2, _ => { });
        Add(alerts, 1, a => Answered(a, Answer.Same));
        Add(alerts, 3, a => Answered(a, Answer.NotSame));
        Add(alerts, 1, a => Reported(a, EngagementOutcome.Engaged, IdentityCheck.ConfirmedFalse, Disposal.MistakenIdentity));

        var tally = AlertTally.Of(alerts);

        Assert.Equal((7, 2, 3, 4), (tally.Alerts, tally.Waiting, tally.Unresolved, tally.Wrong));
    }

    [Fact]
    public void Figures_KeptAsJson_ComeBackTheSame()
    {
        List<Alert> alerts = [];
        Add(alerts, 3, a => Reported(a, EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest));
        var f = Compute(alerts);

        var back = JsonSerializer.Deserialize<DeploymentFigures>(JsonSerializer.Serialize(f, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;

        Assert.Equal(JsonSerializer.Serialize(f), JsonSerializer.Serialize(back));
        Assert.Equal((f.FalsePerFace, f.StaleEntries, f.DecisionTime95), (back.FalsePerFace, back.StaleEntries, back.DecisionTime95));
    }

    private static DeploymentFigures Compute(IReadOnlyList<Alert> alerts) => DeploymentFigures.Compute(Ran(), null, [], alerts, null, Now);

    private static Deployment Ran(int listSize = 2)
    {
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);
        Given.Do(deployment.GoLive(DeploymentCommands.NewRun(deployment, Given.Start) with { GallerySize = listSize }, []));
        deployment.Count(deployment.CurrentRun!.LicenceId, new FaceCounts(5000, 4958, 42, 3, 0));
        Given.Do(deployment.Stop(RunEnd.Stopped, "Done", Given.Operator, Given.Start.AddHours(8)));
        return deployment;
    }

    private static void Add(List<Alert> alerts, int count, Action<Alert> steps)
    {
        for (var i = 0; i < count; i++)
        {
            var alert = GivenAlert.Raised(number: alerts.Count + 1);
            steps(alert);
            alerts.Add(alert);
        }
    }

    private static void Answered(Alert alert, Answer answer, Actor? by = null) =>
        Given.Do(alert.Adjudicate(answer, "Ears and scar", alert.RaisedAt, by ?? Given.Operator, alert.RaisedAt.AddSeconds(9)));

    private static void Corrected(Alert alert, Answer answer, Actor by) =>
        Given.Do(alert.CorrectAnswer(answer, "Ears and scar", alert.Adjudications.Count, by, alert.RaisedAt.AddSeconds(30)));

    private static void Reported(Alert alert, EngagementOutcome outcome, IdentityCheck identity, Disposal disposal)
    {
        Answered(alert, Answer.Same);
        Given.Do(alert.Dispatch(Given.Operator, [], alert.RaisedAt.AddMinutes(1)));
        Given.Do(alert.Record(Report(alert, outcome, identity, disposal, Given.Engagement)));
    }

    private static Engagement Report(Alert alert, EngagementOutcome outcome, IdentityCheck identity, Disposal disposal, Actor by) =>
        new(outcome, identity, "Documents", disposal, true, "", by.Sign(alert.RaisedAt.AddMinutes(5)));
}
