using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>
/// A plan as it is typed. Everything that can be read goes into the plan at once; what cannot (half a date) keeps the value saved last, and
/// <see cref="Problems"/> says so.
/// </summary>
public sealed class PlanDraft
{
    private readonly Plan saved;

    /// <summary>Begins with a saved plan.</summary>
    public PlanDraft(Plan plan, TimeProvider time, PolicyPack? policy = null)
    {
        Policy = policy;
        saved = plan;
        (Name, Venue, Area, Zone, AlternativeRoute) = (plan.Name, plan.Place.Venue, plan.Place.Area, plan.Place.Zone, plan.Place.AlternativeRoute);
        Window = new WindowDraft(plan.Window, time);
        var g = plan.Grounds;
        (UseCase, UseCaseEvidence, Purpose, LegalPower, ReasonToBelieve) = (g.UseCase == Lfr.Shared.Deployments.UseCase.Undecided ? null : g.UseCase, g.UseCaseEvidence, g.Purpose, g.LegalPower, g.ReasonToBelieve);
        (Necessity, Proportionality, LessIntrusive, SensitiveSites) = (g.Necessity, g.Proportionality, g.LessIntrusive, g.SensitiveSites);
        (ProtestExpected, ProtestReasons) = (plan.Protest?.IsExpected, plan.Protest?.Reasons ?? "");
        (IsAided, AidPartner, AidController, AidProcessor, AidPolicy) = plan.MutualAid is { } aid ? (true, aid.Partner, aid.Controller, aid.Processor, aid.GoverningPolicy) : (false, "", "", "", "");
        Resources = new ResourcesDraft(plan.Resources, policy?.Currency ?? Money.Pounds);
        Map = plan.Map;
        CriteriaText = plan.Criteria.Text;
        Categories = [.. plan.Criteria.Categories];
        Cameras = [.. plan.Cameras.Select(c => new CameraDraft(c))];
        Assessments = [.. Enum.GetValues<AssessmentKind>().Select(k => new AssessmentDraft(k, plan.Assessments.FirstOrDefault(a => a.Kind == k), time, policy))];
        Staff = [.. plan.Staff];
        Footfall = plan.ExpectedFootfall == 0 ? "" : Words.Number(plan.ExpectedFootfall);
        FootfallBasis = plan.FootfallBasis;
        (OfflineVan, OfflineMinutes, OfflineReason) = plan.Offline is { } offline
            ? (new Van(offline.WorkerId, offline.WorkerName), offline.Minutes.ToString(CultureInfo.InvariantCulture), offline.Reason) : (null, "", "");
        OneIn = plan.TargetFalseAlertRate > 0 ? Words.Per(plan.TargetFalseAlertRate) : "";
    }

    /// <summary>Policy of the deployment, which names things.</summary>
    public PolicyPack? Policy { get; }

    public string Name { get; set; }
    public string Venue { get; set; }
    public string Area { get; set; }
    public string Zone { get; set; }
    public string AlternativeRoute { get; set; }
    public WindowDraft Window { get; }
    public UseCase? UseCase { get; set; }
    public string UseCaseEvidence { get; set; }
    public string Purpose { get; set; }
    public string LegalPower { get; set; }
    public string ReasonToBelieve { get; set; }
    public string Necessity { get; set; }
    public string Proportionality { get; set; }
    public string LessIntrusive { get; set; }
    public string SensitiveSites { get; set; }

    /// <summary>Whether a protest is expected; <see langword="null"/> while nothing is chosen.</summary>
    public bool? ProtestExpected { get; set; }
    public string ProtestReasons { get; set; }

    /// <summary>Whether another force or agency takes part.</summary>
    public bool IsAided { get; set; }
    public string AidPartner { get; set; }
    public string AidController { get; set; }
    public string AidProcessor { get; set; }
    public string AidPolicy { get; set; }

    /// <summary>The place as a map; <see langword="null"/> without one.</summary>
    public PlaceMap? Map { get; set; }

    /// <summary>Officer-hours and cost.</summary>
    public ResourcesDraft Resources { get; }
    public string CriteriaText { get; set; }
    public SortedSet<EntryCategory> Categories { get; }
    public List<CameraDraft> Cameras { get; }
    public IReadOnlyList<AssessmentDraft> Assessments { get; }
    public List<StaffMember> Staff { get; private set; }
    public string Footfall { get; set; }
    public string FootfallBasis { get; set; }

    /// <summary>The van that may go on without a connection; <see langword="null"/>: none.</summary>
    public Van? OfflineVan { get; set; }
    public string OfflineMinutes { get; set; }
    public string OfflineReason { get; set; }

