using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class ListedPeopleCanBeExpectedTests
{
    [Fact]
    public void Plan_WithoutReasonToExpectThem_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { ReasonToBelieve = "" } }), "can be expected here");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new ListedPeopleCanBeExpected().Judge(Given.Dossier(change));
}
