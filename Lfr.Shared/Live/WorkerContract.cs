namespace Lfr.Shared.Live;

/// <summary>What a worker may call on the web's worker hub (<c>/hubs/worker</c>). The worker signs in with a pass of its own key (<see cref="WorkerPass"/>), never as a person.</summary>
public interface IWorkerHub
{
    /// <summary>
    /// What the web says to a connection on which no worker introduced itself, or whose worker came in on a newer one. The worker says hello again: the newer connection may be
    /// a thief's, and who has the key is who was registered.
    /// </summary>
    const string NotIntroduced = "This connection has not introduced a worker.";

    /// <summary>First call after every (re)connection. The web answers with the grants that should be running on this worker now.</summary>
    Task<WorkerWelcome> Hello(WorkerHello hello);

    /// <summary>The gallery of a live licence, in chunks. Refused for a licence that is not live.</summary>
    IAsyncEnumerable<GalleryRow[]> Gallery(Guid licenceId, CancellationToken cancellationToken);

    /// <summary>
    /// Hands an alert over. Returns only after the database has it; the same <see cref="AlertMessage.AlertId"/> twice is acknowledged twice and
    /// stored once. A refusal is final: the worker deletes the alert.
    /// </summary>
    Task<AlertAck> RaiseAlert(AlertMessage alert);

    /// <summary>
    /// Counters and state, about once a second while a licence runs and every ten seconds otherwise. Answered with the state that should be, once the report
    /// is recorded: the answer is what keeps a run alive (<see cref="Lease"/>).
    /// </summary>
    Task<Lease> ReportStatus(WorkerStatus status);

    /// <summary>
    /// The worker holds no template of these entries any more, whether it ever did or not. Called after every <see cref="IWorkerClient.Withdraw"/>
    /// and for every <see cref="LicenceGrant.Withdrawn"/>; a withdrawal that is not confirmed in time ends the run.
    /// </summary>
    Task ConfirmWithdrawn(Guid licenceId, IReadOnlyList<Guid> entryIds);

    /// <summary>A camera picture so coarse that nobody can be recognised in it: the operator sees that the camera works and how busy it is.</summary>
    Task ShowTile(CameraTile tile);
}

/// <summary>What the web may call on a worker.</summary>
public interface IWorkerClient
{
    /// <summary>
    /// Take this licence and run it. Refused, with a sentence in the next status, when signature, window, models or gallery do not fit. A licence of the
    /// deployment that runs already takes the place of the one before: the cameras go on, the list is another from the next frame.
    /// </summary>
    Task Start(LicenceGrant grant);

    /// <summary>
    /// Somebody was taken off the list or suspended: their templates are zeroed at once, nothing pauses, and the worker answers with
    /// <see cref="IWorkerHub.ConfirmWithdrawn"/>.
    /// </summary>
    Task Withdraw(Guid licenceId, Guid entryId);

    /// <summary>Stop comparing at once, but keep the gallery for <see cref="Resume"/>.</summary>
    Task Pause(Guid licenceId);

    /// <summary>Compare again after a pause.</summary>
    Task Resume(Guid licenceId);

    /// <summary>End it: gallery zeroed, cameras closed, worker idle.</summary>
    Task Stop(Guid licenceId, string reason);
}

/// <summary>A signed licence and what the worker needs beside it.</summary>
/// <param name="Licence">The licence, signed.</param>
/// <param name="OutboxKey">32 bytes: AES-256-GCM key for alerts that wait on the worker's disk. Derived from the key of the deployment's list, gone with it.</param>
/// <param name="Paused">Whether the run is paused right now.</param>
public sealed record LicenceGrant(SignedLicence Licence, byte[] OutboxKey, bool Paused)
{
    /// <summary>Entries that were taken off the list or suspended: whoever holds a template of theirs zeroes it before comparing, and confirms.</summary>
    public IReadOnlyList<Guid> Withdrawn { get; init; } = [];

    /// <summary>Passwords of cameras, by camera, in the clear: the licence has them encrypted, for it is kept. The worker holds them as long as the run lasts and writes them nowhere.</summary>
    public IReadOnlyDictionary<Guid, string> CameraPasswords { get; init; } = new Dictionary<Guid, string>();
}

