using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class CommunityIsAssessedTests
{
    [Fact]
    public void Plan_WithoutCommunityAssessment_IsPointedOut() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Where(a => a.Kind != AssessmentKind.Community)] }), "There is no community impact assessment.");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new CommunityIsAssessed().Judge(Given.Dossier(change));
}
