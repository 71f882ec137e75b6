using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>How far one step of the plan is.</summary>
/// <param name="Step">Step.</param>
/// <param name="Missing">What is not written yet, each with its field.</param>
/// <param name="Wrong">What is written and cannot be saved.</param>
/// <param name="Findings">What the rules that read this step say of the plan that is saved.</param>
public sealed record PlanProgress(PlanStep Step, IReadOnlyList<FieldProblem> Missing, IReadOnlyList<FieldProblem> Wrong, IReadOnlyList<Finding> Findings)
{
    /// <summary>In words: <c>2 missing</c>.</summary>
    public string Word => Wrong.Count > 0 ? "Not saved"
        : Missing.Count > 0 ? $"{Missing.Count} missing"
        : Findings.Count(f => f.Blocks) is > 0 and var block ? $"{Words.Count(block, "rule blocks", "rules block")}"
        : Findings.Count(f => f.Weight == Weight.Warn) is > 0 and var warn ? $"{warn} to weigh"
        : "Done";

    /// <summary>How it weighs.</summary>
    public Tone Tone => Wrong.Count > 0 ? Tone.Bad
        : Missing.Count > 0 ? Tone.Quiet
        : Findings.Any(f => f.Blocks) ? Tone.Bad
        : Findings.Any(f => f.Weight == Weight.Warn) ? Tone.Waiting
        : Tone.Good;

    /// <summary>Every step, in order.</summary>
    /// <param name="draft">The plan as it is typed.</param>
    /// <param name="saved">The plan as it is saved.</param>
    /// <param name="findings">What the rules say of that.</param>
    /// <param name="documents">Assessments that are written in Lfr: what is approved there needs no citation.</param>
    public static IReadOnlyList<PlanProgress> Of(PlanDraft draft, Plan saved, IReadOnlyList<Finding> findings, IReadOnlyList<AssessmentDocument>? documents = null) =>
        [.. Enum.GetValues<PlanStep>().Select(step => new PlanProgress(
            step,
            [.. Fields(draft, step, [.. (documents ?? []).Where(d => d.InForce(saved) is not null).Select(d => d.Kind)]).Where(f => string.IsNullOrWhiteSpace(f.Text)).Select(f => new FieldProblem(f.Field, f.Name))],
            [.. draft.Faults.Where(f => f.Step == step).Select(f => new FieldProblem(f.Field, f.Sentence))],
            [.. findings.Where(f => PlanPlaces.Of(f.RuleId, saved)?.Step == step)]))];

    private static IEnumerable<(string Field, string Name, string Text)> Fields(PlanDraft draft, PlanStep step, IReadOnlyList<AssessmentKind> approved) => step switch
    {
        PlanStep.Place =>
        [
            ("venue", "Street and landmark", draft.Venue), ("area", "Town or borough", draft.Area), ("zone", "Recognition zone", draft.Zone),
            ("route", "Another way", draft.AlternativeRoute), ("start-day", "Day", draft.Window.StartDay), ("start-time", "From", draft.Window.StartTime), ("end-time", "To", draft.Window.EndTime),
        ],
        PlanStep.Grounds =>
        [
            ("use-case", "Use case", draft.UseCase is null ? "" : "chosen"), ("evidence", "Evidence for the use case", draft.UseCaseEvidence), ("purpose", "Purpose", draft.Purpose),
            ("power", "Legal power", draft.LegalPower), ("reason", "Reason to believe", draft.ReasonToBelieve),
        ],
        PlanStep.Necessity =>
        [
            ("necessity-text", "Necessity", draft.Necessity), ("proportionality", "Proportionality", draft.Proportionality),
            ("less-intrusive", "Less intrusive methods", draft.LessIntrusive), ("sensitive", "Sensitive sites", draft.SensitiveSites),
            ("protest", "Whether a protest is expected", draft.ProtestExpected is null ? "" : "said"),
            .. draft.ProtestExpected == true ? new[] { ("protest-reasons", Words.Capital(PolicyTerms.Of(draft.Policy).AssemblyReasons), draft.ProtestReasons) } : [],
        ],
        PlanStep.Criteria => [("criteria-text", "Criteria", draft.CriteriaText), ("categories", "Categories", draft.Categories.Count == 0 ? "" : "chosen")],
        PlanStep.Footfall => [("faces", "Expected footfall", draft.Footfall), ("one-in", "One false alert in how many faces", draft.OneIn), ("basis", "Where the footfall comes from", draft.FootfallBasis)],
        PlanStep.Assessments => draft.Assessments.Where(a => a.ToAssessment() is not null || !approved.Contains(a.Kind)).SelectMany(a => new[]
        {
            ($"reference-{a.Kind}", $"{a.Title}: reference", a.Reference), ($"approver-{a.Kind}", $"{a.Title}: approved by", a.ApprovedBy),
            ($"approved-{a.Kind}", $"{a.Title}: approved on", a.ApprovedOn), ($"valid-{a.Kind}", $"{a.Title}: valid until", a.ValidUntil),
        }),
        PlanStep.Cameras => draft.Cameras.Count == 0 ? [("add-camera", "A camera", "")]
            : draft.Cameras.SelectMany(c => new[] { ($"camera-name-{c.Id:N}", "Name of a camera", c.Name), ($"camera-source-{c.Id:N}", $"Source of {(c.Name.Length == 0 ? "a camera" : c.Name)}", c.Source) }),
        PlanStep.Offline => draft.OfflineVan is null ? [] : [("offline-minutes", "For how many minutes", draft.OfflineMinutes), ("offline-reason", "Why it is needed", draft.OfflineReason)],
        PlanStep.Staff =>
        [
            .. new[] { Roles.Operator, Roles.EngagementOfficer }
                .Select(role => ("serving", Roles.InWords(role), draft.Staff.Any(s => string.Equals(s.Role, role, StringComparison.Ordinal)) ? "named" : "")),
            .. draft.IsAided
                ? new[] { ("aid-partner", "Who takes part", draft.AidPartner), ("aid-controller", "Controller", draft.AidController), ("aid-processor", "Processor", draft.AidProcessor), ("aid-policy", "Policy that holds", draft.AidPolicy) }
                : [],
        ],
        _ => [],
    };
}

/// <summary>Something in a plan that is written and cannot be saved.</summary>
/// <param name="Step">The step that shows it.</param>
/// <param name="Field">Id of the field on the page.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record PlanFault(PlanStep Step, string Field, string Sentence);