/// <summary>A worker's introduction.</summary>
/// <param name="WorkerId">Id of the worker: <see cref="RegisteredWorker.IdOf"/> of the key that it signed in with.</param>
/// <param name="Name">Name for people, such as <c>Van 2</c> or <c>co-hosted</c>.</param>
/// <param name="Version">Version of the engine.</param>
/// <param name="Models">Models present and verified: SHA-256 by role (<c>detector</c>, <c>landmarks</c>, <c>embedder</c>). Empty when some are missing.</param>
/// <param name="Problem">Why this worker could not run a licence now, as a sentence for people; <see langword="null"/> when it could.</param>
public sealed record WorkerHello(Guid WorkerId, string Name, string Version, IReadOnlyDictionary<string, string> Models, string? Problem)
{
    /// <summary>Licences of which alerts lie on its disk: it may have been restarted before it could deliver them.</summary>
    public IReadOnlyList<Guid> Outboxes { get; init; } = [];

    /// <summary>
    /// What this run of the program calls itself, known to it and to the web alone: one that comes back after its network failed is the same engine, another one with its key is not.
    /// Empty from an older worker.
    /// </summary>
    public Guid EngineId { get; init; }
}

/// <summary>The web's answer to <see cref="WorkerHello"/>.</summary>
/// <param name="Grants">Licences that should be running on this worker; empty means: be idle, and forget what you hold.</param>
/// <param name="Now">The web's clock (UTC); the worker reports a difference of more than five seconds as a problem.</param>
public sealed record WorkerWelcome(IReadOnlyList<LicenceGrant> Grants, DateTimeOffset Now)
{
    /// <summary>Keys of <see cref="WorkerHello.Outboxes"/> whose run is over: their alerts are delivered, and nothing is compared under them.</summary>
    public IReadOnlyList<LeftOutbox> Left { get; init; } = [];
}

/// <summary>The key of alerts that an earlier run left on a worker's disk.</summary>
/// <param name="LicenceId">Licence.</param>
/// <param name="Key">32 bytes.</param>
public sealed record LeftOutbox(Guid LicenceId, byte[] Key);

/// <summary>What became of an alert that the worker handed over.</summary>
/// <param name="Accepted">Whether the database has it.</param>
/// <param name="Sequence">Its sequence number within the deployment, from 1; 0 when refused.</param>
/// <param name="Refusal">Why it was refused (licence over, entry withdrawn…); <see langword="null"/> when accepted.</param>
public sealed record AlertAck(bool Accepted, long Sequence, string? Refusal)
{
    /// <summary>What should be running, when the alert was refused: perhaps the worker missed an order.</summary>
    public Lease? Lease { get; init; }

    /// <summary>Whether it had been handed over before.</summary>
    public bool WasThere { get; init; }
}

/// <summary>An alert as the worker raises it: opaque ids, numbers and three pictures. No other face is recognisable in any of them.</summary>
/// <param name="AlertId">Made by the worker (version 7), the key of idempotence.</param>
/// <param name="LicenceId">The licence under which the comparison was made.</param>
/// <param name="CameraId">The camera.</param>
/// <param name="EntryId">The watchlist entry that matched best.</param>
/// <param name="RaisedAt">When the agreeing frames were complete (UTC).</param>
/// <param name="FrameTime">Position of the best frame in its stream.</param>
/// <param name="FrameNumber">Number of the best frame since the camera was opened, from 0.</param>
/// <param name="Score">Cosine of the track's mean template with the entry's, in [-1, 1].</param>
/// <param name="RunnerUpScore">Best cosine with any other entry, in [-1, 1]; -1 for a gallery of one.</param>
/// <param name="Threshold">The licence's threshold.</param>
/// <param name="AgreeingFrames">How many frames of the track matched this entry.</param>
/// <param name="FramesSeen">How many frames of the track were compared.</param>
/// <param name="Box">Face box in the best frame, pixels.</param>
/// <param name="Quality">Measures of the best shot.</param>
/// <param name="ProbeTemplate">The track's mean template, float32 little-endian, L2-normalised.</param>
/// <param name="ProbeImage">JPEG of the face with a margin.</param>
/// <param name="ContextImage">JPEG of the whole frame, every other face pixelated beyond recognition.</param>
public sealed record AlertMessage(
    Guid AlertId,
    Guid LicenceId,
    Guid CameraId,
    Guid EntryId,
    DateTimeOffset RaisedAt,
    TimeSpan FrameTime,
    long FrameNumber,
    float Score,
    float RunnerUpScore,
    float Threshold,
    int AgreeingFrames,
    int FramesSeen,
    FaceBox Box,
    FaceQuality Quality,
    byte[] ProbeTemplate,
    byte[] ProbeImage,
    byte[] ContextImage)
{
    /// <summary>How far two machines that compare the same templates may differ, cosine: they add up in another order.</summary>
    public const float ScoreTolerance = 0.001f;
}

