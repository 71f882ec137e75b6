using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Alerts;

public class StatusCheckTests
{
    private static readonly DateTimeOffset Now = GivenAlert.RaisedAt.AddSeconds(30);
    private static readonly Actor Reed = Given.Person(71, "PC Reed", Rank.Constable, Roles.Operator);
    private static readonly Actor Shah = Given.Person(72, "PC Shah", Rank.Constable, Roles.EngagementOfficer);

    [Fact]
    public void NoLongerWanted_ClosesItWithoutAnEngagement()
    {
        var alert = Checked(false);

        Assert.Equal((AlertState.Closed, EngagementOutcome.StoodDown, Disposal.NoLongerWanted), (alert.State, alert.Engagement!.Outcome, alert.Engagement.Disposal));
        Assert.Empty(alert.Engagements);
        Says.RefusedBy("STATE", alert.Dispatch(Reed, [], Now));
    }

    /// <summary>A missing child is never called wanted.</summary>
    [Theory]
    [InlineData(EntryCategory.WantedByCourts, "wanted")]
    [InlineData(EntryCategory.SuspectedOfOffence, "wanted")]
    [InlineData(EntryCategory.MissingAtRisk, "missing")]
    [InlineData(EntryCategory.SubjectToOrder, "sought")]
    [InlineData(EntryCategory.RiskOfHarm, "sought")]
    public void Status_IsSaidInTheWordOfTheCategory(EntryCategory category, string word)
    {
        var alert = GivenAlert.Raised(Given.Entry(1, d => d with { Category = category }).SignedOff());
        Given.Do(alert.Adjudicate(Answer.Same, "Ears", Now, Reed, Now));
        Given.Do(alert.CheckStatus(false, "PNC", 0, Reed, Now));

        // What is kept says it in the word for everybody; the screen in the word that the policy has for the category.
        Assert.Equal("No longer sought when the status was checked.", alert.Engagement!.Notes);
        Assert.Equal(word, category.StillInWords(Given.Uk));
        Assert.Contains("'no longer sought'", Assert.Single(alert.CheckStatus(true, "PNC", 0, Shah, Now).Refusals).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithoutSayingWhere_IsRefused() =>
        Assert.True(Credible().CheckStatus(true, " ", 0, Reed, Now).IsRefusedAs(RefusalKind.Form));

    [Fact]
    public void StillWanted_FromOneWhoDidNotSeeTheNoLongerWanted_IsAConflictThatShowsIt()
    {
        var alert = Checked(false);

        var refusal = Assert.Single(alert.CheckStatus(true, "control room", 0, Shah, Now.AddMilliseconds(69)).Refusals);

        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
        Assert.StartsWith("PC Reed recorded 'no longer sought' (PNC) while you were looking at it.", refusal.Sentence, StringComparison.Ordinal);
        Assert.Equal((AlertState.Closed, 1), (alert.State, alert.StatusChecks.Count));
    }

    [Fact]
    public void NoLongerWanted_FromOneWhoDidNotSeeTheStillWanted_StopsNobody()
    {
        var alert = Checked(true);

        Given.Do(alert.CheckStatus(false, "control room", 0, Shah, Now.AddMilliseconds(69)));

        Assert.Equal((AlertState.Closed, 2), (alert.State, alert.StatusChecks.Count));
    }

    [Theory]
    [InlineData(true, AlertState.Credible)]
    [InlineData(false, AlertState.Closed)]
    public void EqualChecksAtOnce_AreBothKept(bool wanted, AlertState state)
    {
        var alert = Checked(wanted);

        Given.Do(alert.CheckStatus(wanted, "control room", 0, Shah, Now.AddMilliseconds(69)));

        Assert.Equal((state, 2), (alert.State, alert.StatusChecks.Count));
    }

    [Fact]
    public void StillWanted_FromOneWhoSawTheNoLongerWanted_HasToBeACorrection() =>
        Says.RefusedBy("STATE", Checked(false).CheckStatus(true, "PNC", 1, Shah, Now), "PC Reed found the person no longer sought");

    [Fact]
    public void NoLongerWanted_CorrectedByItsAuthorWithin60Seconds_GoesOnWhereItWas()
    {
        var alert = Checked(false);

        Given.Do(alert.CorrectStatus("PNC", 1, Reed, Now.AddSeconds(60)));

        Assert.Equal((AlertState.Credible, null, null), (alert.State, alert.Engagement, alert.KnownFate));
        Assert.Equal([(false, false), (true, true)], alert.StatusChecks.Select(c => (c.StillWanted, c.Corrects)));
    }

    [Fact]
    public void NoLongerWanted_CorrectedByItsAuthorLater_IsRefused() =>
        Assert.True(Checked(false).CorrectStatus("PNC", 1, Reed, Now.AddSeconds(60.001)).IsRefusedAs(RefusalKind.State));

    [Fact]
    public void NoLongerWanted_CorrectedByItsAuthorAfterDispatch_IsRefused()
    {
        var alert = Sent();
        Given.Do(alert.CheckStatus(false, "PNC", 0, Reed, Now));

        Says.RefusedBy("STATE", alert.CorrectStatus("PNC", 1, Reed, Now.AddSeconds(5)));
    }

    [Fact]
    public void NoLongerWanted_ThatASecondPersonConfirmed_IsNotForItsAuthorToTakeBack()
    {
        var alert = Checked(false);
        Given.Do(alert.CheckStatus(false, "control room", 0, Shah, Now.AddMilliseconds(69)));

        Says.RefusedBy("STATE", alert.CorrectStatus("PNC", 2, Reed, Now.AddSeconds(5)));
        Says.RefusedBy("STATE", alert.CorrectStatus("PNC", 2, Shah, Now.AddSeconds(5)));
    }

    [Fact]
    public void NoLongerWanted_CorrectedLaterByASecondPerson_GoesOnWhereItWas()
    {
        var alert = Sent();
        Given.Do(alert.CheckStatus(false, "PNC", 0, Reed, Now));

        Given.Do(alert.CorrectStatus("officer in the case", 1, Shah, Now.AddMinutes(7)));

        Assert.Equal((AlertState.Dispatched, "PC Shah", true), (alert.State, alert.StatusChecks[^1].By.Name, alert.StatusChecks[^1].Corrects));
    }

    [Fact]
    public void Correction_ByOneWhoDidNotSeeTheLastCheck_IsAConflict()
    {
        var alert = Checked(true);
        Given.Do(alert.CheckStatus(false, "control room", 1, Reed, Now));

        Assert.True(alert.CorrectStatus("PNC", 1, Shah, Now).IsRefusedAs(RefusalKind.Conflict));
    }

    [Fact]
    public void Correction_WithoutSayingWhere_IsRefused() =>
        Assert.True(Checked(false).CorrectStatus(" ", 1, Shah, Now).IsRefusedAs(RefusalKind.Form));

    [Fact]
    public void Correction_OfAStillWanted_IsRefused() => Says.RefusedBy("STATE", Checked(true).CorrectStatus("PNC", 1, Shah, Now));

    [Fact]
    public void Correction_OnceOfficersReported_IsRefused()
    {
        var alert = Checked(false);
        Given.Do(alert.Record(new Engagement(EngagementOutcome.NotLocated, IdentityCheck.NotEstablished, "", Disposal.NotApplicable, false, "", Shah.Sign(Now))));

        Says.RefusedBy("STATE", alert.CorrectStatus("PNC", 1, Shah, Now), "Correct the outcome instead");
    }

    [Fact]
    public void Check_WhileTwoDifferBeforeDispatch_IsRefused()
    {
        var alert = Credible();
        Given.Do(alert.Adjudicate(Answer.NotSame, "Another nose", Now, Shah, Now));

        Says.RefusedBy("STATE", alert.CheckStatus(false, "PNC", 0, Reed, Now), "waiting for a third person to decide");
    }

    [Fact]
    public void NoLongerWanted_WhileTwoDifferAfterDispatch_StandsTheOfficersDown()
    {
        var alert = Sent();
        Given.Do(alert.Adjudicate(Answer.NotSame, "Another nose", Now, Shah, Now));

        Given.Do(alert.CheckStatus(false, "PNC", 0, Reed, Now));

        Assert.Equal(AlertState.Closed, alert.State);
    }

    private static Alert Credible()
    {
        var alert = GivenAlert.Raised();
        Given.Do(alert.Adjudicate(Answer.Same, "Ears and nose", Now, Reed, Now));
        return alert;
    }

    private static Alert Checked(bool stillWanted)
    {
        var alert = Credible();
        Given.Do(alert.CheckStatus(stillWanted, "PNC", 0, Reed, Now));
        return alert;
    }

    private static Alert Sent()
    {
        var alert = Credible();
        Given.Do(alert.Dispatch(Reed, [], Now));
        return alert;
    }
}
