using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class PolicyIsInForceTests
{
    [Fact]
    public void Deployment_WithoutAPolicy_IsRefused() =>
        Says.Broken(Judge(g => g.Policy = null), "No policy is in force");

    [Fact]
    public void Policy_ThatEndedBeforeTheDay_IsRefused() =>
        Says.Broken(Judge(g => g.Policy = Given.Uk with { EffectiveTo = new DateOnly(2026, 6, 4) }), "is not in force on 5 June 2026");

    [Fact]
    public void Policy_ThatBeginsAfterTheDay_IsRefused() =>
        Says.Broken(Judge(g => g.Policy = Given.Uk with { EffectiveFrom = new DateOnly(2026, 6, 6) }), "is not in force on 5 June 2026");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new PolicyIsInForce().Judge(Given.Dossier(change));
}
