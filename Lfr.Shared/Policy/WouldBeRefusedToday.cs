using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Records;

namespace Lfr.Shared.Policy;

/// <summary>
/// Asks the rules about a case of the past, from what was published about it: under the policy of its day, and under the one in force now. "Would be
/// refused" means: what is public does not show that the rule was kept.
/// </summary>
public static class WouldBeRefusedToday
{
    /// <summary>
    /// What a replay asks, without what only Lfr could know of. That nothing about it is public does not mean that there was no authority and no training, that nobody asked about a protest, or that no sign stood in the street.
    /// </summary>
    private static readonly IReadOnlyList<Rule<Dossier>> AboutThePast =
        [.. PolicyReplay.Asked.Where(r => r is not (AuthorityIsGivenByTheRightRank or ThresholdFollowsFromTheTarget or StaffAreTrained or CamerasAreNamed or ProtestIsWeighed or BodiesAreTold or NoticeHasItsParts or NoticeIsInItsLanguages or SignsAreUp))];

    /// <summary>All findings about the trial under <paramref name="policy"/>, asked as if it were about to start.</summary>
    public static IReadOnlyList<Finding> Under(PolicyPack policy, Trial trial)
    {
        var day = new DateTimeOffset(trial.FirstDay, default, TimeSpan.Zero);
        var deployment = trial.Case(Guid.Empty, policy.Id, Actor.System.Sign(day));
        var notice = trial.Notice(Guid.Empty, Guid.Empty, Actor.System);
        var asked = AboutThePast.Where(r => !IsNotJudged(r, trial) && (notice is not null || r is not NoticeIsPublished));
        return [.. PolicyReplay.Findings(asked, policy, deployment, notice), .. FromAnnouncement(policy, trial), .. FromFigures(policy, trial.Figures)];
    }

    /// <summary>Why <paramref name="today"/>'s policy would refuse it; empty when it would not.</summary>
    public static IReadOnlyList<Finding> Reasons(PolicyPack today, Trial trial) => [.. Under(today, trial).Where(f => f.Blocks)];

    /// <summary>What cannot be judged about it because nobody published it, a sentence each.</summary>
    public static IReadOnlyList<string> NotJudged(Trial trial) =>
    [
        .. trial.Facts.Hours is null ? ["Its hours were not published, so nobody can say whether start and end were fixed."] : (string[])[],
        .. trial.Facts.Hours is null || trial.Facts.AnnouncedAt is null ? ["The hour of its announcement or of its start is not known, so the time between them cannot be judged."] : (string[])[],
    ];

    private static bool IsNotJudged(Rule<Dossier> rule, Trial trial) => rule switch
    {
        WindowIsFixed => trial.Facts.Hours is null,
        NoticeIsGivenInTime => trial.Facts.Hours is null || trial.Facts.AnnouncedAt is null,
        _ => false,
    };

    private static IEnumerable<Finding> FromAnnouncement(PolicyPack policy, Trial trial)
    {
        var rule = RuleBook.Find<NoticeIsPublished>();
        if (trial.Facts.AnnouncedAt is null && policy.WeightOf(rule.Id) is { } weight)
        {
            yield return rule.Weigh(
                trial.Facts.AnnouncedOn is { } day ? Verdict.Met($"It was announced on {Words.Day(day)}.") : Verdict.Broken("No announcement of it to the public is known.", ""), weight, policy);
        }
    }

    private static IEnumerable<Finding> FromFigures(PolicyPack policy, HistoricalFigures figures)
    {
        var child = RuleBook.Find<EntryOfAChildIsExceptional>();
        if (figures.LfrChildrenArrested is > 0 and var children && policy.WeightOf(child.Id) is { } childWeight)
        {
            yield return child.Weigh(
                Verdict.Broken($"{Words.Count(children, "child was", "children were")} on the list; no reason for the exception and no second approval are public.", ""), childWeight, policy);
        }

        var check = RuleBook.Find<AlertStatusIsCheckedAgain>();
        if (figures.LfrNoLongerWanted is > 0 and var stale && policy.WeightOf(check.Id) is { } staleWeight)
        {
            yield return check.Weigh(
                Verdict.Broken($"{Words.Count(stale, "person", "people")} arrested after an alert {(stale == 1 ? "was" : "were")} no longer wanted.", ""), staleWeight, policy);
        }
    }
}
