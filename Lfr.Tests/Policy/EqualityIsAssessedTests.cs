using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Tests.Assessments;

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

    [Fact]
    public void AssessmentWrittenInLfr_AndApprovedForThisPlan_IsAllowed()
    {
        var dossier = Given.Dossier(g => g.Plan = g.Plan with { Assessments = [] });
        var document = AssessmentDocumentTests.Approved(AssessmentKind.Equality);

        Says.Met(new EqualityIsAssessed().Judge(dossier with { Documents = [document] }));
        Says.Broken(new EqualityIsAssessed().Judge(dossier with { Documents = [AssessmentDocumentTests.Approved(AssessmentKind.Equality, dossier.Plan with { Cameras = [] })] }), "was approved for another place or purpose");
        Says.Broken(new EqualityIsAssessed().Judge(dossier with { Documents = [AssessmentDocumentTests.Approved(AssessmentKind.Community)] }), "There is no equality impact assessment.");
    }

    private static Verdict Judge(Action<Given>? change = null) => new EqualityIsAssessed().Judge(Given.Dossier(change));
}
