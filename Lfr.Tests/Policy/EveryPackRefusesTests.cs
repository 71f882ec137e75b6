using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

/// <summary>Each rule of each pack that is shipped refuses a case that breaks it, as that pack weighs it and with that pack's source.</summary>
public sealed class EveryPackRefusesTests
{
    /// <summary>One case for each rule of the book that breaks it whatever the pack. By class: two lists may hold rules of one id.</summary>
    private static readonly Dictionary<Type, Func<PolicyPack, IReadOnlyList<Finding>>> Breaking = new()
    {
        [typeof(PolicyIsInForce)] = pack => Deployment(pack with { Adopted = false }),
        [typeof(UseCaseIsPermitted)] = pack => Grounds(pack, g => g with { UseCase = UseCase.Undecided }),
        [typeof(ListedPeopleCanBeExpected)] = pack => Grounds(pack, g => g with { ReasonToBelieve = "" }),
        [typeof(WindowIsFixed)] = pack => Planned(pack, p => p with { Window = null }),
        [typeof(LessIntrusiveMethodsAreConsidered)] = pack => Grounds(pack, g => g with { LessIntrusive = "" }),
        [typeof(DataProtectionIsAssessed)] = pack => Grounds(pack, g => g with { Necessity = "" }),
        [typeof(EqualityIsAssessed)] = pack => Planned(pack, p => p with { Assessments = [] }),
        [typeof(CommunityIsAssessed)] = pack => Planned(pack, p => p with { Assessments = [] }),
        [typeof(SensitiveSitesAreConsidered)] = pack => Grounds(pack, g => g with { SensitiveSites = "" }),
        [typeof(ProtestIsWeighed)] = pack => Planned(pack, p => p with { Protest = new Protest(true, "") }),
        [typeof(MutualAidNamesWhoAnswers)] = pack => Planned(pack, p => p with { MutualAid = new MutualAid("Humberside Police", "", "", "") }),
        [typeof(VansRunIsolated)] = pack => Planned(pack, p => p with { Cameras = [.. p.Cameras, new Camera(Given.Id(77), "Camera 7", "rtsp://203.0.113.7/stream", "")] }),
        [typeof(AlternativeRouteIsGiven)] = pack => Planned(pack, p => p with { Place = p.Place with { AlternativeRoute = "" } }),
        [typeof(CriteriaAreMadeForThisOperation)] = pack => Planned(pack, p => p with { Criteria = p.Criteria with { Text = "" } }),
        [typeof(CamerasAreNamed)] = pack => Planned(pack, p => p with { Cameras = [] }),
        [typeof(SizeIsWithinWhatWasTested)] = pack => Deployment(pack with { Numbers = pack.Numbers with { WatchlistSizeWarning = 1 } }),
        [typeof(ThresholdFollowsFromTheTarget)] = pack => Planned(pack, p => p with { TargetFalseAlertRate = 0 }),
        [typeof(AuthorityIsGivenByTheRightRank)] = pack => Deployment(pack, g => g.AuthorisedBy = null),
        [typeof(UrgentAuthorityIsCountersigned)] = pack => Deployment(pack, g => g.UrgentSince = g.Now.AddHours(-4)),
        [typeof(AuthorityIsIndependent)] = pack => Deployment(pack, g => (g.AuthorisedBy, g.Asking) = (null, Given.Planner)),
        [typeof(AuthorityConditionsAreInView)] = pack => Deployment(pack, g => g.Conditions = "Only while it is light."),
        [typeof(NoticeIsPublished)] = pack => Deployment(pack, g => g.NoticeAt = null),
        [typeof(NoticeHasItsParts)] = pack => Deployment(pack, g => g.NoticeAt = null),
        [typeof(NoticeIsInItsLanguages)] = pack => Deployment(pack, g => g.NoticeAt = null),
        [typeof(NoticeIsGivenInTime)] = pack => Deployment(pack, g => g.NoticeAt = null),
        [typeof(BodiesAreTold)] = pack => Deployment(pack),
        [typeof(SignsAreUp)] = pack => Deployment(pack, g => g.SignsUpBefore = null),
        [typeof(NoticeAndAuthorityFitThePlan)] = pack => Deployment(pack, g => g.ChangedAfterwards = p => p with { Grounds = p.Grounds with { Purpose = "Find pickpockets" } }),
        [typeof(EveryEntryIsReviewed)] = pack => Deployment(pack, g => g.Entries = [.. g.Entries, Given.Entry(3)]),
        [typeof(WatchlistIsFresh)] = pack => Deployment(pack, g => g.SealedAt = null),
        [typeof(OnlyTheSealedListRuns)] = pack => Deployment(pack, g => g.SealedAt = null),
        [typeof(RowsAreAsTheLogLeftThem)] = pack => RuleBook.Readiness(Given.Dossier(g => g.Policy = pack) with { Discrepancies = ["Entry R-00001 is gone."] }),
        [typeof(LateChangesAreOnRecord)] = pack => Deployment(pack, g => g.SealBrokenFor = "R-0003 came in late"),
        [typeof(StaffAreTrained)] = pack => Planned(pack, p => p with { Staff = [.. p.Staff.Where(s => s.Role != Roles.Operator)] }),
        [typeof(ModelIsMeasured)] = pack => Deployment(pack, g => g.Engine = g.Engine with { Calibration = null }),
        [typeof(EngineIsReady)] = pack => Deployment(pack, g => g.Engine = g.Engine with { WorkerConnected = false }),
        [typeof(OfflineVanIsNamedAndBounded)] = pack => Planned(pack, p => p with { Offline = new OfflineAllowance(Given.Id(42), "Van 2", 999, "A tunnel") }),
        [typeof(WindowIsOpen)] = pack => Deployment(pack, g => g.Now = Given.Start.AddMinutes(-90)),
        [typeof(EntrySaysWhyHereAndNow)] = pack => Entry(pack, d => d with { WhyHereAndNow = "" }),
        [typeof(EntryIsWithinTheCriteria)] = pack => Entry(pack, d => d with { Category = EntryCategory.RiskOfHarm }),
        [typeof(EntryFitsTheApprovedCriteria)] = pack => RuleBook.Judge(Given.EntryDossier() with { Policy = pack, Criteria = new CriteriaInForce(true, null) }),
        [typeof(EntryCategoryIsNotContested)] = pack => Entry(pack, d => d with { Category = EntryCategory.Associate }),
        [typeof(EntryIsSeriousEnough)] = pack => Entry(pack, d => d with { Category = Under(pack) }),
        [typeof(EntryHasItsFields)] = pack => Entry(pack, d => d with { Category = (EntryCategory)pack.Categories.First(c => c.Fields.Count > 0).Number }),
        [typeof(EntryIsJustified)] = pack => Entry(pack, d => d with { LegalReference = "" }),
        [typeof(EntryImageHasProvenance)] = pack => Entry(pack, d => d with { LawfulHolding = "" }),
        [typeof(EntryImageSourceIsAllowed)] = pack => Entry(pack, d => d with { ImageSource = ImageSource.PassportOrDrivingLicence }),
        [typeof(EntryImageIsRecentAndGood)] = pack => Entry(pack, d => d with { ImageTakenOn = new DateOnly(1999, 1, 1) }),
        [typeof(EntryWeighsUnconvictedCustodyImage)] = pack => Entry(pack, d => d with { Unconvicted = true }),
        [typeof(EntryOfAChildIsExceptional)] = pack => Entry(pack, d => d with { AgeBand = AgeBand.Under13 }),
        [typeof(EntryOfAVulnerablePersonHasAPlan)] = pack => Entry(pack, d => d with { Vulnerability = "Epilepsy", ResponsePlan = "" }),
        [typeof(EntryIsSignedOffByAnother)] = pack => RuleBook.Judge(Given.EntryDossier(approver: Given.Compiler) with { Policy = pack }),
        [typeof(AlertIsDecidedByAPerson)] = pack => Alert(pack, a => a.Answer = null),
        [typeof(AlertIsNotDecidedByTheScore)] = pack => Alert(pack, a => a.Answer = null),
        [typeof(AlertStatusIsCheckedAgain)] = pack => Alert(pack, a => a.CheckedAgo = null),
        [typeof(AlertIsNoLookalike)] = pack => Alert(pack, a => a.RunnerUpScore = 0.56f),
        [typeof(FalseAlertsStayWithinTheLimit)] = pack => RuleBook.Judge(new StandingDossier(30, 3000, null, null, pack, Given.Start)),
        [typeof(OfficersArePresent)] = pack => RuleBook.Judge(new StandingDossier(0, 0, null, null, pack, Given.Start) { PresentSince = Given.Start.AddHours(-5) }),
        [typeof(RecordIsPublishedInTime)] = pack => RuleBook.Judge(new StandingDossier(0, 3000, Given.Start, Given.Start.AddDays(400), pack, Given.Start.AddDays(401))),
    };

