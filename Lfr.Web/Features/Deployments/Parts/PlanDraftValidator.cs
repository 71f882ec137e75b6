using System.Linq.Expressions;
using FluentValidation;
using Lfr.Shared.Deployments;
using Lfr.Web.Components.Forms;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>
/// What is typed in a plan and cannot be saved: no name, half a date, words where a number belongs, a text that is too long. Each problem carries the id of its field and,
/// as its state, the step that shows it. What is not written yet is no problem here; whether the plan is lawful is for the rules to say.
/// </summary>
public sealed class PlanDraftValidator : AbstractValidator<PlanDraft>
{
    /// <summary>The rules of the form, in the order of its steps.</summary>
    public PlanDraftValidator()
    {
        RuleFor(d => d.Name).NotEmpty().OverridePropertyName("name").WithMessage("Give the deployment a name.").WithState(_ => PlanStep.Place);
        Short(PlanStep.Place, "name", 120, d => d.Name);
        Short(PlanStep.Place, "venue", 200, d => d.Venue);
        Short(PlanStep.Place, "area", 200, d => d.Area);
        Short(PlanStep.Place, "zone", 1000, d => d.Zone);
        Short(PlanStep.Place, "route", 1000, d => d.AlternativeRoute);
        Said(PlanStep.Place, d => [("start-day", d.Window.Read().Problem is { Length: > 0 } window ? $"Date and hours: {window}" : null)]);
        Short(PlanStep.Grounds, "evidence", 4000, d => d.UseCaseEvidence);
        Short(PlanStep.Grounds, "purpose", 2000, d => d.Purpose);
        Short(PlanStep.Grounds, "power", 1000, d => d.LegalPower);
        Short(PlanStep.Grounds, "reason", 4000, d => d.ReasonToBelieve);
        Short(PlanStep.Necessity, "necessity-text", 4000, d => d.Necessity);
        Short(PlanStep.Necessity, "proportionality", 4000, d => d.Proportionality);
        Short(PlanStep.Necessity, "less-intrusive", 4000, d => d.LessIntrusive);
        Short(PlanStep.Necessity, "sensitive", 4000, d => d.SensitiveSites);
        Short(PlanStep.Necessity, "protest-reasons", 4000, d => d.ProtestReasons);
        Short(PlanStep.Criteria, "criteria-text", 4000, d => d.CriteriaText);
        RuleFor(d => d.FootfallRead).NotNull().OverridePropertyName("faces").WithMessage("Enter the footfall as a whole number, such as 9,000.").WithState(_ => PlanStep.Footfall);
        RuleFor(d => d.TargetRead).NotNull().OverridePropertyName("one-in").WithMessage("Enter one false alert in how many faces as a whole number from 2, such as 1,000.").WithState(_ => PlanStep.Footfall);
        Short(PlanStep.Footfall, "basis", 1000, d => d.FootfallBasis);
        Said(PlanStep.Assessments, d => d.Assessments.SelectMany(a => new[]
        {
            ($"approved-{a.Kind}", Of(a, a.ApprovalProblem)), ($"valid-{a.Kind}", Of(a, a.ValidityProblem)),
            ($"reference-{a.Kind}", Of(a, TextLine.TooLong(a.Reference, 200))), ($"approver-{a.Kind}", Of(a, TextLine.TooLong(a.ApprovedBy, 200))), ($"evidence-{a.Kind}", Of(a, TextLine.TooLong(a.Evidence, 4000))),
        }));
        Short(PlanStep.Staff, "aid-partner", 500, d => d.AidPartner);
        Short(PlanStep.Staff, "aid-controller", 500, d => d.AidController);
        Short(PlanStep.Staff, "aid-processor", 500, d => d.AidProcessor);
        Short(PlanStep.Staff, "aid-policy", 500, d => d.AidPolicy);
        Said(PlanStep.Staff, d => [.. d.Resources.Problems, ("resources-basis", TextLine.TooLong(d.Resources.Basis, 1000))]);
        When(d => d.OfflineVan is not null, () =>
        {
            RuleFor(d => d.MinutesRead).NotNull().OverridePropertyName("offline-minutes").WithMessage("Enter a whole number of minutes, such as 10.").WithState(_ => PlanStep.Offline);
            Short(PlanStep.Offline, "offline-reason", 1000, d => d.OfflineReason);
        });
    }

    /// <summary>The one instance: it keeps nothing of what it judges.</summary>
    public static PlanDraftValidator Instance { get; } = new();

    private static string? Of(AssessmentDraft assessment, string? problem) => problem is null ? null : $"{assessment.Title}: {problem}";

    private void Short(PlanStep step, string field, int most, Expression<Func<PlanDraft, string>> text) =>
        RuleFor(text).MaximumLength(most).OverridePropertyName(field).WithMessage((_, written) => TextLine.TooLong(written, most) ?? "").WithState(_ => step);

    private void Said(PlanStep step, Func<PlanDraft, IEnumerable<(string Field, string? Problem)>> problems) => RuleFor(d => d).Custom((draft, context) =>
    {
        foreach (var (field, problem) in problems(draft))
        {
            if (problem is not null)
                context.AddFailure(new FluentValidation.Results.ValidationFailure(field, problem) { CustomState = step });
        }
    });
}
