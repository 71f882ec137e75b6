namespace Lfr.Web.Data;

/// <summary>Kinds of changes that an open screen may want to hear of.</summary>
public enum ChangeKind
{
    /// <summary>Plan, authority, state, run.</summary>
    Deployment,

    /// <summary>Notice.</summary>
    Notice,

    /// <summary>List or an entry.</summary>
    Watchlist,

    /// <summary>An alert was raised or went on.</summary>
    Alert,

    /// <summary>The record of a deployment.</summary>
    Record,

    /// <summary>An account, its duties, or what waits to be confirmed for it.</summary>
    Account,

    /// <summary>A camera of the register.</summary>
    Camera,

    /// <summary>A worker came or went; not in the database.</summary>
    Worker,

    /// <summary>Counters and cameras of a worker, every second; not in the database.</summary>
    WorkerReport,
}

/// <summary>One committed change.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="DeploymentId">Its deployment; <see cref="Guid.Empty"/> for an account, and for a worker without one.</param>
/// <param name="Sequence">Sequence number of the alert; 0 otherwise.</param>
public sealed record ChangeNotice(ChangeKind Kind, Guid DeploymentId, long Sequence = 0);

/// <summary>Called after every commit with what it changed. Returns at once: a commit never waits for those who hear of it.</summary>
/// <param name="changes">The changes, in the order in which they were made.</param>
public delegate void CommitListener(IEnumerable<ChangeNotice> changes);
