using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Deployments;

/// <summary>When the cameras may compare faces. Start included, end not; UTC.</summary>
public sealed record Window(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Length; negative when the end lies before the start.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>Whether <paramref name="now"/> lies inside.</summary>
    public bool Contains(DateTimeOffset now) => now >= Start && now < End;
}

/// <summary>Where.</summary>
/// <param name="Venue">Street and landmark: <c>South Street, by the station</c>.</param>
/// <param name="Area">Town or borough: <c>Romford, London Borough of Havering</c>.</param>
/// <param name="Zone">The recognition zone in words: which stretch of street the cameras compare.</param>
/// <param name="AlternativeRoute">How to get past without being compared (R16).</param>
public sealed record Place(string Venue, string Area, string Zone, string AlternativeRoute);

/// <summary>
/// Why here (R02): the number of a use case of the policy pack. Those that came with the first release have names; a pack may have others, and says what each means.
/// </summary>
public enum UseCase
{
    /// <summary>A crime hotspot or the way to one.</summary>
    Hotspot,

    /// <summary>Protective security of an event or of infrastructure.</summary>
    ProtectiveSecurity,

    /// <summary>Intelligence that particular sought people are likely to be here.</summary>
    Intelligence,

    /// <summary>Not chosen yet. The law hangs on this choice, so that none is preset.</summary>
    Undecided,
}

/// <summary>The reasons of a plan. All of them are read by the authorising officer; <see cref="Purpose"/> is also what the public is told.</summary>
/// <param name="UseCase">Permitted use case (R02).</param>
/// <param name="UseCaseEvidence">What shows that the use case is given here (R02).</param>
/// <param name="Purpose">Policing purpose and legitimate aim.</param>
/// <param name="LegalPower">Power relied on.</param>
/// <param name="ReasonToBelieve">Why people on the list can be expected here, at this time (R03).</param>
/// <param name="Necessity">Why it is necessary, not merely useful (R09).</param>
/// <param name="Proportionality">Why what it does to passers-by is proportionate (R09).</param>
/// <param name="LessIntrusive">Which less intrusive methods were considered, and why they are not enough (R08).</param>
/// <param name="SensitiveSites">Schools, places of worship and clinics nearby, and what is done about them; may be "none".</param>
public sealed record Grounds(
    UseCase UseCase,
    string UseCaseEvidence,
    string Purpose,
    string LegalPower,
    string ReasonToBelieve,
    string Necessity,
    string Proportionality,
    string LessIntrusive,
    string SensitiveSites);

/// <summary>Who may be put on this deployment's list (R18): approved by the authorising officer as part of the plan.</summary>
/// <param name="Text">The criteria in words, made for this operation.</param>
/// <param name="Categories">Categories that may be used.</param>
public sealed record WatchlistCriteria(string Text, IReadOnlyList<EntryCategory> Categories);

/// <summary>A camera of the plan.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Name">What operators call it.</param>
/// <param name="Source">Where its frames come from; see <see cref="Live.LicensedCamera"/>.</param>
/// <param name="View">What it looks at, in words.</param>
public sealed record Camera(Guid Id, string Name, string Source, string View);

/// <summary>The four written assessments (R09–R11).</summary>
public enum AssessmentKind
{
    /// <summary>Data protection impact assessment, DPA 2018 s.64.</summary>
    DataProtection,

    /// <summary>Equality impact assessment, Equality Act 2010 s.149.</summary>
    Equality,

    /// <summary>Community impact assessment.</summary>
    Community,

    /// <summary>Appropriate policy document, DPA 2018 s.42.</summary>
    AppropriatePolicy,
}

/// <summary>Kinds as words.</summary>
public static class AssessmentKindLabels
{
    /// <summary>The name of the document in the words of <paramref name="policy"/>: <c>Equality impact assessment</c>.</summary>
    public static string InWords(this AssessmentKind kind, PolicyPack? policy) => PolicyTerms.Of(policy).TitleOf(kind);

