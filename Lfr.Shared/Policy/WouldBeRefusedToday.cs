using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
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
    /// What a replay asks, without what only Lfr could know of. That nothing about it is public does not mean that there was no authority and no training, or that nobody asked about a protest.
    /// </summary>
    private static readonly IReadOnlyList<Rule<Dossier>> AboutThePast =
        [.. PolicyReplay.Asked.Where(r => r is not (AuthorityIsGivenByTheRightRank or ThresholdFollowsFromTheTarget or StaffAreTrained or CamerasAreNamed or ProtestIsWeighed))];

    /// <summary>All findings about the case under <paramref name="policy"/>, asked as if it were about to start.</summary>
    public static IReadOnlyList<Finding> Under(PolicyPack policy, Deployment deployment, Notice? notice, HistoricalFigures? figures) =>
        [.. PolicyReplay.Findings(AboutThePast, policy, deployment, notice), .. figures is null ? [] : FromFigures(policy, figures)];

    /// <summary>Why <paramref name="today"/>'s policy would refuse it; empty when it would not.</summary>
    public static IReadOnlyList<Finding> Reasons(PolicyPack today, Deployment deployment, Notice? notice, HistoricalFigures? figures) =>
        [.. Under(today, deployment, notice, figures).Where(f => f.Blocks)];

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
