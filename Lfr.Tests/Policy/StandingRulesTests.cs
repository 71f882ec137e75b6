using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Tests.Deployments;

namespace Lfr.Tests.Policy;

public class FalseAlertsStayWithinTheLimitTests
{
    [Theory]
    [InlineData(0, 0, Weight.Met)]
    [InlineData(1, 1000, Weight.Met)]
    [InlineData(1, 50, Weight.Warn)]
    [InlineData(30, 3000, Weight.Warn)]
    public void FalseAlerts_AgainstTheLimit_Weigh(long alerts, long faces, Weight weight) =>
        Assert.Equal(weight, FalseAlertsStayWithinTheLimit.Judge(alerts, faces, Given.Uk)!.Weight);

    [Fact]
    public void OneFalseAlertAmongFewFaces_IsADoubt() =>
        Assert.Contains("too few faces to be sure", FalseAlertsStayWithinTheLimit.Judge(1, 800, Given.Uk)!.Sentence, StringComparison.Ordinal);

    [Fact]
    public void ManyFalseAlerts_AreSilversDecision() =>
        Assert.Equal("30 false alerts among 3,000 faces: more than 1 in 1,000. Silver decides now whether to go on.", FalseAlertsStayWithinTheLimit.Judge(30, 3000, Given.Uk)!.Sentence);

    [Fact]
    public void PolicyThatDoesNotAsk_GetsNoFinding() => Assert.Null(FalseAlertsStayWithinTheLimit.Judge(30, 3000, Given.Library.Find("met-2019.1")!));
}

public class RecordIsPublishedInTimeTests
{
    private static readonly Deployment Ended = DeploymentCommands.In(DeploymentState.Ended);
    private static readonly DateTimeOffset Due = Ended.EndedAt!.Value.AddDays(14);

    [Fact]
    public void Record_OnItsLastDay_IsInTime() => Assert.Equal(Weight.Met, Judge(Due, Due));

    [Fact]
    public void Record_PublishedLate_IsPointedOut() => Assert.Equal(Weight.Warn, Judge(Due.AddHours(2), Due.AddHours(3)));

    [Fact]
    public void Record_NotPublishedButNotDue_IsMet() => Assert.Equal(Weight.Met, Judge(null, Due));

    [Fact]
    public void Record_Overdue_IsPointedOut() => Assert.Equal(Weight.Warn, Judge(null, Due.AddMinutes(1)));

    [Fact]
    public void DeploymentThatNeverRan_HasNoRecordDue() =>
        Assert.Null(RecordIsPublishedInTime.Judge(DeploymentCommands.In(DeploymentState.Cancelled), null, Given.Uk, Due));

    private static Weight Judge(DateTimeOffset? published, DateTimeOffset now) => RecordIsPublishedInTime.Judge(Ended, published, Given.Uk, now)!.Weight;
}

public class BoilerplateTests
{
    [Fact]
    public void SameWords_InAnotherHand_AreTheSame() => Assert.Equal(1, Similarity("Wanted for robbery, in Romford.", "wanted FOR robbery in romford"));

    [Fact]
    public void OtherWords_AreDifferent() => Assert.Equal(0, Similarity("Wanted for robbery in Romford", "Recalled to prison last May"));

    [Fact]
    public void NothingWritten_IsLikeNothing() => Assert.Equal(0, Similarity("", ""));

    [Fact]
    public void HalfOfTheTriples_CountAsHalf() => Assert.Equal(1.0 / 3, Similarity("a b c d", "a b c e"), 9);

    private static double Similarity(string a, string b) => Boilerplate.Similarity(Boilerplate.Triples(a), Boilerplate.Triples(b));
}

public class WordsTests
{
    [Theory]
    [InlineData(0.0, "0 %")]
    [InlineData(0.3636, "36 %")]
    [InlineData(0.0048146, "0.48 %")]
    [InlineData(0.0000031772, "0.00032 %")]
    [InlineData(1.0, "100 %")]
    public void Percent_KeepsTwoDigitsThatMean(double share, string words) => Assert.Equal(words, Words.Percent(share));

    [Theory]
    [InlineData(59, "59 min")]
    [InlineData(60, "1 h")]
    [InlineData(90, "1 h 30 min")]
    [InlineData(1020, "17 h")]
    [InlineData(5760, "4 days")]
    public void Duration_IsSaidAsPeopleDo(int minutes, string words) => Assert.Equal(words, Words.Duration(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void Moment_InSummer_IsLondonTime() => Assert.Equal("5 June 2026, 10:00", Words.Moment(Given.Start));

    [Fact]
    public void Day_JustBeforeMidnightUtcInSummer_IsTheNextInLondon() =>
        Assert.Equal(new DateOnly(2026, 6, 6), new DateTimeOffset(2026, 6, 5, 23, 30, 0, TimeSpan.Zero).LondonDay());
}