    /// <summary>The general name of the document, where the policy has none of its own.</summary>
    internal static string Plainly(this AssessmentKind kind) => kind switch
    {
        AssessmentKind.DataProtection => "Data protection impact assessment",
        AssessmentKind.Equality => "Equality impact assessment",
        AssessmentKind.Community => "Community impact assessment",
        AssessmentKind.AppropriatePolicy => "Policy document on this kind of data",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}

/// <summary>A written assessment that covers this deployment.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Reference">Document reference and version.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="ApprovedOn">When; <see cref="DateOnly.MaxValue"/> while no day is given, which no rule accepts.</param>
/// <param name="ValidUntil">Last day on which it may be relied on; <see cref="DateOnly.MinValue"/> while no day is given, which no rule accepts.</param>
/// <param name="Evidence">For equality: the evidence on bias of the very model and threshold (R10). For others: main risks and what is done about them.</param>
public sealed record Assessment(AssessmentKind Kind, string Reference, string ApprovedBy, DateOnly ApprovedOn, DateOnly ValidUntil, string Evidence);

/// <summary>Somebody who serves at the deployment.</summary>
/// <param name="UserId">Account.</param>
/// <param name="Name">Name.</param>
/// <param name="Role">Role from <see cref="Identity.Roles"/>.</param>
/// <param name="TrainedUntil">Last day of validity of the LFR training; <see langword="null"/> when there is none.</param>
public sealed record StaffMember(Guid UserId, string Name, string Role, DateOnly? TrainedUntil);

/// <summary>All that a planner writes. Immutable; a change makes a new plan with another hash.</summary>
/// <param name="Name">Operation name: <c>Romford town centre</c>.</param>
/// <param name="Place">Where.</param>
/// <param name="Window">When; <see langword="null"/> while undecided.</param>
/// <param name="Grounds">Why.</param>
/// <param name="Criteria">Who may be on the list.</param>
/// <param name="Cameras">Cameras.</param>
/// <param name="Assessments">Assessments.</param>
/// <param name="Staff">Who serves.</param>
/// <param name="ExpectedFootfall">Faces expected to be compared.</param>
/// <param name="FootfallBasis">Where that number comes from.</param>
/// <param name="TargetFalseAlertRate">Expected false alerts per face compared that the threshold aims at, such as 0.001.</param>
public sealed record Plan(
    string Name,
    Place Place,
    Window? Window,
    Grounds Grounds,
    WatchlistCriteria Criteria,
    IReadOnlyList<Camera> Cameras,
    IReadOnlyList<Assessment> Assessments,
    IReadOnlyList<StaffMember> Staff,
    int ExpectedFootfall,
    string FootfallBasis,
    double TargetFalseAlertRate)
{
    /// <summary>Which van may go on without a connection, and for how long; <see langword="null"/>: none.</summary>
    public OfflineAllowance? Offline { get; init; }

    /// <summary>Whether a protest is expected, and why faces may be compared at it; <see langword="null"/> while nobody said: it is never preset.</summary>
    public Protest? Protest { get; init; }

    /// <summary>Another force or agency that takes part; <see langword="null"/>: none.</summary>
    public MutualAid? MutualAid { get; init; }

    /// <summary>Officer-hours and cost as planned; <see langword="null"/> while nobody said.</summary>
    public Resources? Resources { get; init; }

    /// <summary>The place as a map; <see langword="null"/> while none was brought.</summary>
    public PlaceMap? Map { get; init; }

    /// <summary>
    /// The start of a plan for another deployment at the same place. It keeps the facts of place, equipment and people. It leaves empty what must be judged for each deployment: date, use case,
    /// reasons, a protest (R12b), mutual aid (R49), who may be on the list (R18), and whether a van may compare without a connection.
    /// </summary>
    public Plan ForAnother() => this with
    {
        Window = null,
        Grounds = Grounds with { UseCase = UseCase.Undecided, UseCaseEvidence = "", ReasonToBelieve = "", Necessity = "", Proportionality = "" },
        Criteria = new WatchlistCriteria("", []),
        Offline = null,
        Protest = null,
        MutualAid = null,
    };

    /// <summary>Hash of everything the authorising officer reads; see <see cref="PlanHash.Text"/>.</summary>
    public string Hash() => PlanHash.Text(this).Hash();

    /// <summary>Hash of what the public was told; see <see cref="PlanHash.PublicFacts"/>.</summary>
    public string PublicFactsHash() => PlanHash.PublicFacts(this).Hash();

    /// <summary>Whether <paramref name="stored"/> is the hash of this plan, in the form that was current when it was stored.</summary>
    public bool HasHash(string stored) =>
        string.Equals(stored, HashedText.IsUnversioned(stored) && Offline is null && Protest is null && MutualAid is null && Resources is null && Map is null ? PlanHash.Unversioned(this) : Hash(), StringComparison.Ordinal);

    /// <summary>Whether <paramref name="stored"/> is the hash of this plan's public facts, in the form that was current when it was stored.</summary>
    public bool HasPublicFactsHash(string stored) =>
        string.Equals(stored, HashedText.IsUnversioned(stored) && Map is null ? PlanHash.UnversionedPublicFacts(this) : PublicFactsHash(), StringComparison.Ordinal);
}
