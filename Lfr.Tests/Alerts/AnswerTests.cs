using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Records;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Alerts;

/// <summary>Two people and one alert: who may say what after whom.</summary>
public class AnswerTests
{
    private static readonly DateTimeOffset Now = GivenAlert.RaisedAt.AddSeconds(30);
    private static readonly Actor Reed = Given.Person(71, "PC Reed", Rank.Constable, Roles.Operator);
    private static readonly Actor Shah = Given.Person(72, "PC Shah", Rank.Constable, Roles.EngagementOfficer);
    private static readonly Actor Third = Given.Person(73, "Sgt Third", Rank.Sergeant, Roles.Operator);

    [Fact]
    public void SecondAnswer_69MillisecondsLater_IsKeptAndCorrectsNothing()
    {
        var alert = Answered((Reed, Answer.NotSame), (Shah, Answer.Same));

        Assert.Equal(AlertState.Disputed, alert.State);
        Assert.Null(alert.Adjudication);
        Assert.Equal((Reed.UserId, Shah.UserId), (alert.Answers.Disagreement!.First.By.UserId, alert.Answers.Disagreement.Second.By.UserId));
        Assert.All(alert.Adjudications, a => Assert.Equal((StatementKind.Independent, false), (a.Kind, a.ScoreShown)));
    }

    [Theory]
    [InlineData(Answer.Same, AlertState.Credible)]
    [InlineData(Answer.NotSame, AlertState.False)]
    [InlineData(Answer.CannotTell, AlertState.NotDetermined)]
    public void EqualAnswers_Stand(Answer answer, AlertState state)
    {
        var alert = Answered((Reed, answer), (Shah, answer));

        Assert.Equal(state, alert.State);
        Assert.Equal(("PC Reed", 2), (alert.Adjudication!.By.Name, alert.Answers.Standing.Count));
        Assert.False(alert.WasDisputed);
    }

    [Theory]
    [InlineData(Answer.Same, Answer.NotSame)]
    [InlineData(Answer.Same, Answer.CannotTell)]
    [InlineData(Answer.NotSame, Answer.CannotTell)]
    public void DifferentAnswers_AreADisagreementInEitherOrder(Answer one, Answer other)
    {
        Assert.Equal(AlertState.Disputed, Answered((Reed, one), (Shah, other)).State);
        Assert.Equal(AlertState.Disputed, Answered((Reed, other), (Shah, one)).State);
    }

    [Fact]
    public void Disagreement_BlocksDispatchByR31_WhateverTheStatusCheckSays()
    {
        var alert = Answered((Reed, Answer.Same), (Shah, Answer.NotSame));

        var outcome = alert.Dispatch(Reed, RuleBook.Judge(new AlertDossier(alert, Given.Entry(1).SignedOff(), Given.Uk, Now)), Now);

        var refusal = Assert.Single(outcome.Refusals, f => f.IsOf<AlertIsDecidedByAPerson>());
        Assert.Equal("PC Reed answered 'same person', PC Shah answered 'not the same person'.", refusal.Sentence);
        Assert.Equal("Officers cannot be sent until a third person decides.", refusal.ToDo);
        Assert.DoesNotContain(outcome.Refusals, f => f.IsOf<AlertIsNotDecidedByTheScore>());
        Assert.True(alert.Dispatch(Reed, [], Now).IsRefusedAs(RefusalKind.State));
    }

    [Fact]
    public void Disagreement_DecidedByAThirdPerson_CountsAsDecidedAndIsRemembered()
    {
        var alert = Answered((Reed, Answer.Same), (Shah, Answer.NotSame));

        Given.Do(alert.DecideAnswer(Answer.Same, "Same scar", 2, false, Third, Now));

        Assert.Equal((AlertState.Credible, "Sgt Third", true), (alert.State, alert.Adjudication!.By.Name, alert.WasDisputed));
        Assert.Equal([StatementKind.Independent, StatementKind.Independent, StatementKind.Decision], alert.Adjudications.Select(a => a.Kind));
    }

    [Fact]
    public void Disagreement_DecidedByOneOfTheTwo_IsRefused()
    {
        foreach (var one in new[] { Reed, Shah })
        {
            var alert = Answered((Reed, Answer.Same), (Shah, Answer.NotSame));

            var outcome = alert.DecideAnswer(Answer.NotSame, "Another nose", 2, false, one, Now);

            Assert.Contains("you are one of them", outcome.Explanation, StringComparison.Ordinal);
            Assert.Equal((AlertState.Disputed, 2), (alert.State, alert.Adjudications.Count));
        }
    }

    [Fact]
    public void Decision_WithoutReasons_IsRefusedByR32() =>
        Assert.Equal("R32", Assert.Single(Answered((Reed, Answer.Same), (Shah, Answer.NotSame)).DecideAnswer(Answer.Same, " ", 2, false, Third, Now).Refusals).RuleId);

    [Fact]
    public void Decision_WhereNobodyDiffers_IsRefused() =>
        Says.RefusedBy("STATE", Answered((Reed, Answer.Same), (Shah, Answer.Same)).DecideAnswer(Answer.NotSame, "Another nose", 2, false, Third, Now));

