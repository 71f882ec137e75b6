using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class OfflineVanIsNamedAndBoundedTests
{
    private static readonly Guid Van = Guid.Parse("0000002a-0000-0000-0000-000000000000");

    [Fact]
    public void PlanWithoutAnAllowance_IsMet() =>
        Says.Met(Judge(null));

    [Fact]
    public void AllowanceWithinThePolicy_IsMet_AndSaysThatNobodyCanStopTheVanFromHere()
    {
        var verdict = Judge(Allowance(10));

        Says.Met(verdict);
        Assert.Contains("Van 2 may compare for 10 minutes after it lost its connection.", verdict.Sentence, StringComparison.Ordinal);
        Assert.Contains("a key at the van stops it", verdict.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    // The policy of these tests allows 15.
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(16)]
    public void Minutes_OutsideThePolicy_AreRefused(int minutes) =>
        Says.Broken(Judge(Allowance(minutes)), "the policy allows 1 to 15");

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    public void Minutes_AtTheEndsOfThePolicy_AreMet(int minutes) =>
        Says.Met(Judge(Allowance(minutes)));

    [Fact]
    public void PolicyThatNamesNoMinutes_AllowsNone() =>
        Says.Broken(Judge(Allowance(10), most: 0), "the policy does not allow that");

    [Fact]
    public void AllowanceWithoutAReason_IsRefused() =>
        Says.Broken(Judge(Allowance(10) with { Reason = " " }), "does not say why");

    [Fact]
    public void AnotherEngineThatWouldRun_IsADoubt_BecauseItStopsWithItsConnection() =>
        Says.Doubtful(Judge(Allowance(10), g => g.Engine = g.Engine with { WorkerId = Given.Id(43), WorkerName = "Van 3" }), "Van 3 would run this deployment");

    [Theory]
    [InlineData(59, VerdictKind.Doubtful)]
    [InlineData(61, VerdictKind.Met)]
    public void AnotherEngine_IsNoDoubt_WhileTheDeploymentIsFarOff(int minutesBefore, VerdictKind expected) =>
        Assert.Equal(expected, Judge(Allowance(10), g =>
        {
            g.Now = Given.Start.AddMinutes(-minutesBefore);
            g.Engine = g.Engine with { WorkerId = Given.Id(43), WorkerName = "Van 3" };
        }).Outcome);

    [Fact]
    public void NoEngineConnected_IsNoDoubtOfThisRule() =>
        Says.Met(Judge(Allowance(10), g => g.Engine = g.Engine with { WorkerId = null }));

    private static OfflineAllowance Allowance(int minutes) => new(Van, "Van 2", minutes, "No mobile reception under the railway bridge.");

    private static Verdict Judge(OfflineAllowance? allowance, Action<Given>? change = null, int most = 15) => new OfflineVanIsNamedAndBounded().Judge(Given.Dossier(g =>
    {
        g.Plan = g.Plan with { Offline = allowance };
        g.Policy = g.Policy! with { Numbers = g.Policy.Numbers with { OfflineMinutesAtMost = most } };
        g.Engine = g.Engine with { WorkerId = Van, WorkerName = "Van 2" };
        change?.Invoke(g);
    }));
}
