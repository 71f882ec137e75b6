using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class FalseAlertsStayWithinTheLimitTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1000)]
    public void FalseAlerts_WithinTheLimit_AreMet(long alerts, long faces) => Says.Met(Judge(alerts, faces));

    [Theory]
    [InlineData(1, 50)]
    [InlineData(1, 800)]
    [InlineData(2, 400)]
    [InlineData(1040, 1_000_000)]
    public void OneFalseAlertAmongFewFaces_IsADoubt(long alerts, long faces) => Says.Doubtful(Judge(alerts, faces), "too few faces to be sure");

    [Fact]
    public void ManyFalseAlerts_AreSilversDecision() =>
        Says.Broken(Judge(30, 3000), "30 false alerts among 3,000 faces: more than 1 in 1,000. Decide in writing whether to go on or to stop.");

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 100)]
    [InlineData(1100, 1_000_000)]
    public void FalseAlertsThatChanceHardlyExplains_AreBroken(long alerts, long faces) => Says.Broken(Judge(alerts, faces), "Decide in writing");

    [Fact]
    public void PolicyThatDoesNotAsk_GetsNoFinding() =>
        Assert.Empty(RuleBook.Judge(new StandingDossier(30, 3000, null, null, Given.Library.Find("met-2019.1")!, Given.Start)));

    private static Verdict Judge(long alerts, long faces) =>
        new FalseAlertsStayWithinTheLimit().Judge(new StandingDossier(alerts, faces, null, null, Given.Uk, Given.Start));
}

public class RecordIsPublishedInTimeTests
{
    private static readonly DateTimeOffset Ended = Given.Start.AddHours(8);
    private static readonly DateTimeOffset Due = Ended.AddDays(14);

    [Fact]
    public void Record_OnItsLastDay_IsInTime() => Says.Met(Judge(Due, Due));

    [Fact]
    public void Record_PublishedLate_IsPointedOut() => Says.Broken(Judge(Due.AddHours(2), Due.AddHours(3)), "2 h late");

    [Fact]
    public void Record_NotPublishedButNotDue_IsMet() => Says.Met(Judge(null, Due));

    [Fact]
    public void Record_Overdue_IsPointedOut() => Says.Broken(Judge(null, Due.AddMinutes(1)), "is not published");

    [Fact]
    public void DeploymentThatNeverRan_HasNoRecordDue() =>
        Says.Met(new RecordIsPublishedInTime().Judge(new StandingDossier(0, 0, null, null, Given.Uk, Due)));

    private static Verdict Judge(DateTimeOffset? published, DateTimeOffset now) =>
        new RecordIsPublishedInTime().Judge(new StandingDossier(0, 0, Ended, published, Given.Uk, now));
}
