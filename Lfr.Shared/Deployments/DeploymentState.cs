namespace Lfr.Shared.Deployments;

/// <summary>
/// Where a deployment stands. "Assessed", "notified" and "ready" of domain.md §3 are not stored: they are what the rules say now
/// (docs/adr/0003), so that they cannot be out of date.
/// </summary>
public enum DeploymentState
{
    /// <summary>The planner writes; nothing is asked for yet. Also after a postponement or a return.</summary>
    Draft,

    /// <summary>The planner asked for authority; the plan is fixed until there is an answer.</summary>
    Submitted,

    /// <summary>The authorising officer granted it. Starts nothing by itself.</summary>
    Authorised,

    /// <summary>The authorising officer refused it, for good.</summary>
    Refused,

    /// <summary>A licence was minted; the engine may compare.</summary>
    Live,

    /// <summary>Licence held, nothing compared.</summary>
    Paused,

    /// <summary>The run is over: stopped, window closed or authority revoked. Biometrics are still to be purged.</summary>
    Ended,

    /// <summary>Closed down: list destroyed, figures computed. Pictures of alerts may be kept until they fall due; the record is still to be published.</summary>
    Debriefed,

    /// <summary>The record is public. The end of the line; corrections append to the record.</summary>
    Published,

    /// <summary>Called off by the planner before it ran.</summary>
    Cancelled,
}

/// <summary>Who or what ended a run.</summary>
public enum RunEnd
{
    /// <summary>An operator or Silver pressed Stop.</summary>
    Stopped,

    /// <summary>The window closed.</summary>
    WindowClosed,

    /// <summary>The authorising officer revoked the authority.</summary>
    Revoked,

    /// <summary>The list was changed and sealed again, and another run took over without a pause.</summary>
    ListChanged,

    /// <summary>Lfr stopped it: the worker did not confirm in time that somebody was taken off the list.</summary>
    WorkerDidNotConfirm,

    /// <summary>Somebody pressed the stop key at the worker that ran it.</summary>
    StoppedAtTheWorker,

    /// <summary>Lfr stopped it: the worker that ran it was revoked.</summary>
    WorkerRevoked,
}

/// <summary>States as words for screens.</summary>
public static class DeploymentStateLabels
{
    /// <summary>The state in plain words: <c>waiting for authority</c>.</summary>
    public static string InWords(this DeploymentState state) => state switch
    {
        DeploymentState.Draft => "draft",
        DeploymentState.Submitted => "waiting for authority",
        DeploymentState.Authorised => "authorised",
        DeploymentState.Refused => "refused",
        DeploymentState.Live => "live",
        DeploymentState.Paused => "paused",
        DeploymentState.Ended => "ended, to be closed down",
        DeploymentState.Debriefed => "closed down, record to be published",
        DeploymentState.Published => "record published",
        DeploymentState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    /// <summary>The state as the end of a sentence, behind <c>the deployment is</c>: <c>over and has to be closed down</c>.</summary>
    public static string InSentence(this DeploymentState state) => state switch
    {
        DeploymentState.Draft => "a draft",
        DeploymentState.Ended => "over and has to be closed down",
        DeploymentState.Debriefed => "closed down, and its record has to be published",
        DeploymentState.Published => "over, and its record is published",
        _ => state.InWords(),
    };
}
