using Lfr.Shared.Alerts;
using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy;

/// <summary>Everything a deployment rule may look at. A rule is a pure function of it: same dossier, same findings.</summary>
/// <param name="Deployment">Deployment.</param>
/// <param name="Notice">Its notice, if there is one.</param>
/// <param name="Watchlist">Its list, if it was started.</param>
/// <param name="List">What is on it.</param>
/// <param name="Engine">What the engine is and can.</param>
/// <param name="Policy">Policy pinned, or in force while it is a draft; <see langword="null"/> when no policy is in force (R01).</param>
/// <param name="Now">Now.</param>
public sealed record Dossier(
    Deployment Deployment,
    Notice? Notice,
    Watchlist? Watchlist,
    ListFacts List,
    EngineProfile Engine,
    PolicyPack? Policy,
    DateTimeOffset Now)
{
    /// <summary>Who asks, where a rule keeps duties apart (R06); <see langword="null"/> when the readiness list is only looked at.</summary>
    public Actor? Asking { get; init; }

    /// <summary>Judge or body whose decision is being recorded (R04); <see langword="null"/> when nobody's is.</summary>
    public OutsideAuthority? Outside { get; init; }

    /// <summary>Cameras at whose address no camera can be opened, a sentence each, as the engine's own parser says.</summary>
    public IReadOnlyList<string> CameraProblems { get; init; } = [];

    /// <summary>Addresses of the plan's cameras that are in the register, by camera.</summary>
    public IReadOnlyDictionary<Guid, string> RegisteredAddresses { get; init; } = new Dictionary<Guid, string>();

    /// <summary>The address of a camera of the plan: its own, or the one that the register has.</summary>
    public string AddressOf(Camera camera) => RegisteredAddresses.GetValueOrDefault(camera.Id, camera.Source);

    /// <summary>People of the plan who do not hold the duty for which they are named on the day: it was taken away, or they act in it on other days (R35).</summary>
    public IReadOnlyList<StaffMember> WithoutDuty { get; init; } = [];

    /// <summary>Who had a part in preparing it, as the audit log knows (R06).</summary>
    public IReadOnlyList<Preparation> Preparations { get; init; } = [];

    /// <summary>Accounts that answer for another system which compiled an entry (R06): its work is theirs.</summary>
    public IReadOnlySet<Guid> AnswerForHands { get; init; } = new HashSet<Guid>();

    /// <summary>What is not as the audit log left it, a sentence each, looked for at go-live only; <see langword="null"/> when nobody looked.</summary>
    public IReadOnlyList<string>? Discrepancies { get; init; }

    /// <summary>The criteria of this list, where its policy blocks whoever is outside of them (R52).</summary>
    public CriteriaInForce Criteria { get; init; } = CriteriaInForce.NotNeeded;

    /// <summary>Hash of the gallery recomputed from the stored templates, at go-live only (R36).</summary>
    public string? RecomputedGalleryHash { get; init; }

    /// <summary>Assessments that are written in Lfr for it.</summary>
    public IReadOnlyList<AssessmentDocument> Documents { get; init; } = [];

    /// <summary>Every assessment that may be relied on: those that the plan cites, and versions of <see cref="Documents"/> that were approved for the plan as it stands.</summary>
    public IEnumerable<Assessment> Assessments => Plan.Assessments.Concat(Documents.Select(d => d.InForce(Plan)).OfType<Assessment>());

    /// <summary>Plan, for short.</summary>
    public Plan Plan => Deployment.Plan;
}

/// <summary>What somebody may have a part in before a deployment is authorised.</summary>
public enum PreparedPart
{
    /// <summary>The plan.</summary>
    Plan,

    /// <summary>The notice.</summary>
    Notice,

    /// <summary>The list.</summary>
    List,
}

/// <summary>Somebody had a part in preparing a deployment.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Part">In what.</param>
public sealed record Preparation(Guid UserId, PreparedPart Part);

