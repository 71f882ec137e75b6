using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Alerts;

/// <summary>What each of two people, and a third, read about their disagreement.</summary>
public class DisagreementLabelsTests
{
    private static readonly DateTimeOffset Now = GivenAlert.RaisedAt.AddSeconds(30);
    private static readonly Actor Reed = Given.Person(71, "PC Reed", Rank.Constable, Roles.Operator);
    private static readonly Actor Shah = Given.Person(72, "PC Shah", Rank.Constable, Roles.Operator);

    [Theory]
    [InlineData(71, "You answered 'same person' first; PC Shah answered 'not the same person'. ")]
    [InlineData(72, "PC Reed answered 'same person' first; you answered 'not the same person'. ")]
    [InlineData(73, "PC Reed answered 'same person' first; PC Shah answered 'not the same person'. ")]
    public void Answers_NameWhoeverReadsThem(int reader, string words)
    {
        var alert = GivenAlert.Raised();
        Given.Do(alert.Adjudicate(Answer.Same, "Ears, nose", GivenAlert.RaisedAt, Reed, Now));
        Given.Do(alert.Adjudicate(Answer.NotSame, "Another chin", GivenAlert.RaisedAt, Shah, Now));
        var open = alert.Answers.Disagreement!;

        Assert.Equal(words + "Officers cannot be sent until a third person decides.", DisagreementLabels.Of(open, Given.Id(reader), officersSent: false));
        Assert.Equal(words + "Officers are out: they hold off until a third person decides.", DisagreementLabels.Of(open, Given.Id(reader), officersSent: true));
    }

    [Theory]
    [InlineData(71, "You reported 'Spoken to: The person sought, Arrest' first; PC Shah reported 'Seen, then lost'. A third person decides which is right.")]
    [InlineData(72, "PC Reed reported 'Spoken to: The person sought, Arrest' first; you reported 'Seen, then lost'. A third person decides which is right.")]
    public void Reports_NameWhoeverReadsThem(int reader, string words) =>
        Assert.Equal(words, DisagreementLabels.Of(new Disagreement<Engagement>(
            new Engagement(EngagementOutcome.Engaged, IdentityCheck.ConfirmedTrue, "", Disposal.Arrest, false, "", Reed.Sign(Now)),
            new Engagement(EngagementOutcome.Lost, IdentityCheck.NotEstablished, "", Disposal.NoFurtherAction, false, "", Shah.Sign(Now))), Given.Id(reader)));

    [Fact]
    public void SlipThatItsAuthorMends_LeavesTheOtherSideAsItWas()
    {
        var alert = GivenAlert.Raised();
        Given.Do(alert.Adjudicate(Answer.Same, "Ears, nose", GivenAlert.RaisedAt, Reed, Now));
        Given.Do(alert.Adjudicate(Answer.NotSame, "Another chin", GivenAlert.RaisedAt, Shah, Now));
        Given.Do(alert.CorrectAnswer(Answer.CannotTell, "Too dark", 2, Reed, Now.AddSeconds(10)));

        var open = alert.Answers.Disagreement!;
        Assert.Equal((Answer.CannotTell, Reed.UserId, Answer.NotSame, Shah.UserId), (open.First.Answer, open.First.By.UserId, open.Second.Answer, open.Second.By.UserId));
    }

    [Fact]
    public void Claim_OfASecondPerson_LeavesTheFirstAsTheOneWhoLooks()
    {
        var alert = GivenAlert.Raised();
        Given.Do(alert.Claim(Reed, Now));
        Given.Do(alert.Claim(Shah, Now.AddSeconds(1)));
        Given.Do(alert.Adjudicate(Answer.Same, "Ears, nose", Now, Shah, Now.AddSeconds(5)));

        Assert.Equal(Reed.UserId, alert.ClaimedBy!.UserId);
    }

    [Theory]
    [InlineData(Answer.NotSame, true)]
    [InlineData(Answer.CannotTell, true)]
    [InlineData(Answer.Same, false)]
    public void Resolved_IsAnAlertOfWhichNothingMoreIsToBeSaid(Answer answer, bool resolved)
    {
        var alert = GivenAlert.Raised();
        Given.Do(alert.Adjudicate(answer, "Ears, nose", GivenAlert.RaisedAt, Reed, Now));

        Assert.Equal(resolved, alert.IsResolved);
    }
}
