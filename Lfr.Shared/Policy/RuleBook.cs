using Lfr.Shared.Policy.Rules;

namespace Lfr.Shared.Policy;

/// <summary>All rules, and how they are asked. Deny beats warn beats allow; a rule that the policy does not name does not apply.</summary>
public static class RuleBook
{
    /// <summary>Rules about deployments, in the order of screens and documents.</summary>
    public static IReadOnlyList<Rule> Deployment { get; } =
    [
        new PolicyIsInForce(),
        new UseCaseIsPermitted(),
        new ListedPeopleCanBeExpected(),
        new WindowIsFixed(),
        new LessIntrusiveMethodsAreConsidered(),
        new DataProtectionIsAssessed(),
        new EqualityIsAssessed(),
        new CommunityIsAssessed(),
        new SensitiveSitesAreConsidered(),
        new AlternativeRouteIsGiven(),
        new CriteriaAreMadeForThisOperation(),
        new CamerasAreNamed(),
        new SizeIsWithinWhatWasTested(),
        new ThresholdFollowsFromTheTarget(),
        new AuthorityIsGivenByTheRightRank(),
        new AuthorityIsIndependent(),
        new NoticeIsPublished(),
        new NoticeIsGivenInTime(),
        new NoticeAndAuthorityFitThePlan(),
        new EveryEntryIsReviewed(),
        new WatchlistIsFresh(),
        new OnlyTheSealedListRuns(),
        new LateChangesAreOnRecord(),
        new StaffAreTrained(),
        new ModelIsMeasured(),
        new EngineIsReady(),
        new WindowIsOpen(),
    ];

    /// <summary>Rules about entries.</summary>
    public static IReadOnlyList<EntryRule> Entry { get; } =
    [
        new EntrySaysWhyHereAndNow(),
        new EntryIsWithinTheCriteria(),
        new EntryCategoryIsNotContested(),
        new EntryIsJustified(),
        new EntryImageHasProvenance(),
        new EntryImageIsNoPassportPhotograph(),
        new EntryImageIsRecentAndGood(),
        new EntryWeighsUnconvictedCustodyImage(),
        new EntryOfAChildIsExceptional(),
        new EntryOfAVulnerablePersonHasAPlan(),
        new EntryIsSignedOffByAnother(),
    ];

    /// <summary>Rules about alerts.</summary>
    public static IReadOnlyList<AlertRule> Alert { get; } =
    [
        new AlertIsDecidedByAPerson(),
        new AlertIsNotDecidedByTheScore(),
        new AlertStatusIsCheckedAgain(),
        new AlertIsNoLookalike(),
    ];

    /// <summary>Ids of all rules, those that a policy pack may weigh.</summary>
    public static IReadOnlySet<string> Ids { get; } =
        Deployment.Select(r => r.Id).Concat(Entry.Select(r => r.Id)).Concat(Alert.Select(r => r.Id))
            .Concat([FalseAlertsStayWithinTheLimit.Id, RecordIsPublishedInTime.Id]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Findings of all deployment rules: the readiness list. Without a policy there is one finding, R01, and it blocks.</summary>
    public static IReadOnlyList<Finding> Readiness(Dossier dossier) => Ask(dossier, Gate.GoLive);

    /// <summary>Findings of the rules that must hold at <paramref name="gate"/>.</summary>
    public static IReadOnlyList<Finding> At(Gate gate, Dossier dossier) => Ask(dossier, gate);

    /// <summary>Findings about an entry.</summary>
    public static IReadOnlyList<Finding> Judge(EntryDossier dossier) =>
        [.. Entry.Select(r => Weigh(dossier.Policy, r.Id, r.Title, r.Source, r.ClearedBy, () => r.Judge(dossier))).OfType<Finding>()];

    /// <summary>Findings about an alert.</summary>
    public static IReadOnlyList<Finding> Judge(AlertDossier dossier) =>
        [.. Alert.Select(r => Weigh(dossier.Policy, r.Id, r.Title, r.Source, r.ClearedBy, () => r.Judge(dossier))).OfType<Finding>()];

    private static IReadOnlyList<Finding> Ask(Dossier dossier, Gate gate)
    {
        if (dossier.Policy is not { } policy)
        {
            return [new Finding("R01", "A published policy is in force", Weight.Block, "No policy is in force on this day.",
                "Bridges [2020] EWCA Civ 1058", "the force's policy owner")];
        }

        return [.. Deployment.Where(r => r.Gate <= gate).Select(r => Weigh(policy, r.Id, r.Title, r.Source, r.ClearedBy, () => r.Judge(dossier))).OfType<Finding>()];
    }

    private static Finding? Weigh(PolicyPack policy, string id, string title, string source, string clearedBy, Func<Verdict> judge)
    {
        if (policy.WeightOf(id) is not { } broken)
            return null;
        var verdict = judge();
        var weight = verdict.Outcome switch
        {
            VerdictKind.Met => Weight.Met,
            VerdictKind.Doubtful => broken == Weight.Record ? Weight.Record : Weight.Warn,
            _ => broken,
        };
        return new Finding(id, title, weight, verdict.Sentence, source, clearedBy);
    }
}