/// <summary>What is known of the engine that would run.</summary>
/// <param name="Models">SHA-256 by role of verified models; empty when some are missing or altered.</param>
/// <param name="Calibration">Calibration of the embedder; <see langword="null"/> when it has none.</param>
/// <param name="WorkerConnected">Whether a worker is connected now.</param>
/// <param name="Problem">Why it could not run now, as a sentence; <see langword="null"/> when it could.</param>
public sealed record EngineProfile(IReadOnlyDictionary<string, string> Models, Calibration? Calibration, bool WorkerConnected, string? Problem)
{
    /// <summary>The worker that would run it; <see langword="null"/> when none is connected.</summary>
    public Guid? WorkerId { get; init; }

    /// <summary>What people call it.</summary>
    public string WorkerName { get; init; } = "";
}

/// <summary>Everything an entry rule may look at.</summary>
/// <param name="Entry">Entry.</param>
/// <param name="Deployment">Its deployment.</param>
/// <param name="Others">The texts of the other entries that still count (for boilerplate).</param>
/// <param name="Policy">Policy.</param>
/// <param name="Now">Now.</param>
public sealed record EntryDossier(
    WatchlistEntry Entry, Deployment Deployment, IReadOnlyList<OtherEntry> Others, PolicyPack Policy, DateTimeOffset Now)
{
    /// <summary>Who would sign off; <see langword="null"/> when the flags are only looked at.</summary>
    public Actor? Approver { get; init; }

    /// <summary>Whether that person compiled any entry of this list.</summary>
    public bool ApproverCompiles { get; init; }

    /// <summary>What the authorising officer approved for the list (R52).</summary>
    public CriteriaInForce Criteria { get; init; } = CriteriaInForce.NotNeeded;
}

/// <summary>The criteria of a list as they stand.</summary>
/// <param name="AreNeeded">Whether the list needs criteria of its own: not if it was begun before they were asked for.</param>
/// <param name="Terms">What is approved for the plan as it stands; <see langword="null"/> when nothing is.</param>
public sealed record CriteriaInForce(bool AreNeeded, CriteriaTerms? Terms)
{
    /// <summary>For lists from before.</summary>
    public static CriteriaInForce NotNeeded { get; } = new(false, null);
}

/// <summary>Another entry of the list, as far as a rule about one entry looks at it.</summary>
/// <param name="Id">Entry.</param>
/// <param name="Reference">Reference.</param>
/// <param name="Texts">What is written about its person, ready to be compared.</param>
public sealed record OtherEntry(Guid Id, string Reference, IReadOnlyList<HashedWords> Texts);

/// <summary>Everything an alert rule may look at.</summary>
/// <param name="Alert">Alert.</param>
/// <param name="Entry">Entry it suggests.</param>
/// <param name="Policy">Policy.</param>
/// <param name="Now">Now.</param>
public sealed record AlertDossier(Alert Alert, WatchlistEntry Entry, PolicyPack Policy, DateTimeOffset Now);

/// <summary>Everything a standing rule may look at: what a run has counted so far, and the dates of its record.</summary>
/// <param name="FalseAlerts">Alerts judged not the same person, and those that officers found to be somebody else.</param>
/// <param name="FacesCompared">Faces compared.</param>
/// <param name="EndedAt">When the run ended; <see langword="null"/> while it has not, or when nothing ran.</param>
/// <param name="PublishedAt">When the record was first published; <see langword="null"/> while it is not public.</param>
/// <param name="Policy">Policy.</param>
/// <param name="Now">Now.</param>
public sealed record StandingDossier(
    long FalseAlerts, long FacesCompared, DateTimeOffset? EndedAt, DateTimeOffset? PublishedAt, PolicyPack Policy, DateTimeOffset Now)
{
    /// <summary>Since when officers are known to be at the cameras that compare now (R50); <see langword="null"/> while nothing is compared.</summary>
    public DateTimeOffset? PresentSince { get; init; }

    /// <summary>Last instant at which the record is in time (R44); <see langword="null"/> while nothing has ended.</summary>
    public DateTimeOffset? RecordDue => EndedAt?.AddDays(Policy.Numbers.PublishWithinDays);

    /// <summary>False alerts as a share of faces compared (R30).</summary>
    public Proportion FalseAlertShare => new(FalseAlerts, FacesCompared);
}
