using Lfr.Shared.Policy.Rules;

namespace Lfr.Shared.Policy;

/// <summary>All rules, and how they are asked. Deny beats warn beats allow; a rule that the policy does not name does not apply.</summary>
public static class RuleBook
{
    /// <summary>Rules about deployments, in the order of screens and documents.</summary>
    public static IReadOnlyList<Rule<Dossier>> Deployment { get; } =
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
        new ProtestIsWeighed(),
        new AlternativeRouteIsGiven(),
        new CriteriaAreMadeForThisOperation(),
        new CamerasAreNamed(),
        new VansRunIsolated(),
        new SizeIsWithinWhatWasTested(),
        new ThresholdFollowsFromTheTarget(),
        new AuthorityIsGivenByTheRightRank(),
        new UrgentAuthorityIsCountersigned(),
        new AuthorityIsIndependent(),
        new AuthorityConditionsAreInView(),
        new NoticeIsPublished(),
        new NoticeHasItsParts(),
        new NoticeIsInItsLanguages(),
        new NoticeIsGivenInTime(),
        new BodiesAreTold(),
        new SignsAreUp(),
        new NoticeAndAuthorityFitThePlan(),
        new EveryEntryIsReviewed(),
        new WatchlistIsFresh(),
        new OnlyTheSealedListRuns(),
        new RowsAreAsTheLogLeftThem(),
        new LateChangesAreOnRecord(),
        new StaffAreTrained(),
        new MutualAidNamesWhoAnswers(),
        new ModelIsMeasured(),
        new EngineIsReady(),
        new OfflineVanIsNamedAndBounded(),
        new WindowIsOpen(),
    ];

    /// <summary>Rules about entries.</summary>
    public static IReadOnlyList<Rule<EntryDossier>> Entry { get; } =
    [
        new EntrySaysWhyHereAndNow(),
        new EntryIsWithinTheCriteria(),
        new EntryFitsTheApprovedCriteria(),
        new EntryCategoryIsNotContested(),
        new EntryIsSeriousEnough(),
        new EntryHasItsFields(),
        new EntryIsJustified(),
        new EntryImageHasProvenance(),
        new EntryImageSourceIsAllowed(),
        new EntryImageIsRecentAndGood(),
        new EntryWeighsUnconvictedCustodyImage(),
        new EntryOfAChildIsExceptional(),
        new EntryOfAVulnerablePersonHasAPlan(),
        new EntryIsSignedOffByAnother(),
    ];

    /// <summary>Rules about alerts.</summary>
    public static IReadOnlyList<Rule<AlertDossier>> Alert { get; } =
    [
        new AlertIsDecidedByAPerson(),
        new AlertIsNotDecidedByTheScore(),
        new AlertStatusIsCheckedAgain(),
        new AlertIsNoLookalike(),
    ];

    /// <summary>Rules that hold all the time: while faces are compared, and until the record is public. No gate waits for them.</summary>
    public static IReadOnlyList<Rule<StandingDossier>> Standing { get; } =
    [
        new FalseAlertsStayWithinTheLimit(),
        new OfficersArePresent(),
        new RecordIsPublishedInTime(),
    ];

    /// <summary>Every rule of every list.</summary>
    public static IReadOnlyList<Rule> All { get; } = [.. Deployment, .. Entry, .. Alert, .. Standing];

    /// <summary>Ids of all rules, those that a policy pack may weigh.</summary>
    public static IReadOnlySet<string> Ids { get; } = All.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>The rule <typeparamref name="TRule"/>: how code refers to a rule.</summary>
    public static TRule Find<TRule>()
        where TRule : Rule => All.OfType<TRule>().Single();

    /// <summary>The deployment rule with this id; <see langword="null"/> when it is another's, or nobody's.</summary>
    public static Rule<Dossier>? DeploymentRule(string id) => Deployment.FirstOrDefault(r => string.Equals(r.Id, id, StringComparison.Ordinal));

    /// <summary>Findings of all deployment rules: the readiness list. Without a policy there is one finding, R01, and it blocks.</summary>
    public static IReadOnlyList<Finding> Readiness(Dossier dossier) => At(Gate.GoLive, dossier);

    /// <summary>Findings of the rules that must hold at <paramref name="gate"/>.</summary>
    public static IReadOnlyList<Finding> At(Gate gate, Dossier dossier)
    {
        if (dossier.Policy is { } policy)
            return Ask(Deployment.Where(r => r.Gate <= gate), dossier, policy);
        var rule = Find<PolicyIsInForce>();
        return [rule.Weigh(rule.Judge(dossier), Weight.Block)];
    }

    /// <summary>Findings about an entry.</summary>
    public static IReadOnlyList<Finding> Judge(EntryDossier dossier) => Ask(Entry, dossier, dossier.Policy);

    /// <summary>Findings about an alert.</summary>
    public static IReadOnlyList<Finding> Judge(AlertDossier dossier) => Ask(Alert, dossier, dossier.Policy);

    /// <summary>Findings about a run as it stands and about its record.</summary>
    public static IReadOnlyList<Finding> Judge(StandingDossier dossier) => Ask(Standing, dossier, dossier.Policy);

    private static IReadOnlyList<Finding> Ask<TDossier>(IEnumerable<Rule<TDossier>> rules, TDossier dossier, PolicyPack policy) =>
        [.. rules.Select(r => policy.WeightOf(r.Id) is { } broken ? r.Weigh(r.Judge(dossier), broken, policy) : null).OfType<Finding>()];
}