/// <summary>A box in pixels of its picture: left, top, width, height.</summary>
public sealed record FaceBox(float X, float Y, float Width, float Height);

/// <summary>Measures of one face, in the vocabulary of ISO/IEC 29794-5 (OFIQ) where it has a word.</summary>
/// <param name="FaceHeight">Height of the detector's box, pixels.</param>
/// <param name="InterEyeDistance">Distance between the eye centres, pixels.</param>
/// <param name="Sharpness">Variance of the Laplacian of the aligned 112 × 112 face, grey 0–255; higher is sharper.</param>
/// <param name="Brightness">Mean luminance of the aligned face, 0–255.</param>
/// <param name="Yaw">Degrees from landmarks, 0 is frontal, an estimate.</param>
/// <param name="AlignmentError">Root mean square distance, in pixels of the 112 × 112 template, of the five points after the fit.</param>
/// <param name="EmbeddingNorm">Length of the raw embedding before normalisation: low for blurred faces and for things that are no face.</param>
/// <param name="DetectorScore">Detector's confidence, 0–1.</param>
public sealed record FaceQuality(
    float FaceHeight,
    float InterEyeDistance,
    float Sharpness,
    float Brightness,
    float Yaw,
    float AlignmentError,
    float EmbeddingNorm,
    float DetectorScore);

/// <summary>State of a worker, and counters of the running licence since it started on this worker.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="State">What it does now.</param>
/// <param name="LicenceId">The licence it runs or was refused; <see langword="null"/> when idle.</param>
/// <param name="Problem">What people should know (a camera stalls, a model is missing…), as a sentence; <see langword="null"/> when all is well.</param>
/// <param name="FacesCompared">Tracks whose face was compared with the gallery: a person walking by counts about once per camera pass.</param>
/// <param name="Comparisons">Single face images embedded and searched.</param>
/// <param name="FacesDiscarded">Tracks that ended without an alert: compared and gone.</param>
/// <param name="AlertsRaised">Alerts raised.</param>
/// <param name="AlertsSuppressed">Repeat alerts suppressed.</param>
/// <param name="AlertsWaiting">Alerts in the outbox that the web has not acknowledged.</param>
/// <param name="Cameras">Each camera.</param>
/// <param name="At">When this was true (UTC).</param>
public sealed record WorkerStatus(
    Guid WorkerId,
    WorkerState State,
    Guid? LicenceId,
    string? Problem,
    long FacesCompared,
    long Comparisons,
    long FacesDiscarded,
    long AlertsRaised,
    long AlertsSuppressed,
    int AlertsWaiting,
    IReadOnlyList<CameraStatus> Cameras,
    DateTimeOffset At)
{
    /// <summary>Face images that were not compared because their person had been compared in a better one already. 0 from workers that do not count them.</summary>
    public long ComparisonsSpared { get; init; }

    /// <summary>
    /// Face images that were put off to a later frame because too many waited in one: the overload of the comparing stage, as dropped frames are that
    /// of the camera. 0 from workers that do not count them.
    /// </summary>
    public long FacesPostponed { get; init; }

    /// <summary>
    /// Which counting the counters are of: another with each start of the worker and each licence, so that a report that comes late or twice adds nothing.
    /// <see cref="Guid.Empty"/> from workers that do not tell.
    /// </summary>
    public Guid CountingId { get; init; }

    /// <summary>
    /// Passes that raised no alert because they repeat one that the web has. Told again until a report that held them was answered. Empty from workers that do not
    /// tell them.
    /// </summary>
    public IReadOnlyList<RepeatedPass> Repeats { get; init; } = [];

    /// <summary>When somebody stopped <see cref="LicenceId"/> with the key at this worker (UTC): the web ends the run. <see langword="null"/> when nobody did.</summary>
    public DateTimeOffset? StoppedHereAt { get; init; }
}

