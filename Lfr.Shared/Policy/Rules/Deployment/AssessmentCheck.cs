using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>What R09, R10 and R11 have in common: a document of one kind that may be relied on for the whole window.</summary>
internal static class AssessmentCheck
{
    /// <summary>The assessment of this kind that is valid on the day, or <see langword="null"/>.</summary>
    public static Assessment? Valid(Dossier dossier, AssessmentKind kind) =>
        dossier.Assessments.FirstOrDefault(a => a.Kind == kind && !a.Reference.IsBlank() && IsApproved(a, dossier.Now) && a.ValidUntil >= Day(dossier));

    /// <summary>Why none is valid, or <see langword="null"/> when one is.</summary>
    public static Verdict? Problem(Dossier dossier, AssessmentKind kind)
    {
        if (Valid(dossier, kind) is not null)
            return null;
        var name = Name(dossier, kind);
        var latest = dossier.Assessments.Where(a => a.Kind == kind).MaxBy(a => a.ValidUntil);
        if (latest is null && dossier.Documents.FirstOrDefault(d => d.Kind == kind) is { } document)
            return Unapproved(document, name);
        return latest switch
        {
            null => Verdict.Broken($"There is no {name}.", "Write it in Lfr and have it approved, or add its reference, approval and dates to the plan."),
            _ when latest.Reference.IsBlank() => Verdict.Broken($"The {name} has no reference.", "Enter its reference in the plan."),
            _ when !IsApproved(latest, dossier.Now) => Verdict.Broken($"The {name} is not approved yet.", "Have it approved, then enter by whom and when."),
            _ when latest.ValidUntil == DateOnly.MinValue => Verdict.Broken($"The {name} does not say until when it is valid.", "Enter the last day on which it is valid."),
            _ => Verdict.Broken($"The {name} was valid until {Words.Day(latest.ValidUntil)}; the deployment is on {Words.Day(Day(dossier))}.", "Have it renewed for that day."),
        };
    }

    /// <summary>What the policy calls it, inside a sentence.</summary>
    public static string Name(Dossier dossier, AssessmentKind kind) => Words.Lower(kind.InWords(dossier.Policy));

    private static Verdict Unapproved(AssessmentDocument document, string name) => document switch
    {
        { Current: not null, IsWaiting: false } => Verdict.Broken($"The {name} was approved for another place or purpose, other cameras or other list criteria.", "Look it over, then have a new version approved."),
        { WaitsForOpinion: true } => Verdict.Broken($"The {name} waits for the data protection officer.", "Wait for the opinion, then for the approval."),
        { IsWaiting: true } => Verdict.Broken($"The {name} waits for approval.", "Wait for an authorising officer who wrote none of it."),
        _ => Verdict.Broken($"The {name} is being written and is not approved.", "Finish it, then ask for approval."),
    };

    private static bool IsApproved(Assessment assessment, DateTimeOffset now) => !assessment.ApprovedBy.IsBlank() && assessment.ApprovedOn <= now.ForceDay();

    private static DateOnly Day(Dossier dossier) => (dossier.Plan.Window?.End ?? dossier.Now).ForceDay();
}
