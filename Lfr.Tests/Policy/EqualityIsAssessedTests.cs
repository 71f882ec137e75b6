using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class EqualityIsAssessedTests
{
    [Fact]
    public void Plan_WithoutEqualityAssessment_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Where(a => a.Kind != AssessmentKind.Equality)] }), "There is no equality impact assessment.");

    [Fact]
    public void EqualityAssessment_ThatIsStale_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Select(a => a.Kind == AssessmentKind.Equality ? a with { ValidUntil = new DateOnly(2026, 5, 31) } : a)] }), "was valid until 31 May 2026");

    [Fact]
    public void EqualityAssessment_WithoutEvidenceOnBias_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Select(a => a.Kind == AssessmentKind.Equality ? a with { Evidence = "" } : a)] }), "no evidence on bias");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new EqualityIsAssessed().Judge(Given.Dossier(change));
}
