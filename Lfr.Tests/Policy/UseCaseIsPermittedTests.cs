using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class UseCaseIsPermittedTests
{
    [Fact]
    public void UseCase_ThatNobodyChose_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { UseCase = UseCase.Undecided } }), "No use case is chosen.");

    [Fact]
    public void UseCase_WithoutEvidence_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { UseCaseEvidence = " " } }), "Nothing shows yet that this place is a crime hotspot");

    [Fact]
    public void UseCase_ThatIsNoneOfThree_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { UseCase = (UseCase)7 } }), "none of those");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new UseCaseIsPermitted().Judge(Given.Dossier(change));
}
