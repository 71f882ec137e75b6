using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Alerts;

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    /// <summary>Waits for a person.</summary>
    Raised,

    /// <summary>A person has opened it.</summary>
    UnderReview,

    /// <summary>Judged not the same person: a false alert. No engagement.</summary>
    False,

    /// <summary>The reviewer could not tell. No engagement.</summary>
    NotDetermined,

    /// <summary>Judged the same person; no officer sent yet.</summary>
    Credible,

    /// <summary>Officers were sent.</summary>
    Dispatched,

    /// <summary>An outcome is recorded.</summary>
    Closed,

    /// <summary>Two people said different things, about the person or about the outcome. A third person decides; until then no officer is sent.</summary>
    Disputed,
}

/// <summary>States as words.</summary>
public static class AlertStateLabels
{
    /// <summary>The state in plain words.</summary>
    public static string InWords(this AlertState state) => state switch
    {
        AlertState.Raised => "waiting",
        AlertState.UnderReview => "being looked at",
        AlertState.False => "a false alert",
        AlertState.NotDetermined => "not determined",
        AlertState.Credible => "judged the same person",
        AlertState.Dispatched => "with officers",
        AlertState.Closed => "closed",
        AlertState.Disputed => "waiting for a third person to decide",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };
}

/// <summary>What the engine measured for an alert. Blob ids are gone after the purge.</summary>
/// <param name="Score">Cosine in [-1, 1].</param>
/// <param name="RunnerUpScore">Best cosine with any other entry.</param>
/// <param name="Threshold">Threshold of the licence.</param>
/// <param name="AgreeingFrames">Frames that matched.</param>
/// <param name="FramesSeen">Frames compared.</param>
/// <param name="FrameTime">Position of the best frame in its stream.</param>
/// <param name="FrameNumber">Number of the best frame.</param>
/// <param name="Box">Face in the best frame.</param>
/// <param name="Quality">Measures of the best shot.</param>
/// <param name="EmbedderHash">SHA-256 of the embedder.</param>
/// <param name="ProbeImageBlobId">Encrypted face picture.</param>
/// <param name="ContextImageBlobId">Encrypted frame, other faces pixelated.</param>
/// <param name="ProbeTemplateBlobId">Encrypted template.</param>
public sealed record AlertEvidence(
    float Score,
    float RunnerUpScore,
    float Threshold,
    int AgreeingFrames,
    int FramesSeen,
    TimeSpan FrameTime,
    long FrameNumber,
    FaceBox Box,
    FaceQuality Quality,
    string EmbedderHash,
    Guid? ProbeImageBlobId,
    Guid? ContextImageBlobId,
    Guid? ProbeTemplateBlobId);

/// <summary>Answers to "same person?".</summary>
public enum Answer
{
    /// <summary>Same person.</summary>
    Same,

    /// <summary>Not the same person.</summary>
    NotSame,

    /// <summary>Cannot tell.</summary>
    CannotTell,
}

/// <summary>A reviewer's answer.</summary>
/// <param name="Answer">Answer.</param>
/// <param name="Reasons">What decided it.</param>
/// <param name="OpenedAt">When the reviewer first saw the images.</param>
/// <param name="By">Who and when.</param>
public sealed record Adjudication(Answer Answer, string Reasons, DateTimeOffset OpenedAt, Signature By) : IStatement
{
    /// <inheritdoc/>
    public StatementKind Kind { get; init; }

    /// <summary>Whether its author could see the score when answering (R32). The score is shown after the first answer.</summary>
    public bool ScoreShown { get; init; }

    /// <inheritdoc/>
    public bool Agrees(IStatement other) => other is Adjudication a && a.Answer == Answer;
}

/// <summary>A check of the person's status in the source system.</summary>
/// <param name="StillWanted">Whether the reason for listing still stands.</param>
/// <param name="CheckedWith">Where it was checked: <c>PNC, control room</c>.</param>
/// <param name="By">Who and when.</param>
public sealed record StatusCheck(bool StillWanted, string CheckedWith, Signature By)
{
    /// <summary>Whether it takes back a "no longer wanted".</summary>
    public bool Corrects { get; init; }

    /// <summary>
    /// Whether a person may take back the "no longer wanted" at the end of <paramref name="checks"/>: its author a slip, within
    /// <see cref="Statement.CorrectionTime"/> and before officers are sent; otherwise somebody who did not say it.
    /// </summary>
    public static Outcome MayCorrect(IReadOnlyList<StatusCheck> checks, bool officersSent, Guid by, DateTimeOffset now)
    {
        var said = checks.Reverse().TakeWhile(c => !c.StillWanted).ToArray();
        var own = said.Any(c => c.By.UserId == by);
        return own && (officersSent || said.Any(c => c.By.UserId != by) || now - said[0].By.At > Statement.CorrectionTime)
            ? Outcome.WrongState(
                $"You can correct your own check for {Words.Duration(Statement.CorrectionTime)}, while nobody else has confirmed it and no officer was sent.",
                "Ask a second person to check again.")
            : Outcome.Done;
    }
}

/// <summary>What became of the officers' search.</summary>
public enum EngagementOutcome
{
    /// <summary>The person was not found.</summary>
    NotLocated,

    /// <summary>Seen, then lost in the crowd.</summary>
    Lost,

    /// <summary>Officers were stood down before speaking to anybody.</summary>
    StoodDown,

    /// <summary>Officers spoke to the person.</summary>
    Engaged,
}

/// <summary>What the ordinary check of identity showed.</summary>
public enum IdentityCheck
{
    /// <summary>Nobody was spoken to, or identity could not be established.</summary>
    NotEstablished,

    /// <summary>The person on the list: a confirmed true alert.</summary>
    ConfirmedTrue,

    /// <summary>Somebody else: a confirmed false alert, and a reviewable incident (R46).</summary>
    ConfirmedFalse,
}

/// <summary>What happened in the end.</summary>
public enum Disposal
{
    /// <summary>Nobody was spoken to.</summary>
    NotApplicable,

    /// <summary>Arrest.</summary>
    Arrest,

    /// <summary>Order or bail checked, complied with.</summary>
    OrderCompliedWith,

    /// <summary>Order or bail checked, breached, dealt with otherwise than by arrest.</summary>
    OrderBreached,

    /// <summary>Safeguarding.</summary>
    Safeguarded,

    /// <summary>Summons or report.</summary>
    ReportedForSummons,

    /// <summary>No further action.</summary>
    NoFurtherAction,

    /// <summary>The person was no longer wanted: a stale entry.</summary>
    NoLongerWanted,

    /// <summary>Mistaken identity: explanation, apology, complaint leaflet.</summary>
    MistakenIdentity,
}

/// <summary>What officers report.</summary>
/// <param name="Outcome">Outcome.</param>
/// <param name="Identity">Identity.</param>
/// <param name="IdentifiedBy">How identity was established: documents, custody photograph, fingerprints.</param>
/// <param name="Disposal">What happened.</param>
/// <param name="LeafletGiven">Whether the person was given the leaflet.</param>
/// <param name="Notes">Notes, no names.</param>
/// <param name="By">Who and when.</param>
public sealed record Engagement(
    EngagementOutcome Outcome, IdentityCheck Identity, string IdentifiedBy, Disposal Disposal, bool LeafletGiven, string Notes, Signature By) : IStatement
{
    /// <inheritdoc/>
    public StatementKind Kind { get; init; }

    /// <inheritdoc/>
    public bool Agrees(IStatement other) => other is Engagement e && (e.Outcome, e.Identity, e.Disposal) == (Outcome, Identity, Disposal);
}
