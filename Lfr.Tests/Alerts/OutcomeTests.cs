using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Alerts;

public class OutcomeTests
{
    private static readonly DateTimeOffset Now = GivenAlert.RaisedAt.AddMinutes(5);
    private static readonly Actor Reed = Given.Person(71, "PC Reed", Rank.Constable, Roles.Operator);
    private static readonly Actor Shah = Given.Person(72, "PC Shah", Rank.Constable, Roles.EngagementOfficer);
    private static readonly Actor Third = Given.Person(73, "Sgt Third", Rank.Sergeant, Roles.Operator);

    /// <summary>What may be true together, of somebody wanted by the courts. Everything else is refused.</summary>
    private static readonly HashSet<(EngagementOutcome, IdentityCheck, Disposal)> Possible =
    [
        (EngagementOutcome.NotLocated, IdentityCheck.NotEstablished, Disposal.NotApplicable),
        (EngagementOutcome.Lost, IdentityCheck.NotEstablished, Disposal.NotApplicable),
        (EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, Disposal.NotApplicable),
        (EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, Disposal.NoLongerWanted),
        (EngagementOutcome.Engaged, IdentityCheck.NotEstablished, Disposal.NoFurtherAction),
        (EngagementOutcome.Engaged, IdentityCheck.NotEstablished, Disposal.Safeguarded),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedFalse, Disposal.MistakenIdentity),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedFalse, Disposal.NoFurtherAction),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.ReportedForSummons),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Safeguarded),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.NoFurtherAction),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.NoLongerWanted),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.OrderCompliedWith),
        (EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.OrderBreached),
    ];

    public static TheoryData<EngagementOutcome, IdentityCheck, Disposal> Combinations()
    {
        var all = new TheoryData<EngagementOutcome, IdentityCheck, Disposal>();
        foreach (var outcome in Enum.GetValues<EngagementOutcome>().Append((EngagementOutcome)99))
        {
            foreach (var identity in Enum.GetValues<IdentityCheck>().Append((IdentityCheck)99))
            {
                foreach (var disposal in Enum.GetValues<Disposal>().Append((Disposal)99))
                    all.Add(outcome, identity, disposal);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Report_IsTakenOnlyWhenItCanBeTrue(EngagementOutcome outcome, IdentityCheck identity, Disposal disposal)
    {
        var alert = Sent();

        var answer = alert.Record(new Engagement(outcome, identity, "Documents", disposal, false, "", Shah.Sign(Now)));

        Assert.Equal(Possible.Contains((outcome, identity, disposal)), answer.Succeeded);
        if (!answer.Succeeded)
        {
            Assert.True(answer.IsRefusedAs(RefusalKind.Form));
            Assert.Equal((AlertState.Dispatched, 0), (alert.State, alert.Engagements.Count));
        }
    }

    [Theory]
    [InlineData(EntryCategory.MissingAtRisk)]
    [InlineData(EntryCategory.WitnessOrVictim)]
    public void SomebodyMissing_IsNeverArrestedOnAnAlert(EntryCategory category)
    {
        var alert = Sent(category);

        var outcome = alert.Record(Arrest(Shah));

        Assert.Equal($"The report says 'Arrest', but that is never recorded for somebody of the category '{category.InWords(null)}'. Choose what happened again.", outcome.Explanation);
    }

    [Fact]
    public void LostAndArrested_IsRefusedInWordsThatHelp() => Assert.Equal(
        "The report says 'Arrest', but also 'Seen, then lost': nobody was spoken to. Choose what happened again.",
        Sent().Record(Report(EngagementOutcome.Lost, IdentityCheck.NotEstablished, Disposal.Arrest, Shah)).Explanation);

    [Fact]
    public void TwoEqualReports_AreBothKept()
    {
        var alert = Sent();
        Given.Do(alert.Record(Arrest(Shah)));

        Given.Do(alert.Record(Arrest(Reed)));

        Assert.Equal((AlertState.Closed, "PC Shah", 2), (alert.State, alert.Engagement!.By.Name, alert.Engagements.Count));
    }

    [Fact]
    public void TwoReportsThatDiffer_AreBothKeptAndNeitherCounts()
    {
        var alert = Differing();

        Assert.Equal((AlertState.Disputed, null, false, true), (alert.State, alert.Engagement, alert.IsResolved, alert.WasDisputed));
        Assert.Equal(("PC Shah", "PC Reed"), (alert.Reports.Disagreement!.First.By.Name, alert.Reports.Disagreement.Second.By.Name));
    }

    [Fact]
    public void ReportsThatDiffer_AreDecidedByAThirdPersonOnly()
    {
        var alert = Differing();

        Says.RefusedBy("STATE", alert.DecideOutcome(Arrest(Shah), 2));
        Says.RefusedBy("STATE", alert.DecideOutcome(Lost(Reed), 2));
        Assert.True(alert.DecideOutcome(Arrest(Third), 1).IsRefusedAs(RefusalKind.Conflict));
        Given.Do(alert.DecideOutcome(Arrest(Third), 2));
        Assert.Equal((AlertState.Closed, "Sgt Third", 3), (alert.State, alert.Engagement!.By.Name, alert.Engagements.Count));
    }

    [Fact]
    public void Report_CorrectedByItsAuthorWithin60Seconds_KeepsTheFirst()
    {
        var alert = Sent();
        Given.Do(alert.Record(Lost(Shah)));

        Given.Do(alert.CorrectOutcome(Arrest(Shah, Now.AddSeconds(60)), 1));

        Assert.Equal([(EngagementOutcome.Lost, StatementKind.Independent), (EngagementOutcome.Engaged, StatementKind.OwnCorrection)], alert.Engagements.Select(e => (e.Outcome, e.Kind)));
        Assert.Equal((AlertState.Closed, Disposal.Arrest), (alert.State, alert.Engagement!.Disposal));
    }

    [Fact]
    public void Report_CorrectedByItsAuthorLater_IsRefused()
    {
        var alert = Sent();
        Given.Do(alert.Record(Lost(Shah)));

        Assert.Contains("Ask a second person to correct it", alert.CorrectOutcome(Arrest(Shah, Now.AddSeconds(61)), 1).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_CorrectedLaterByASecondPerson_IsNeverSilent()
    {
        var alert = Sent();
        Given.Do(alert.Record(Arrest(Shah)));

        Given.Do(alert.CorrectOutcome(Report(EngagementOutcome.Engaged, IdentityCheck.ConfirmedFalse, Disposal.MistakenIdentity, Reed, Now.AddHours(1)), 1));

        Assert.Equal([IdentityCheck.ConfirmedTrue, IdentityCheck.ConfirmedFalse], alert.Engagements.Select(e => e.Identity));
        Assert.Equal((StatementKind.Correction, "PC Reed", true), (alert.Engagement!.Kind, alert.Engagement.By.Name, alert.Result == AlertResult.ConfirmedFalse));
    }

    [Fact]
    public void Correction_ByOneWhoDidNotSeeTheLastReport_IsAConflictThatShowsIt()
    {
        var alert = Sent();
        Given.Do(alert.Record(Arrest(Shah)));
        Given.Do(alert.Record(Arrest(Reed)));

        var refusal = Assert.Single(alert.CorrectOutcome(Lost(Third), 1).Refusals);

        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
        Assert.StartsWith("PC Reed reported 'Spoken to: The person sought, Arrest' while you were looking at it.", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void SamePerson_ReportingTwice_HasOneReport()
    {
        var alert = Sent();
        Given.Do(alert.Record(Lost(Shah)));

        Assert.Contains("You have already reported", alert.Record(Arrest(Shah)).Explanation, StringComparison.Ordinal);
        Assert.Single(alert.Engagements);
    }

    [Fact]
    public void Answer_OnceOfficersReported_IsRefused()
    {
        var alert = Sent();
        Given.Do(alert.Record(Lost(Shah)));

        Assert.Contains("Correct the outcome instead", alert.Adjudicate(Answer.NotSame, "Nose", Now, Shah, Now).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void OfficersReport_EndsADisagreementAboutThePerson()
    {
        var alert = Sent();
        Given.Do(alert.Adjudicate(Answer.NotSame, "Another nose", Now, Shah, Now));

        Given.Do(alert.Record(Arrest(Shah)));

        Assert.Equal((AlertState.Closed, true), (alert.State, alert.WasDisputed));
    }

    public static TheoryData<EngagementOutcome, IdentityCheck, Disposal, EntryFate?> Fates() => new()
    {
        { EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest, EntryFate.Arrested },
        { EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Safeguarded, EntryFate.Located },
        { EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.NoLongerWanted, EntryFate.NoLongerWanted },
        { EngagementOutcome.Engaged, IdentityCheck.ConfirmedFalse, Disposal.MistakenIdentity, null },
        { EngagementOutcome.Engaged, IdentityCheck.NotEstablished, Disposal.NoFurtherAction, null },
        { EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, Disposal.NotApplicable, EntryFate.StoodDown },
        { EngagementOutcome.NotLocated, IdentityCheck.NotEstablished, Disposal.NotApplicable, null },
        { EngagementOutcome.Lost, IdentityCheck.NotEstablished, Disposal.NotApplicable, null },
    };

    [Theory]
    [MemberData(nameof(Fates))]
    public void FateOfTheEntry_FollowsFromTheOutcome(EngagementOutcome outcome, IdentityCheck identity, Disposal disposal, EntryFate? fate)
    {
        var alert = Sent();
        Assert.Null(alert.KnownFate);

        Given.Do(alert.Record(Report(outcome, identity, disposal, Shah)));

        Assert.Equal(fate, alert.KnownFate);
    }

    [Fact]
    public void FateOfTheEntry_AfterNoLongerWanted_IsKnown()
    {
        var alert = Sent();
        Given.Do(alert.CheckStatus(false, "PNC", 0, Reed, Now));

        Assert.Equal(EntryFate.NoLongerWanted, alert.KnownFate);
    }

    [Fact]
    public void FateOfTheEntry_WhenOfficersAreCalledBackBecauseItIsSomebodyElse_IsUnknown()
    {
        var alert = Sent();
        Given.Do(alert.CorrectAnswer(Answer.NotSame, "Another nose", 1, Shah, Now));
        Given.Do(alert.Record(Report(EngagementOutcome.StoodDown, IdentityCheck.NotEstablished, Disposal.NotApplicable, Shah)));

        Assert.Null(alert.KnownFate);
    }

    [Fact]
    public void FateOfTheEntry_WhileReportsDiffer_IsThatWhichStopsNobody() => Assert.Equal(EntryFate.Arrested, Differing().KnownFate);

    private static Alert Sent(EntryCategory category = EntryCategory.WantedByCourts)
    {
        var alert = GivenAlert.Raised(Given.Entry(1, d => d with { Category = category }));
        Given.Do(alert.Adjudicate(Answer.Same, "Ears and nose", Now, Reed, Now.AddMinutes(-3)));
        Given.Do(alert.Dispatch(Reed, [], Now.AddMinutes(-2)));
        return alert;
    }

    private static Alert Differing()
    {
        var alert = Sent();
        Given.Do(alert.Record(Arrest(Shah)));
        Given.Do(alert.Record(Lost(Reed)));
        return alert;
    }

    private static Engagement Arrest(Actor by, DateTimeOffset? at = null) => Report(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, Disposal.Arrest, by, at);

    private static Engagement Lost(Actor by) => Report(EngagementOutcome.Lost, IdentityCheck.NotEstablished, Disposal.NotApplicable, by);

    private static Engagement Report(EngagementOutcome outcome, IdentityCheck identity, Disposal disposal, Actor by, DateTimeOffset? at = null) =>
        new(outcome, identity, "Documents", disposal, outcome == EngagementOutcome.Engaged, "", by.Sign(at ?? Now));
}
