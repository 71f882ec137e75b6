using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class AlternativeRouteIsGivenTests
{
    [Fact]
    public void Plan_WithoutAnotherWay_IsOnRecord() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Place = g.Plan.Place with { AlternativeRoute = "" } }), "names no way past");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new AlternativeRouteIsGiven().Judge(Given.Dossier(change));
}
