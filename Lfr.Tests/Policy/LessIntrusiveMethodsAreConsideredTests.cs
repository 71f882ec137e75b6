using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class LessIntrusiveMethodsAreConsideredTests
{
    [Fact]
    public void Plan_WithoutOtherMethods_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { LessIntrusive = "\n" } }), "less intrusive methods");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new LessIntrusiveMethodsAreConsidered().Judge(Given.Dossier(change));
}
