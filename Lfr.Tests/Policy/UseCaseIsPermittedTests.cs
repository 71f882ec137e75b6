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
    public void UseCase_ThatThePolicyDoesNotName_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { UseCase = (UseCase)7 } }), "none of those");

    /// <summary>The Metropolitan Police's policy permits searching where missing people are found; the model policy does not name it.</summary>
    [Fact]
    public void UseCase_IsPermittedByOnePackAndNotByAnother()
    {
        static Given Missing(Given g)
        {
            g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { UseCase = (UseCase)4 } };
            return g;
        }

        Says.Broken(Judge(g => Missing(g)), "none of those that the policy permits");
        Says.Met(Judge(g => Missing(g).Policy = Given.Library.Find("met-2024.1")));
    }

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new UseCaseIsPermitted().Judge(Given.Dossier(change));
}
