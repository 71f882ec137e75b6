using Lfr.Shared.Deployments;
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

    /// <summary>Whether criteria of its own must be approved before people come in (R52). Not for lists that were begun before this was asked.</summary>
    public bool NeedsCriteria { get; private set; }

    /// <summary>Starts an empty list.</summary>
    /// <param name="id">Id.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="needsCriteria">Whether criteria of its own must be approved first.</param>
    public static Watchlist Start(Guid id, Guid deploymentId, bool needsCriteria = false) => new() { Id = id, DeploymentId = deploymentId, State = WatchlistState.Compiling, NeedsCriteria = needsCriteria };

    /// <summary>Gives the next reference, or refuses: the list is frozen, the deployment no longer takes anybody, or a date of the entry cannot be right.</summary>
    /// <param name="deployment">Its deployment.</param>
    /// <param name="details">What is written about the person.</param>
    /// <param name="policy">Policy of the deployment; <see langword="null"/> when none is in force.</param>
    /// <param name="now">Now.</param>
    /// <param name="reference">The reference; empty when refused.</param>
    public Outcome NextReference(Deployment deployment, EntryDetails details, PolicyPack? policy, DateTimeOffset now, out string reference)
    {
        reference = "";
        if (MayTake(deployment, details, policy, now) is { Succeeded: false } refused)
            return refused;
        reference = ReferenceOf(++LastNumber);
        return Outcome.Done;
    }

    /// <summary>The reference with a number. Five digits, so that the references of a list of sixteen thousand sort as text.</summary>
    public static string ReferenceOf(int number) => $"R-{number:00000}";

    /// <summary>Whether entries may be added, changed and signed off; otherwise why not.</summary>
    public Outcome MayChange(Deployment deployment, DateTimeOffset now)
    {
        if (deployment.MayChangeList(now) is { Succeeded: false } closed)
            return closed;
        return State == WatchlistState.Compiling ? Outcome.Done : Frozen();
    }

    /// <summary>Whether an entry may say this; otherwise why not.</summary>
    public Outcome MayTake(Deployment deployment, EntryDetails details, PolicyPack? policy, DateTimeOffset now)
    {
        if (MayChange(deployment, now) is { Succeeded: false } frozen)
            return frozen;
        return EntryFields.Wrong(details, policy) ?? DateRanges.Judge(DateRanges.OfEntry(details, policy, now));
    }

    /// <summary>Freezes the list.</summary>
    /// <param name="deployment">Its deployment.</param>
    /// <param name="galleryHash">Hash over the approved entries.</param>
    /// <param name="approved">Number of approved entries.</param>
    /// <param name="undecided">Entries still waiting or sent back.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    public Outcome SealAs(Deployment deployment, string galleryHash, int approved, int undecided, Actor by, DateTimeOffset now)
    {
        if (MayChange(deployment, now) is { Succeeded: false } frozen)
            return frozen;
        if (approved == 0)
            return Outcome.Incomplete("There is nobody on the list yet.", "Propose entries and have them signed off first.");
        if (undecided > 0)
            return Outcome.Incomplete(
                undecided == 1 ? "One entry still waits for a decision." : $"{undecided} entries still wait for a decision.", "Sign off, reject or remove every entry first.");
        Seal = new WatchlistSeal(galleryHash, approved, by.Sign(now));
        State = WatchlistState.Sealed;
        return Outcome.Done;
    }

    /// <summary>Opens a sealed list, so that entries can be changed; it must be sealed again before it may run (R37).</summary>
    public Outcome Reopen(Deployment deployment, string reason, Actor by, DateTimeOffset now)
    {
        if (deployment.MayChangeList(now) is { Succeeded: false } closed)
            return closed;
        if (State == WatchlistState.Purged)
            return Frozen();
        if (State != WatchlistState.Sealed)
            return Outcome.WrongState("The list is not sealed.", "There is nothing to do: it can be changed as it is.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("No reason is given.", "Enter why the list is opened again.");
        BreakSeal(reason, by, now);
        return Outcome.Done;
    }

    /// <summary>The seal no longer holds, because an entry was removed or the deployment changed. Nothing happens to a list that is not sealed.</summary>
    public void BreakSeal(string reason, Actor by, DateTimeOffset now)
    {
        if (State != WatchlistState.Sealed || Seal is null)
            return;
        BrokenSeals = [.. BrokenSeals, new BrokenSeal(Seal, reason.Trim(), by.Sign(now))];
        Seal = null;
        State = WatchlistState.Compiling;
    }

    /// <summary>The biometrics are destroyed.</summary>
    public void Purge() => State = WatchlistState.Purged;

    private Outcome Frozen() => State == WatchlistState.Purged
        ? Outcome.WrongState("The list was deleted after its deployment.", "Start a new list for a new deployment.")
        : Outcome.WrongState("The list is sealed.", "Ask a watchlist approver to open it again; it must then be sealed again.");
}

/// <summary>A seal that was broken.</summary>
public sealed record BrokenSeal(WatchlistSeal Seal, string Reason, Signature By);
