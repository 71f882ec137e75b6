using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class DataProtectionIsAssessedTests
{
    [Fact]
    public void Plan_WithoutNecessity_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { Necessity = "" } }), "strictly necessary");

    [Fact]
    public void Plan_WithoutProportionality_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Grounds = g.Plan.Grounds with { Proportionality = "" } }), "people who only pass by");

    [Fact]
    public void Plan_WithoutImpactAssessment_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Where(a => a.Kind != AssessmentKind.DataProtection)] }), "There is no data protection impact assessment.");

    [Fact]
    public void Plan_WithoutPolicyDocument_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Where(a => a.Kind != AssessmentKind.AppropriatePolicy)] }), "There is no appropriate policy document.");

    [Fact]
    public void ImpactAssessment_ThatExpiresBeforeTheDay_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Select(a => a.Kind == AssessmentKind.DataProtection ? a with { ValidUntil = new DateOnly(2026, 6, 4) } : a)] }), "was valid until 4 June 2026; the deployment is on 5 June 2026");

    [Fact]
    public void ImpactAssessment_OnItsLastDay_IsAllowed() =>
        Says.Met(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Select(a => a.Kind == AssessmentKind.DataProtection ? a with { ValidUntil = new DateOnly(2026, 6, 5) } : a)] }));

    [Fact]
    public void ImpactAssessment_ThatNobodyApproved_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Select(a => a.Kind == AssessmentKind.DataProtection ? a with { ApprovedBy = "" } : a)] }), "is not approved yet");

    [Fact]
    public void ImpactAssessment_ApprovedInTheFuture_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Select(a => a.Kind == AssessmentKind.DataProtection ? a with { ApprovedOn = new DateOnly(2026, 6, 6) } : a)] }), "is not approved yet");

    [Fact]
    public void ImpactAssessment_WithoutAReference_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Select(a => a.Kind == AssessmentKind.DataProtection ? a with { Reference = "" } : a)] }), "has no reference");

    [Fact]
    public void TwoAssessments_OneExpired_IsAllowed() =>
        Says.Met(Judge(g => g.Plan = g.Plan with { Assessments = [Given.Assessed(AssessmentKind.DataProtection) with { ValidUntil = new DateOnly(2026, 5, 1) }, .. g.Plan.Assessments] }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new DataProtectionIsAssessed().Judge(Given.Dossier(change));
}
