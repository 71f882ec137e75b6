using System.Globalization;
using Lfr.Shared.Deployments;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>A written assessment as it is typed.</summary>
public sealed class AssessmentDraft
{
    /// <summary>Begins with a saved one, or empty.</summary>
    public AssessmentDraft(AssessmentKind kind, Assessment? assessment)
    {
        Kind = kind;
        if (assessment is null)
            return;
        (Reference, ApprovedBy, Evidence) = (assessment.Reference, assessment.ApprovedBy, assessment.Evidence);
        ApprovedOn = assessment.ApprovedOn == DateOnly.MaxValue ? "" : Text(assessment.ApprovedOn);
        ValidUntil = assessment.ValidUntil == DateOnly.MinValue ? "" : Text(assessment.ValidUntil);
    }

    public AssessmentKind Kind { get; }
    public string Reference { get; set; } = "";
    public string ApprovedBy { get; set; } = "";
    public string ApprovedOn { get; set; } = "";
    public string ValidUntil { get; set; } = "";
    public string Evidence { get; set; } = "";

    /// <summary>What is wrong with the days, or <see langword="null"/>.</summary>
    public string? Problem => Day(ApprovedOn) is { } from && Day(ValidUntil) is { } until && until < from ? "The last day lies before the day of approval." : null;

    /// <summary>
    /// The assessment; <see langword="null"/> while nothing is written. A day that is not given yet stands as one that no rule accepts: approved
    /// at the end of time, valid until its beginning.
    /// </summary>
    public Assessment? ToAssessment() => string.IsNullOrWhiteSpace(Reference + ApprovedBy + ApprovedOn + ValidUntil + Evidence)
        ? null
        : new Assessment(Kind, Reference.Trim(), ApprovedBy.Trim(), Day(ApprovedOn) ?? DateOnly.MaxValue, Day(ValidUntil) ?? DateOnly.MinValue, Evidence.Trim());

    /// <summary>Its name.</summary>
    public static string Title(AssessmentKind kind) => kind switch
    {
        AssessmentKind.DataProtection => "Data protection impact assessment",
        AssessmentKind.Equality => "Equality impact assessment",
        AssessmentKind.Community => "Community impact assessment",
        AssessmentKind.AppropriatePolicy => "Appropriate policy document",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    /// <summary>Where it comes from.</summary>
    public static string Source(AssessmentKind kind) => kind switch
    {
        AssessmentKind.DataProtection => "Data Protection Act 2018, section 64",
        AssessmentKind.Equality => "Equality Act 2010, section 149; Bridges",
        AssessmentKind.Community => "College of Policing APP",
        AssessmentKind.AppropriatePolicy => "Data Protection Act 2018, section 42",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    /// <summary>What belongs into its evidence.</summary>
    public static string EvidenceHint(AssessmentKind kind) => kind == AssessmentKind.Equality
        ? "The evidence on bias of this very model at this threshold: who measured it, on whom, and how the groups differ."
        : "The main risks, and what is done about them.";

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