    /// <summary>The minutes, 0 while none are written; <see langword="null"/> when they are not a number.</summary>
    public int? MinutesRead => string.IsNullOrWhiteSpace(OfflineMinutes) ? 0 : Whole(OfflineMinutes, 1440);

    /// <summary>The target false alert rate as "1 in …".</summary>
    public string OneIn { get; set; }

    /// <summary>Expected footfall; <see langword="null"/> when it is not a number.</summary>
    public int? FootfallRead => string.IsNullOrWhiteSpace(Footfall) ? 0 : Whole(Footfall, 100_000_000);

    /// <summary>Target false alert rate; <see langword="null"/> when it is not a number.</summary>
    public double? TargetRead => Whole(OneIn, 100_000_000) is { } n and > 1 ? 1.0 / n : null;

    /// <summary>What cannot be saved yet, each with its field.</summary>
    public IReadOnlyList<PlanFault> Faults =>
        [.. PlanDraftValidator.Instance.Validate(this).Errors.DistinctBy(e => e.PropertyName).Select(e => new PlanFault((PlanStep)e.CustomState, e.PropertyName, e.ErrorMessage))];

    /// <summary>What is wrong with <paramref name="field"/>; <see langword="null"/> when nothing is.</summary>
    public string? At(string field) => Faults.FirstOrDefault(f => f.Field == field)?.Sentence;

    /// <summary>What cannot be saved yet, a sentence each.</summary>
    public IReadOnlyList<string> Problems => [.. Faults.Select(f => f.Sentence)];

    /// <summary>The plan with everything that can be read.</summary>
    public Plan ToPlan() => new(
        string.IsNullOrWhiteSpace(Name) ? saved.Name : Name.Trim(),
        new Place(Venue.Trim(), Area.Trim(), Zone.Trim(), AlternativeRoute.Trim()),
        Window.Read() is { Problem.Length: 0 } reading ? reading.Window : saved.Window,
        new Grounds(UseCase ?? Lfr.Shared.Deployments.UseCase.Undecided, UseCaseEvidence.Trim(), Purpose.Trim(), LegalPower.Trim(), ReasonToBelieve.Trim(), Necessity.Trim(), Proportionality.Trim(),
            LessIntrusive.Trim(), SensitiveSites.Trim()),
        new WatchlistCriteria(CriteriaText.Trim(), [.. Categories]),
        [.. Cameras.Select(c => c.ToCamera())],
        [.. Assessments.Select(a => a.ToAssessment()).OfType<Assessment>()],
        [.. Staff],
        FootfallRead ?? saved.ExpectedFootfall,
        FootfallBasis.Trim(),
        TargetRead ?? saved.TargetFalseAlertRate)
    {
        Offline = OfflineVan is { } van ? new OfflineAllowance(van.WorkerId, van.Name, MinutesRead ?? saved.Offline?.Minutes ?? 0, OfflineReason.Trim()) : null,
        Protest = ProtestExpected is { } expected ? new Protest(expected, expected ? ProtestReasons.Trim() : "") : null,
        Map = Map,
        Resources = Resources.Read(saved.Resources),
        MutualAid = IsAided ? new MutualAid(AidPartner.Trim(), AidController.Trim(), AidProcessor.Trim(), AidPolicy.Trim()) : null,
    };

    /// <summary>Whether the account serves in this role.</summary>
    public bool Serves(ServingAccount account) => Staff.Any(s => Is(s, account));

    /// <summary>Takes somebody on, with the training that the account shows now, or off.</summary>
    public void Serve(ServingAccount account, bool serves)
    {
        Staff.RemoveAll(s => Is(s, account));
        if (serves)
            Staff.Add(new StaffMember(account.UserId, account.Name, account.Role, account.TrainedUntil));
    }

    /// <summary>Takes the training of those who serve from their accounts: it may have been renewed, or have been withdrawn.</summary>
    public void RenewTraining(IReadOnlyList<ServingAccount> accounts) =>
        Staff = [.. Staff.Select(s => accounts.FirstOrDefault(a => Is(s, a)) is { } account ? s with { Name = account.Name, TrainedUntil = account.TrainedUntil } : s)];

    private static bool Is(StaffMember member, ServingAccount account) =>
        member.UserId == account.UserId && string.Equals(member.Role, account.Role, StringComparison.Ordinal);

    private static int? Whole(string text, int most) =>
        int.TryParse(text.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= most
            ? n : null;
}
