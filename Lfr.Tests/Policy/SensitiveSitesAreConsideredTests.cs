using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class SensitiveSitesAreConsideredTests
{
    [Fact]
    public void Plan_ThatSaysNothing_IsPointedOut() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { SensitiveSites = "" } }), "The plan says nothing about schools");

    [Fact]
    public void Plan_ThatNamesASchool_IsForTheOfficerToWeigh() =>
        Says.Doubtful(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { SensitiveSites = "A primary school 200 m away; no cameras face it" } }), "names sensitive sites");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new SensitiveSitesAreConsidered().Judge(Given.Dossier(change));
}
