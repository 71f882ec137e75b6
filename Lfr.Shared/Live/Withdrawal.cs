namespace Lfr.Shared.Live;

/// <summary>
/// An order to the worker that runs a licence: hold no template of this entry any more. Kept until the worker confirms it; a run whose worker does not
/// confirm in time is stopped.
/// </summary>
public sealed class Withdrawal
{
    /// <summary>How long the worker has to confirm. Longer than a reconnection and the loading of a list take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private Withdrawal()
    {
    }

    /// <summary>Licence under which the entry was compared.</summary>
    public Guid LicenceId { get; private set; }

    /// <summary>Entry.</summary>
    public Guid EntryId { get; private set; }

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>When it was ordered (UTC).</summary>
    public DateTimeOffset OrderedAt { get; private set; }

    /// <summary>When the worker confirmed it (UTC); <see langword="null"/> before.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Orders it.</summary>
    public static Withdrawal Order(Guid licenceId, Guid entryId, Guid deploymentId, DateTimeOffset now) => new()
    {
        LicenceId = licenceId,
        EntryId = entryId,
        DeploymentId = deploymentId,
        OrderedAt = now,
    };

    /// <summary>The worker holds no template of the entry any more. The first confirmation stays.</summary>
    public void Confirm(DateTimeOffset now) => ConfirmedAt ??= now;
}
