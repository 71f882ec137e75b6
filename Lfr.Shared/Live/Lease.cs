namespace Lfr.Shared.Live;

/// <summary>
/// What should be running on a worker, as the web has it on record. A run is a lease: the worker compares only while the last confirmation is younger
/// than <see cref="Term"/>, so that an order that never arrives, or a web that can record nothing, ends the comparing by itself.
/// </summary>
/// <param name="LicenceId">The licence that should be running on this worker; <see langword="null"/> when none should.</param>
/// <param name="State">What the worker should do with it.</param>
/// <param name="Reason">Why it should not compare, as a sentence for the worker's log; empty when it should.</param>
/// <param name="Now">The web's clock (UTC).</param>
public sealed record Lease(Guid? LicenceId, LeaseState State, string Reason, DateTimeOffset Now)
{
    /// <summary>
    /// Alerts of this deployment which people answered with "not the same", or whose person was lost or not found: they silence nobody any more. Said with every
    /// confirmation, so that it cannot be missed. Empty from an older web.
    /// </summary>
    public IReadOnlyList<Guid> Rearmed { get; init; } = [];

    /// <summary>How long a confirmation holds, measured on the worker from the moment it asked.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromSeconds(10);

    /// <summary>How often each side sends a keep-alive when the connection is otherwise quiet.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(3);

    /// <summary>By how much a worker's clock may differ from the web's. Beyond it the times of alerts would be wrong, and nothing is compared.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);
}

/// <summary>What a worker should do.</summary>
public enum LeaseState
{
    /// <summary>Nothing: stop, and forget the list.</summary>
    None,

    /// <summary>Keep the list and compare nothing.</summary>
    Paused,

    /// <summary>Compare.</summary>
    Running,
}
