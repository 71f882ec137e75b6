using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>A written assessment as it is typed.</summary>
public sealed class AssessmentDraft
{
    private readonly Assessment? saved;
    private readonly TimeProvider time;
    private readonly (string, string) savedDays = ("", "");

    /// <summary>Begins with a saved one, or empty.</summary>
    public AssessmentDraft(AssessmentKind kind, Assessment? assessment, TimeProvider time, PolicyPack? policy)
    {
        (Title, Source) = (kind.InWords(policy), PolicyTerms.Of(policy).SourceOf(kind));
        (Kind, saved, this.time) = (kind, assessment, time);
        if (assessment is null)
            return;
        (Reference, ApprovedBy, Evidence) = (assessment.Reference, assessment.ApprovedBy, assessment.Evidence);
        ApprovedOn = assessment.ApprovedOn == DateOnly.MaxValue ? "" : DateLine.Iso(assessment.ApprovedOn);
        ValidUntil = assessment.ValidUntil == DateOnly.MinValue ? "" : DateLine.Iso(assessment.ValidUntil);
        savedDays = (ApprovedOn, ValidUntil);
    }

    public AssessmentKind Kind { get; }

    /// <summary>What the policy calls it.</summary>
    public string Title { get; }

    /// <summary>Which law or guidance asks for it; empty when the policy does not say.</summary>
    public string Source { get; }

    public string Reference { get; set; } = "";
    public string ApprovedBy { get; set; } = "";
    public string ApprovedOn { get; set; } = "";
    public string ValidUntil { get; set; } = "";
    public string Evidence { get; set; } = "";

    /// <summary>What is wrong with the day of approval, or <see langword="null"/>.</summary>
    public string? ApprovalProblem => !IsRetyped || DateLine.Read(ApprovedOn) is not { } day ? null : DateRanges.OfApproval(day, Today)?.ToString();

    /// <summary>What is wrong with the last day, or <see langword="null"/>.</summary>
    public string? ValidityProblem => !IsRetyped || DateLine.Read(ValidUntil) is not { } until ? null : DateRanges.OfValidity(until, DateLine.Read(ApprovedOn), Today)?.ToString();

    private DateOnly Today => ForceTime.Day(time.GetUtcNow());

    // Days that are saved already were right when they were entered.
    private bool IsRetyped => (ApprovedOn, ValidUntil) != savedDays;

    /// <summary>
    /// The assessment; <see langword="null"/> while nothing is written. A day that is not given yet stands as one that no rule accepts: approved
    /// at the end of time, valid until its beginning. Days that cannot be right keep those saved last.
    /// </summary>
    public Assessment? ToAssessment() => string.IsNullOrWhiteSpace(Reference + ApprovedBy + ApprovedOn + ValidUntil + Evidence)
        ? null
        : ApprovalProblem is null && ValidityProblem is null ? With(DateLine.Read(ApprovedOn), DateLine.Read(ValidUntil))
        : With(saved?.ApprovedOn, saved?.ValidUntil);

    /// <summary>Says when it does not last until the deployment; <see langword="null"/> when it does or when no day is known.</summary>
    public string? TooShortFor(Window? window) => window is not null && DateLine.Read(ValidUntil) is { } until && until < ForceTime.Day(window.End)
        ? $"It must be valid on {ForceTime.Date(window.End)}, the day of the deployment." : null;

    /// <summary>What belongs into its evidence.</summary>
    public static string EvidenceHint(AssessmentKind kind) => kind == AssessmentKind.Equality
        ? "The evidence on bias of this very model at this threshold: who measured it, on whom, and how the groups differ."
        : "The main risks, and what is done about them.";

    private Assessment With(DateOnly? approved, DateOnly? until) =>
        new(Kind, Reference.Trim(), ApprovedBy.Trim(), approved ?? DateOnly.MaxValue, until ?? DateOnly.MinValue, Evidence.Trim());
}
