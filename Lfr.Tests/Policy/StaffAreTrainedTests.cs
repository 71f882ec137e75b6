using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class StaffAreTrainedTests
{
    [Fact]
    public void NoOperator_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Staff = [.. g.Plan.Staff.Where(s => s.Role != Roles.Operator)] }), "No operator is named.");

    [Fact]
    public void NoEngagementOfficer_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Staff = [.. g.Plan.Staff.Where(s => s.Role != Roles.EngagementOfficer)] }), "No engagement officer is named.");

    [Fact]
    public void Operator_WithoutTraining_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Staff = [.. g.Plan.Staff.Select(s => s.Role == Roles.Operator ? s with { TrainedUntil = null } : s)] }), "Olu Operator has no training");

    [Fact]
    public void Training_ThatEndedTheDayBefore_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Staff = [.. g.Plan.Staff.Select(s => s.Role == Roles.EngagementOfficer ? s with { TrainedUntil = new DateOnly(2026, 6, 4) } : s)] }), "The training of Ed Engagement was valid until 4 June 2026.");

    [Fact]
    public void Training_OnItsLastDay_IsAllowed() =>
        Says.Met(Judge(g => g.Plan = g.Plan with { Staff = [.. g.Plan.Staff.Select(s => s.Role == Roles.EngagementOfficer ? s with { TrainedUntil = new DateOnly(2026, 6, 5) } : s)] }));

    [Fact]
    public void SecondOperator_WithoutTraining_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Staff = [.. g.Plan.Staff, new StaffMember(Given.Id(50), "Nia New", Roles.Operator, null)] }), "Nia New has no training");

    /// <summary>The duty was taken away, or they act in it on other days.</summary>
    [Fact]
    public void WhoeverDoesNotHoldTheDutyOnTheDay_IsNamed() =>
        Says.Broken(new StaffAreTrained().Judge(Given.Dossier() with { WithoutDuty = [Given.GoodPlan().Staff.First(s => s.Role == Roles.Operator)] }), "Olu Operator does not hold the duty of operator on 5 June 2026.");

    [Fact]
    public void Silver_WithoutTraining_DoesNotMatter() =>
        Says.Met(Judge(g => g.Plan = g.Plan with { Staff = [.. g.Plan.Staff, new StaffMember(Given.Id(51), "Sil Ver", Roles.Silver, null)] }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new StaffAreTrained().Judge(Given.Dossier(change));
}
