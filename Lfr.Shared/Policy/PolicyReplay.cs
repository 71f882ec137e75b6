using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Shared.Policy;

/// <summary>
/// Asks the rules of another policy about a deployment that was authorised here, as if it were about to start: what would have been refused under that policy, and why. It rests on plan, notice and
/// authority, which stay; the list is destroyed and the engine has moved on, so that rules about them are not asked.
/// </summary>
public static class PolicyReplay
{
    private static readonly HashSet<Type> NotAsked =
    [
        typeof(PolicyIsInForce), typeof(WindowIsOpen), typeof(NoticeAndAuthorityFitThePlan), typeof(AuthorityConditionsAreInView), typeof(UrgentAuthorityIsCountersigned), typeof(RowsAreAsTheLogLeftThem),
        typeof(EveryEntryIsReviewed), typeof(WatchlistIsFresh), typeof(SizeIsWithinWhatWasTested), typeof(OnlyTheSealedListRuns), typeof(LateChangesAreOnRecord),
        typeof(ModelIsMeasured), typeof(EngineIsReady),
    ];

    /// <summary>What is asked, in the order of the book.</summary>
    public static IReadOnlyList<Rule<Dossier>> Asked { get; } = [.. RuleBook.Deployment.Where(r => !NotAsked.Contains(r.GetType()))];

    /// <summary>Why <paramref name="policy"/> would have refused <paramref name="deployment"/>; empty when it would not.</summary>
    /// <param name="policy">The other policy, in force or not.</param>
    /// <param name="deployment">The deployment, with its authority.</param>
    /// <param name="notice">Its notice; <see langword="null"/> when there was none.</param>
    public static IReadOnlyList<Finding> Refusals(PolicyPack policy, Deployment deployment, Notice? notice) =>
        [.. Findings(Asked, policy, deployment, notice).Where(f => f.Blocks)];

    /// <summary>What <paramref name="rules"/> find as <paramref name="policy"/> weighs them, at the moment at which the deployment was to begin; a rule that the policy leaves out is not asked.</summary>
    internal static IEnumerable<Finding> Findings(IEnumerable<Rule<Dossier>> rules, PolicyPack policy, Deployment deployment, Notice? notice)
    {
        var start = deployment.Plan.Window?.Start ?? deployment.PlannedBy.At;
        var engine = new EngineProfile(new Dictionary<string, string>(StringComparer.Ordinal), null, false, null);
        var dossier = new Dossier(deployment, notice, null, ListFacts.None, engine, policy, start);
        return from rule in rules let weight = policy.WeightOf(rule.Id) where weight is not null select rule.Weigh(rule.Judge(dossier), weight.Value, policy);
    }
}
