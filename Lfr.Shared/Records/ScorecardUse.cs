using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Shared.Records;

/// <summary>One published use, as far as a scorecard asks about it. Holds nothing that its record, notice and plan do not say already, and nothing about anybody.</summary>
/// <param name="Figures">The figures as they are published now.</param>
/// <param name="Authorised">The decision under which it first went live; <see langword="null"/> when there was none.</param>
/// <param name="Assessed">Whether every kind of assessment was valid on the day.</param>
/// <param name="AtProtest">Whether a protest was expected there; <see langword="null"/> when nobody said.</param>
/// <param name="Staff">People whom the plan names.</param>
/// <param name="Trained">Of these, people whose training was valid on the day.</param>
/// <param name="NoticeInTime">Whether the public was told as early as the policy wants, without a second reason being needed.</param>
/// <param name="RecordInTime">Whether its record came as early as the policy wants; <see langword="null"/> where the policy sets no date.</param>
/// <param name="SaysWhatWasLearnt">Whether the record says what was learnt.</param>
/// <param name="WasCorrected">Whether a notice was amended or a record corrected after it was public.</param>
public sealed record ScorecardUse(
    DeploymentFigures Figures, Signature? Authorised, bool Assessed, bool? AtProtest, int Staff, int Trained, bool NoticeInTime, bool? RecordInTime, bool SaysWhatWasLearnt, bool WasCorrected)
{
    /// <summary>What the rows of one published use say.</summary>
    /// <param name="deployment">Deployment, published.</param>
    /// <param name="notice">Its notice.</param>
    /// <param name="record">Its record, published.</param>
    /// <param name="policy">The policy under which it ran.</param>
    /// <param name="standing">What its standing rules say.</param>
    /// <param name="documents">Assessments that were written in Lfr.</param>
    public static ScorecardUse Of(Deployment deployment, Notice? notice, DeploymentRecord record, PolicyPack? policy, IReadOnlyList<Finding> standing, IReadOnlyList<AssessmentDocument>? documents = null)
    {
        var (plan, current) = (deployment.Plan, record.Versions[^1]);
        var started = current.Figures.Started;
        var day = (started ?? plan.Window?.Start)?.ForceDay() ?? DateOnly.MinValue;
        return new(
            current.Figures,
            deployment.Decisions.LastOrDefault(d => d.Verdict == AuthorityVerdict.Granted && started is { } at && d.By.At <= at)?.By,
            Enum.GetValues<AssessmentKind>().All(kind => plan.Assessments.Concat((documents ?? []).Select(d => d.InForce(plan)).OfType<Assessment>()).Any(a => a.Kind == kind && a.ApprovedOn <= day && a.ValidUntil >= day)),
            plan.Protest?.IsExpected,
            plan.Staff.Count,
            plan.Staff.Count(s => s.TrainedUntil >= day),
            policy is not null && current.Figures.NoticeLead is { } lead && lead >= TimeSpan.FromHours(policy.Numbers.NoticeWarnHours),
            standing.FirstOrDefault(f => f.IsOf<RecordIsPublishedInTime>()) is { } inTime ? !inTime.IsBroken : null,
            current.Text.Lessons.Length > 0,
            notice?.Versions.Count > 1 || record.Versions.Count > 1);
    }
}
