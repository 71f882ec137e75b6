using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>A step of the plan: what is on the screen at one time. The names in lower case are those in the address.</summary>
public enum PlanStep
{
    /// <summary>Place and time.</summary>
    Place,

    /// <summary>Why here.</summary>
    Grounds,

    /// <summary>Necessity and proportionality.</summary>
    Necessity,

    /// <summary>Who may be looked for.</summary>
    Criteria,

    /// <summary>Footfall and errors.</summary>
    Footfall,

    /// <summary>Assessments.</summary>
    Assessments,

    /// <summary>Cameras.</summary>
    Cameras,

    /// <summary>Without a connection.</summary>
    Offline,

    /// <summary>Staff.</summary>
    Staff,
}

/// <summary>A field of the plan.</summary>
/// <param name="Step">The step that shows it.</param>
/// <param name="Field">Its id on the page.</param>
public sealed record PlanPlace(PlanStep Step, string Field)
{
    /// <summary>Its address on the page of this deployment's plan.</summary>
    public string Href(Guid deploymentId) => LfrRoutes.PlanField(deploymentId, Step.Address(), Field);
}

/// <summary>Steps as words and as addresses, and the field that clears a rule.</summary>
public static class PlanPlaces
{
    /// <summary>The step in words.</summary>
    public static string InWords(this PlanStep step) => step switch
    {
        PlanStep.Place => "Place and time",
        PlanStep.Grounds => "Why here",
        PlanStep.Necessity => "Necessity",
        PlanStep.Criteria => "Who is looked for",
        PlanStep.Footfall => "Footfall and errors",
        PlanStep.Assessments => "Assessments",
        PlanStep.Cameras => "Cameras",
        PlanStep.Offline => "Without a connection",
        PlanStep.Staff => "Staff",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown step."),
    };

    /// <summary>The step in an address.</summary>
    public static string Address(this PlanStep step) => step.ToString().ToLowerInvariant();

    /// <summary>The step that an address names; the first when it names none.</summary>
    public static PlanStep Read(string? address) =>
        Enum.GetValues<PlanStep>().FirstOrDefault(s => string.Equals(s.Address(), address, StringComparison.OrdinalIgnoreCase));

    /// <summary>The field in which this rule is cleared; <see langword="null"/> when the plan does not clear it.</summary>
    /// <param name="ruleId">Rule.</param>
    /// <param name="plan">The plan as it stands: a rule that reads several fields leads to the one that is wrong.</param>
    public static PlanPlace? Of(string ruleId, Plan plan) =>
        RuleBook.DeploymentRule(ruleId) switch
        {
            WindowIsFixed => new(PlanStep.Place, "start-day"),
            AlternativeRouteIsGiven => new(PlanStep.Place, "route"),
            UseCaseIsPermitted => new(PlanStep.Grounds, plan.Grounds.UseCase == UseCase.Undecided ? "use-case" : "evidence"),
            ListedPeopleCanBeExpected => new(PlanStep.Grounds, "reason"),
            LessIntrusiveMethodsAreConsidered => new(PlanStep.Necessity, "less-intrusive"),
            SensitiveSitesAreConsidered => new(PlanStep.Necessity, "sensitive"),
            ProtestIsWeighed => new(PlanStep.Necessity, plan.Protest is { IsExpected: true } ? "protest-reasons" : "protest"),
            CriteriaAreMadeForThisOperation => new(PlanStep.Criteria, !string.IsNullOrWhiteSpace(plan.Criteria.Text) && plan.Criteria.Categories.Count == 0 ? "categories" : "criteria-text"),
            ThresholdFollowsFromTheTarget => new(PlanStep.Footfall, "one-in"),
            DataProtectionIsAssessed => Assessment(plan, AssessmentKind.DataProtection, AssessmentKind.AppropriatePolicy),
            EqualityIsAssessed => Assessment(plan, AssessmentKind.Equality),
            CommunityIsAssessed => Assessment(plan, AssessmentKind.Community),
            VansRunIsolated => new(PlanStep.Cameras, "cameras"),
            CamerasAreNamed => new(PlanStep.Cameras, Camera(plan)),
            OfflineVanIsNamedAndBounded => new(PlanStep.Offline, plan.Offline is not { } offline ? "offline-choice" : offline.Minutes > 0 && string.IsNullOrWhiteSpace(offline.Reason) ? "offline-reason" : "offline-minutes"),
            StaffAreTrained => new(PlanStep.Staff, "serving"),
            MutualAidNamesWhoAnswers => new(PlanStep.Staff, plan.MutualAid switch
            {
                null => "aid",
                { Partner: var partner } when string.IsNullOrWhiteSpace(partner) => "aid-partner",
                { Controller: var controller } when string.IsNullOrWhiteSpace(controller) => "aid-controller",
                { Processor: var processor } when string.IsNullOrWhiteSpace(processor) => "aid-processor",
                _ => "aid-policy",
            }),
            _ => null,
        };

    private static PlanPlace Assessment(Plan plan, params AssessmentKind[] kinds)
    {
        var day = plan.Window?.End.ForceDay();
        foreach (var kind in kinds)
        {
            var field = plan.Assessments.FirstOrDefault(a => a.Kind == kind) switch
            {
                null => "reference",
                { Reference: var reference } when string.IsNullOrWhiteSpace(reference) => "reference",
                { ApprovedBy: var by } when string.IsNullOrWhiteSpace(by) => "approver",
                { ApprovedOn: var on } when on == DateOnly.MaxValue => "approved",
                { ValidUntil: var until } when until == DateOnly.MinValue || until < day => "valid",
                { Evidence: var evidence } when kind == AssessmentKind.Equality && string.IsNullOrWhiteSpace(evidence) => "evidence",
                _ => null,
            };
            if (field is not null)
                return new PlanPlace(PlanStep.Assessments, $"{field}-{kind}");
        }

        return new PlanPlace(PlanStep.Assessments, $"approved-{kinds[0]}");
    }

    private static string Camera(Plan plan) => plan.Cameras.FirstOrDefault(c => string.IsNullOrWhiteSpace(c.Name) || string.IsNullOrWhiteSpace(c.Source)) switch
    {
        { } half => $"camera-{(string.IsNullOrWhiteSpace(half.Name) ? "name" : "source")}-{half.Id:N}",
        null => plan.Cameras is [.., var last] ? $"camera-name-{last.Id:N}" : "add-camera",
    };
}
