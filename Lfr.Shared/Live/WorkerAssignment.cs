namespace Lfr.Shared.Live;

/// <summary>
/// Which worker runs which licence, since when and until when. Decided in the transaction that mints the licence, so that two deployments never share
/// a worker; kept as evidence of which worker compared under which licence.
/// </summary>
public sealed class WorkerAssignment
{
    private WorkerAssignment()
    {
    }

    /// <summary>Licence; assigned once.</summary>
    public Guid LicenceId { get; private set; }

    /// <summary>Its deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Worker. At most one assignment of a worker has no end.</summary>
    public Guid WorkerId { get; private set; }

    /// <summary>What people called the worker then.</summary>
    public string WorkerName { get; private set; } = "";

    /// <summary>Counts the assignments of a deployment from 1: of two workers that claim to run it, the higher one is right.</summary>
    public int Generation { get; private set; }

    /// <summary>When it was assigned (UTC).</summary>
    public DateTimeOffset AssignedAt { get; private set; }

    /// <summary>When the worker last reported under this licence (UTC); <see langword="null"/> before its first report.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    /// <summary>When the run ended or another licence took over (UTC); <see langword="null"/> while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When the worker said that it no longer runs the ended licence (UTC); <see langword="null"/> while it has not.</summary>
    public DateTimeOffset? EndConfirmedAt { get; private set; }

    /// <summary>
    /// How many alerts may still come after the end: as many as lay in the worker's outbox when it first said that it is idle. <see langword="null"/> before it said
    /// so.
    /// </summary>
    public int? AlertsLeft { get; private set; }

    /// <summary>For how many minutes the licence lets this worker compare without a connection; 0: not at all.</summary>
    public int OfflineMinutes { get; private set; }

    /// <summary>How long the worker may compare after it was last heard.</summary>
    public TimeSpan Unheard => OfflineMinutes > 0 ? TimeSpan.FromMinutes(OfflineMinutes) : Lease.Term;

    /// <summary>
    /// When it compares no more even if it never heard of the end: its lease is over, or what it may do without a connection (UTC). The window may end before.
    /// </summary>
    public DateTimeOffset? SurelyIdleAt => EndedAt is not { } ended ? null
        : OfflineMinutes > 0 && LastHeard + Unheard > ended + Lease.Term ? LastHeard + Unheard
        : ended + Lease.Term;

    /// <summary>When the worker was last heard: with the grant, before its first report.</summary>
    public DateTimeOffset LastHeard => HeardAt ?? AssignedAt;

    /// <summary>Assigns a licence to a worker.</summary>
    /// <param name="licenceId">Licence.</param>
    /// <param name="deploymentId">Its deployment.</param>
    /// <param name="workerId">Worker.</param>
    /// <param name="workerName">What people call it.</param>
    /// <param name="generation">How many assignments the deployment has now.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="offlineMinutes">For how many minutes the licence lets it compare without a connection.</param>
    public static WorkerAssignment Assign(Guid licenceId, Guid deploymentId, Guid workerId, string workerName, int generation, DateTimeOffset now, int offlineMinutes = 0) => new()
    {
        OfflineMinutes = offlineMinutes,
        LicenceId = licenceId,
        DeploymentId = deploymentId,
        WorkerId = workerId,
        WorkerName = workerName,
        Generation = generation,
        AssignedAt = now,
    };

    /// <summary>The worker reported.</summary>
    public void Hear(DateTimeOffset now) => HeardAt = now;

    /// <summary>The worker no longer runs the ended licence. The first confirmation stays.</summary>
    public void ConfirmEnd(DateTimeOffset now)
    {
        if (EndedAt is not null)
            EndConfirmedAt ??= now;
    }

    /// <summary>The worker is idle after the end and says how many alerts wait in its outbox. The number only falls: nothing can be put there any more.</summary>
    public void Leave(int waiting)
    {
        if (EndedAt is not null)
            AlertsLeft = Math.Clamp(waiting, 0, AlertsLeft ?? int.MaxValue);
    }

    /// <summary>One of the alerts that were left has come.</summary>
    public void TakeLeft() => AlertsLeft = AlertsLeft > 0 ? AlertsLeft - 1 : AlertsLeft;

    /// <summary>The worker is free again. The first end stays.</summary>
    public void End(DateTimeOffset now) => EndedAt ??= now;
}