    [Fact]
    public void Decision_ByOneWhoDidNotSeeTheLastAnswer_IsAConflictThatShowsIt()
    {
        var alert = Answered((Reed, Answer.Same), (Shah, Answer.NotSame));

        var refusal = Assert.Single(alert.DecideAnswer(Answer.Same, "Same scar", 1, false, Third, Now).Refusals);

        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
        Assert.StartsWith("PC Shah answered 'not the same person' while you were looking at it.", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Decision_RemembersWhetherTheScoreWasShown()
    {
        var alert = Answered((Reed, Answer.Same), (Shah, Answer.NotSame));
        Given.Do(alert.DecideAnswer(Answer.Same, "Same scar", 2, true, Third, Now));

        Assert.True(alert.Adjudication!.ScoreShown);
        Assert.True(alert.WasAnsweredAfterTheScore);
    }

    [Fact]
    public void Decision_ObjectedToByOneOfTheTwo_Stands()
    {
        var alert = Answered((Reed, Answer.Same), (Shah, Answer.NotSame));
        Given.Do(alert.DecideAnswer(Answer.Same, "Same scar", 2, false, Third, Now));

        Says.RefusedBy("STATE", alert.CorrectAnswer(Answer.NotSame, "Another nose", 3, Shah, Now));
        Assert.Equal(AlertState.Credible, alert.State);
    }

    [Fact]
    public void Slip_CorrectedByItsAuthorWithin60Seconds_KeepsTheFirstAndIsMarkedAsAfterTheScore()
    {
        var alert = Answered((Reed, Answer.NotSame));

        Given.Do(alert.CorrectAnswer(Answer.Same, "Same scar", 1, Reed, Now.AddSeconds(60)));

        Assert.Equal([(Answer.NotSame, StatementKind.Independent, false), (Answer.Same, StatementKind.OwnCorrection, true)], alert.Adjudications.Select(a => (a.Answer, a.Kind, a.ScoreShown)));
        Assert.Equal((AlertState.Credible, false, true), (alert.State, alert.WasDisputed, alert.WasAnsweredAfterTheScore));
    }

    [Fact]
    public void Slip_CorrectedByItsAuthorAfter60Seconds_IsRefused()
    {
        var outcome = Answered((Reed, Answer.NotSame)).CorrectAnswer(Answer.Same, "Same scar", 1, Reed, Now.AddSeconds(60.001));

        Assert.Equal("You saved your answer more than 1 min ago. Ask a second person to correct it.", outcome.Explanation);
    }

    [Fact]
    public void Slip_CorrectedByItsAuthorAfterDispatch_IsRefused()
    {
        var alert = Answered((Reed, Answer.Same));
        Given.Do(alert.Dispatch(Reed, [], Now.AddSeconds(5)));

        Assert.Contains("Officers were sent", alert.CorrectAnswer(Answer.NotSame, "Another nose", 1, Reed, Now.AddSeconds(10)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_CorrectedByASecondPerson_IsNeverSilent()
    {
        var alert = Answered((Reed, Answer.NotSame));

        Given.Do(alert.CorrectAnswer(Answer.Same, "Same scar", 1, Shah, Now.AddMinutes(10)));

        Assert.Equal((AlertState.Credible, "PC Shah"), (alert.State, alert.Adjudication!.By.Name));
        Assert.Equal((StatementKind.Correction, true), (alert.Adjudication.Kind, alert.Adjudication.ScoreShown));
        Assert.Equal(2, alert.Adjudications.Count);
    }

    [Fact]
    public void Answer_CorrectedByASecondPersonAfterDispatch_LeavesTheOfficersOutUntilTheyReport()
    {
        var alert = Answered((Reed, Answer.Same));
        Given.Do(alert.Dispatch(Reed, [], Now));

        Given.Do(alert.CorrectAnswer(Answer.NotSame, "Another nose", 1, Shah, Now.AddMinutes(2)));

        Assert.Equal((AlertState.Dispatched, Answer.NotSame, AlertResult.Open), (alert.State, alert.Adjudication!.Answer, alert.Result));
        Assert.False(alert.IsResolved);
    }

    [Fact]
    public void IndependentAnswer_AfterDispatch_IsKeptAndTheOfficersHearOfIt()
    {
        var alert = Answered((Reed, Answer.Same));
        Given.Do(alert.Dispatch(Reed, [], Now));

        Given.Do(alert.Adjudicate(Answer.NotSame, "Another nose", Now, Shah, Now.AddSeconds(3)));

        Assert.Equal(AlertState.Disputed, alert.State);
        Given.Do(alert.DecideAnswer(Answer.Same, "Same scar", 2, false, Third, Now.AddSeconds(9)));
        Assert.Equal(AlertState.Dispatched, alert.State);
    }

    [Fact]
    public void Correction_ByOneWhoDidNotSeeTheLastAnswer_IsAConflictAndNotKept()
    {
        var alert = Answered((Reed, Answer.Same), (Shah, Answer.Same));

        Assert.True(alert.CorrectAnswer(Answer.NotSame, "Another nose", 1, Third, Now).IsRefusedAs(RefusalKind.Conflict));
        Assert.Equal(2, alert.Adjudications.Count);
    }

    [Fact]
    public void Correction_WithTheSameAnswer_IsRefused() =>
        Says.RefusedBy("STATE", Answered((Reed, Answer.Same)).CorrectAnswer(Answer.Same, "Same scar", 1, Shah, Now), "already is");

    [Fact]
    public void Correction_BeforeAnybodyAnswered_IsRefused() =>
        Says.RefusedBy("STATE", GivenAlert.Raised().CorrectAnswer(Answer.Same, "Same scar", 0, Shah, Now), "Nobody has answered");

    [Fact]
    public void Correction_ObjectedToByTheOneCorrected_IsADisagreement()
    {
        var alert = Answered((Reed, Answer.NotSame));
        Given.Do(alert.CorrectAnswer(Answer.Same, "Same scar", 1, Shah, Now.AddMinutes(2)));

        Given.Do(alert.CorrectAnswer(Answer.NotSame, "Look at the nose", 2, Reed, Now.AddMinutes(3)));

        Assert.Equal((AlertState.Disputed, StatementKind.Objection), (alert.State, alert.Adjudications[^1].Kind));
        Assert.True(alert.Answers.Disagreement!.Involves(Shah.UserId) && alert.Answers.Disagreement.Involves(Reed.UserId));
    }

    [Fact]
    public void OneOfTwoWhoAgreed_CorrectingTheirSlip_DisagreesWithTheOther()
    {
        var alert = Answered((Reed, Answer.Same), (Shah, Answer.Same));

        Given.Do(alert.CorrectAnswer(Answer.NotSame, "Another nose", 2, Reed, Now.AddSeconds(20)));

        Assert.Equal(AlertState.Disputed, alert.State);
    }

    [Fact]
    public void OneOfTwoWhoDiffer_CorrectingTheirSlip_DoesNotSpareTheThirdPerson()
    {
        var alert = Answered((Reed, Answer.Same), (Shah, Answer.NotSame));

        Given.Do(alert.CorrectAnswer(Answer.Same, "I pressed the wrong key: same scar", 2, Shah, Now.AddSeconds(20)));

        Assert.Equal(AlertState.Disputed, alert.State);
        Assert.Equal(Answer.Same, alert.Answers.Disagreement!.Second.Answer);
        Assert.True(alert.Answers.Disagreement.Involves(Shah.UserId));
        Assert.Contains("Ask a third person to decide", alert.CorrectAnswer(Answer.NotSame, "Another nose", 3, Shah, Now.AddSeconds(90)).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void ThirdPerson_CannotCorrectWhatTwoDifferAbout_OnlyDecideIt() =>
        Assert.Contains("Decide", Answered((Reed, Answer.Same), (Shah, Answer.NotSame)).CorrectAnswer(Answer.Same, "Same scar", 2, Third, Now).Explanation, StringComparison.Ordinal);

    [Fact]
    public void SamePerson_AnsweringTwiceFromTwoScreens_HasOneAnswer()
    {
        var alert = Answered((Reed, Answer.NotSame));

        var outcome = alert.Adjudicate(Answer.Same, "Same scar", Now, Reed, Now.AddSeconds(1));

        Assert.Contains("'not the same person'", outcome.Explanation, StringComparison.Ordinal);
        Assert.Single(alert.Adjudications);
    }

    [Fact]
    public void AnswerThatDoesNotExist_IsRefusedNotThrown()
    {
        Assert.True(GivenAlert.Raised().Adjudicate((Answer)9, "Scar", Now, Reed, Now).IsRefusedAs(RefusalKind.Form));
        Assert.True(Answered((Reed, Answer.Same)).CorrectAnswer((Answer)9, "Scar", 1, Shah, Now).IsRefusedAs(RefusalKind.Form));
        Assert.True(Answered((Reed, Answer.Same), (Shah, Answer.NotSame)).DecideAnswer((Answer)9, "Scar", 2, false, Third, Now).IsRefusedAs(RefusalKind.Form));
    }

    /// <summary>Rows of before: the last answer counted, whoever gave it.</summary>
    [Fact]
    public void AnswersKeptBeforeKindsWere_CountAsTheyDidThen()
    {
        var weighed = Statement.Weigh<Adjudication>([new(Answer.NotSame, "Nose", Now, Reed.Sign(Now)), new(Answer.Same, "Scar", Now, Shah.Sign(Now.AddSeconds(1)))]);

        Assert.Equal((Answer.Same, false), (weighed.Counts!.Answer, weighed.EverDiffered));
    }

    private static Alert Answered(params (Actor By, Answer Answer)[] answers)
    {
        var alert = GivenAlert.Raised();
        var at = Now;
        foreach (var (by, answer) in answers)
        {
            Given.Do(alert.Adjudicate(answer, "Ears and nose", at, by, at));
            at = at.AddMilliseconds(69);
        }

        return alert;
    }
}