    public static TheoryData<string, string> Cases => [.. from pack in Given.Library.All from rule in RuleBook.All where pack.WeightOf(rule.Id) is not null select (pack.Id, rule.GetType().Name)];

    /// <summary>Whoever adds a rule adds the case that breaks it.</summary>
    [Fact]
    public void EveryRule_HasACaseThatBreaksIt() =>
        Assert.Equal(RuleBook.All.Select(r => r.GetType().Name).Order(StringComparer.Ordinal), Breaking.Keys.Select(t => t.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rule_RefusesAsItsPackWeighsIt(string packId, string ruleName)
    {
        var pack = Given.Library.Find(packId)!;
        var rule = RuleBook.All.Single(r => r.GetType().Name == ruleName);

        var finding = Assert.Single(Breaking[rule.GetType()](pack), f => f.RuleId == rule.Id && f.Title == rule.Title);

        // Conditions can be kept in view, and never be broken.
        Assert.Equal((rule is not AuthorityConditionsAreInView, pack.WeightOf(rule.Id)), (finding.IsBroken, finding.Weight));
        Assert.Equal(pack.SourceOf(rule.Id), finding.Source);
        Assert.NotEmpty(finding.Source);
    }

    private static IReadOnlyList<Finding> Deployment(PolicyPack pack, Action<Given>? change = null) => RuleBook.Readiness(Given.Dossier(g =>
    {
        g.Policy = pack;
        change?.Invoke(g);
    }));

    private static IReadOnlyList<Finding> Planned(PolicyPack pack, Func<Plan, Plan> change) => Deployment(pack, g => g.Plan = change(g.Plan));

    private static IReadOnlyList<Finding> Grounds(PolicyPack pack, Func<Grounds, Grounds> change) => Planned(pack, p => p with { Grounds = change(p.Grounds) });

    private static IReadOnlyList<Finding> Entry(PolicyPack pack, Func<EntryDetails, EntryDetails> change) => RuleBook.Judge(Given.EntryDossier(change) with { Policy = pack });

    // The first category to which the policy's threshold of offence applies.
    private static EntryCategory Under(PolicyPack pack) => (EntryCategory)pack.Categories.First(c => pack.Offence!.Categories.Contains(c.Code)).Number;

    private static IReadOnlyList<Finding> Alert(PolicyPack pack, Action<GivenAlert> change) => RuleBook.Judge(GivenAlert.Dossier(change) with { Policy = pack });
}