/// <summary>A listed person, or somebody who looks like one, seen again shortly after an alert. It raised no alert of its own.</summary>
/// <param name="PassId">Made by the worker (version 7), the key of idempotence.</param>
/// <param name="AlertId">The alert that it repeats.</param>
/// <param name="CameraId">The camera.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Score">Cosine with the entry, in [-1, 1].</param>
public sealed record RepeatedPass(Guid PassId, Guid AlertId, Guid CameraId, DateTimeOffset At, float Score)
{
    /// <summary>Most passes in one report. What is left over comes with the next, a second later.</summary>
    public const int MostInAReport = 50;
}

/// <summary>What a worker does.</summary>
public enum WorkerState
{
    /// <summary>No licence; no gallery in memory; no camera open.</summary>
    Idle,

    /// <summary>Loading models and gallery.</summary>
    Starting,

    /// <summary>Comparing.</summary>
    Running,

    /// <summary>Licence held, gallery held, nothing compared.</summary>
    Paused,

    /// <summary>The licence was refused; <see cref="WorkerStatus.Problem"/> says why.</summary>
    Refused,
}

/// <summary>One camera of a running licence.</summary>
/// <param name="CameraId">The camera.</param>
/// <param name="State">Whether its picture arrives.</param>
/// <param name="FramesPerSecond">Frames analysed per second, over the last few seconds.</param>
/// <param name="FramesRead">Frames decoded since the start.</param>
/// <param name="FramesDropped">Frames dropped under this licence because the engine was busy: newer ones took their place, or they had waited longer than a second.</param>
/// <param name="Problem">Sentence for people when something is wrong.</param>
/// <param name="MedianLatency">Milliseconds from a frame's arrival to the decision about it, median of the last ten seconds; <see langword="null"/> when none was analysed.</param>
/// <param name="SlowestLatency">The same, of the slowest of a hundred frames (99th percentile).</param>
public sealed record CameraStatus(
    Guid CameraId,
    CameraState State,
    double FramesPerSecond,
    long FramesRead,
    long FramesDropped,
    string? Problem,
    double? MedianLatency = null,
    double? SlowestLatency = null)
{
    /// <summary>Of <see cref="FramesDropped"/>, those that had waited longer than a second. 0 from workers that do not tell them apart.</summary>
    public long FramesStale { get; init; }

    /// <summary>The detector runs on every n-th frame at the moment: 1, unless the machine does not keep up.</summary>
    public int DetectEvery { get; init; } = 1;

    /// <summary>Of <see cref="FramesRead"/>, those of which a part was lost on the way. What a decoder made up of them is not compared; the rest is. 0 from workers that do not tell.</summary>
    public long FramesDamaged { get; init; }
}

/// <summary>Whether a camera's picture arrives.</summary>
public enum CameraState
{
    /// <summary>Being opened.</summary>
    Opening,

    /// <summary>Frames arrive and change.</summary>
    Ok,

    /// <summary>No new frame for a while.</summary>
    Stalled,

    /// <summary>Frames arrive but show the same or nothing (frozen or black).</summary>
    Frozen,

    /// <summary>Could not be opened or ended; the worker tries again with growing pauses.</summary>
    Failed,

    /// <summary>The video came to its end.</summary>
    Ended,

    /// <summary>Frames arrive, and parts of many are lost on the way. Frames that the decoder made up are not compared.</summary>
    Damaged,
}

/// <summary>A heavily pixelated picture of what a camera sees.</summary>
/// <param name="LicenceId">The licence.</param>
/// <param name="CameraId">The camera.</param>
/// <param name="Width">Blocks across, at most 64.</param>
/// <param name="Height">Blocks down.</param>
/// <param name="Png">PNG of <paramref name="Width"/> × <paramref name="Height"/> pixels, one per block; the page enlarges it without smoothing.</param>
public sealed record CameraTile(Guid LicenceId, Guid CameraId, int Width, int Height, byte[] Png);
