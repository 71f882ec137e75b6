using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>Where a list stands.</summary>
public enum WatchlistState
{
    /// <summary>Entries are proposed and signed off.</summary>
    Compiling,

    /// <summary>Frozen: this and only this list may run (R36).</summary>
    Sealed,

    /// <summary>Biometrics destroyed; the ledger stays.</summary>
    Purged,
}

/// <summary>The seal on a list.</summary>
/// <param name="GalleryHash">Hash of ids and templates, as <see cref="Live.GalleryDigest"/> computes it.</param>
/// <param name="Size">Number of entries.</param>
/// <param name="By">Who and when.</param>
public sealed record WatchlistSeal(string GalleryHash, int Size, Signature By);

/// <summary>The list of one deployment. Entries are aggregates of their own, since lists run to thousands.</summary>
public sealed class Watchlist : IAggregate
{
    private Watchlist()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Deployment; one list each.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>State.</summary>
    public WatchlistState State { get; private set; }

    /// <summary>Last number given to an entry.</summary>
    public int LastNumber { get; private set; }

    /// <summary>The seal; <see langword="null"/> while compiling.</summary>
    public WatchlistSeal? Seal { get; private set; }

    /// <summary>Earlier seals that were broken, with the reason; oldest first (R37).</summary>
    public IReadOnlyList<BrokenSeal> BrokenSeals { get; private set; } = [];

    /// <summary>Starts an empty list.</summary>
    public static Watchlist Start(Guid id, Guid deploymentId) => new() { Id = id, DeploymentId = deploymentId, State = WatchlistState.Compiling };

    /// <summary>Gives the next reference, or refuses when the list is frozen.</summary>
    public Outcome NextReference(out string reference)
    {
        reference = "";
        if (State != WatchlistState.Compiling)
            return Frozen();
        LastNumber++;
        reference = $"R-{LastNumber:0000}";
        return Outcome.Done;
    }

    /// <summary>Whether entries may be changed; otherwise why not.</summary>
    public Outcome MayChange() => State == WatchlistState.Compiling ? Outcome.Done : Frozen();

    /// <summary>Freezes the list.</summary>
    /// <param name="galleryHash">Hash over the approved entries.</param>
    /// <param name="approved">Number of approved entries.</param>
    /// <param name="undecided">Entries still waiting or sent back.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    public Outcome SealAs(string galleryHash, int approved, int undecided, Actor by, DateTimeOffset now)
    {
        if (State != WatchlistState.Compiling)
            return Frozen();
        if (approved == 0)
            return Outcome.Incomplete("There is nobody on the list yet.", "Propose entries and have them signed off first.");
        if (undecided > 0)
            return Outcome.Incomplete(
                undecided == 1 ? "One entry still waits for a decision." : $"{undecided} entries still wait for a decision.", "Sign off, reject or remove every entry first.");
        Seal = new WatchlistSeal(galleryHash, approved, by.Sign(now));
        State = WatchlistState.Sealed;
        return Outcome.Done;
    }

    /// <summary>Breaks the seal, so that entries can be changed; it must be sealed again before it may run (R37).</summary>
    public Outcome Reopen(string reason, Actor by, DateTimeOffset now)
    {
        if (State != WatchlistState.Sealed || Seal is null)
            return Outcome.WrongState("The list is not sealed.", "There is nothing to do: it can be changed as it is.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("No reason is given.", "Enter why the list is opened again.");
        BrokenSeals = [.. BrokenSeals, new BrokenSeal(Seal, reason.Trim(), by.Sign(now))];
        Seal = null;
        State = WatchlistState.Compiling;
        return Outcome.Done;
    }

    /// <summary>The biometrics are destroyed.</summary>
    public void Purge() => State = WatchlistState.Purged;

    private Outcome Frozen() => State == WatchlistState.Purged
        ? Outcome.WrongState("The list was deleted after its deployment.", "Start a new list for a new deployment.")
        : Outcome.WrongState("The list is sealed.", "Ask a watchlist approver to open it again; it must then be sealed again.");
}

/// <summary>A seal that was broken.</summary>
public sealed record BrokenSeal(WatchlistSeal Seal, string Reason, Signature By);
