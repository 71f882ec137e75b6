using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>What a page says about the deployment a list belongs to.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference"><c>2026-014</c>.</param>
/// <param name="Name"><c>Romford town centre</c>.</param>
/// <param name="State">State.</param>
/// <param name="Place">Where.</param>
/// <param name="Window">When; <see langword="null"/> while undecided.</param>
/// <param name="Criteria">Who may be on the list.</param>
/// <param name="IsRunning">Whether a run is under way.</param>
/// <param name="Closed">Why the list can no longer be changed, whoever asks; <see langword="null"/> while the deployment may still run.</param>
public sealed record ListedFor(
    Guid Id, string Reference, string Name, DeploymentState State, Place Place, Window? Window, WatchlistCriteria Criteria, bool IsRunning, string? Closed)
{
    /// <summary>Name, place and hours in one line, as the pages of a list say them under their heading.</summary>
    public string InALine => $"{Name} · {Place.Venue} · {(Window is { } window ? ForceTime.Span(window.Start, window.End) : "no date yet")}";
}

/// <summary>A row of the list.</summary>
/// <param name="Id">Entry.</param>
/// <param name="Reference"><c>R-00007</c>.</param>
/// <param name="SubjectName">Name in the source system.</param>
/// <param name="Category">Category.</param>
/// <param name="State">State.</param>
/// <param name="Flags">What must not be overlooked.</param>
/// <param name="Quality">Quality in a word; <see langword="null"/> without a photograph.</param>
/// <param name="PhotographVersion">Changes with the photograph; <see langword="null"/> when it is gone.</param>
/// <param name="ImageTakenOn">Day of the photograph.</param>
/// <param name="CompiledBy">Compiler.</param>
/// <param name="Approvals">Approvals that cover the entry as it is.</param>
/// <param name="ApprovalsNeeded">2 for a child, otherwise 1.</param>
public sealed record EntryRow(
    Guid Id,
    string Reference,
    string SubjectName,
    EntryCategory Category,
    EntryState State,
    IReadOnlyList<EntryFlag> Flags,
    string? Quality,
    string? PhotographVersion,
    DateOnly ImageTakenOn,
    Signature CompiledBy,
    int Approvals,
    int ApprovalsNeeded)
{
    /// <summary>Code of the category as the deployment's policy has it.</summary>
    public required string CategoryCode { get; init; }

    /// <summary>The category in the words of the deployment's policy.</summary>
    public required string CategoryInWords { get; init; }
}

/// <summary>How many stand where.</summary>
/// <param name="Waiting">Wait for sign-off.</param>
/// <param name="Returned">Sent back.</param>
/// <param name="Approved">Signed off.</param>
/// <param name="Rejected">Rejected.</param>
/// <param name="Removed">Removed.</param>
/// <param name="Purged">Biometrics destroyed after the deployment.</param>
public sealed record ListCounts(int Waiting, int Returned, int Approved, int Rejected, int Removed, int Purged)
{
    /// <summary>Suspended: their fate is known, or the listing is disputed.</summary>
    public int Suspended { get; init; }

    /// <summary>All that were ever proposed.</summary>
    public int All => Waiting + Returned + Approved + Suspended + Rejected + Removed + Purged;

    /// <summary>Those that would run or may still come to it.</summary>
    public int Living => Waiting + Returned + Approved;

    /// <summary>Whether nothing waits for anybody.</summary>
    public bool AllDecided => Waiting + Returned == 0;
}

/// <summary>The list of one deployment.</summary>
/// <param name="For">Deployment.</param>
/// <param name="State">State; compiling before the first entry.</param>
/// <param name="Seal">Seal.</param>
/// <param name="BrokenSeals">Earlier seals.</param>
/// <param name="Counts">Counts.</param>
/// <param name="Composition">Living entries by category, the largest first.</param>
/// <param name="MaySeeEntries">Whether the reader's role may see who is listed.</param>
public sealed record WatchlistView(
    ListedFor For,
    WatchlistState State,
    WatchlistSeal? Seal,
    IReadOnlyList<BrokenSeal> BrokenSeals,
    ListCounts Counts,
    IReadOnlyList<(EntryCategory Category, int Count)> Composition,
    bool MaySeeEntries)
{
    /// <summary>The deployment's policy, in whose words its categories are named; <see langword="null"/> when none is known.</summary>
    public PolicyPack? Policy { get; init; }

    /// <summary>Revision of the list; 0 before the first entry.</summary>
    public long Revision { get; init; }

    /// <summary>What the authorising officer approved for this list (R52).</summary>
    public CriteriaInForce Criteria { get; init; } = CriteriaInForce.NotNeeded;

    /// <summary>Whether nobody can be added yet, because its criteria are not approved.</summary>
    public bool WaitsForCriteria => Criteria is { AreNeeded: true, Terms: null };

    /// <summary>Entries that came from a file and that no compiler stands for yet.</summary>
    public int Nobodys { get; init; }

    /// <summary>Whether it may be added to, changed and signed off.</summary>
    public bool IsOpen => State == WatchlistState.Compiling && For.Closed is null;
}

/// <summary>Another entry of the list, named beside the one that is looked at.</summary>
/// <param name="EntryId">Entry.</param>
/// <param name="Reference">Reference.</param>
/// <param name="Similarity">0–1: share of equal word triples, or cosine of templates.</param>
/// <param name="PhotographVersion">As in <see cref="EntryRow"/>.</param>
public sealed record ResemblingEntry(Guid EntryId, string Reference, double Similarity, string? PhotographVersion);

/// <summary>Everything about one entry.</summary>
/// <param name="Row">As in the list.</param>
/// <param name="For">Deployment.</param>
/// <param name="Details">What the compiler wrote.</param>
/// <param name="Measures">Measures; <see langword="null"/> without a photograph.</param>
/// <param name="Decisions">Answers of approvers, oldest first.</param>
/// <param name="CurrentApprovals">Those of them that cover the entry as it is.</param>
/// <param name="CoveredHash">Hash of the entry as it is: what a decision names.</param>
/// <param name="RemovalReason">Why it was removed.</param>
/// <param name="Findings">What the rules say, for this reader where they may sign off.</param>
/// <param name="SameWords">Entries whose justification is much the same, nearest first.</param>
/// <param name="Nearest">The other entry that looks most like this person; <see langword="null"/> when there is none.</param>
/// <param name="LooksTheSame">Whether <paramref name="Nearest"/> is near enough to be the same person or a look-alike.</param>
/// <param name="ListIsOpen">Whether entries may be changed and decided.</param>
public sealed record EntryView(
    EntryRow Row,
    ListedFor For,
    EntryDetails Details,
    FaceQuality? Measures,
    IReadOnlyList<EntryDecision> Decisions,
    IReadOnlyList<EntryDecision> CurrentApprovals,
    string CoveredHash,
    string? RemovalReason,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<ResemblingEntry> SameWords,
    ResemblingEntry? Nearest,
    bool LooksTheSame,
    bool ListIsOpen)
{
    /// <summary>Whether eyes and mouth can be seen in the photograph; <see langword="null"/> where that was not measured.</summary>
    public FaceCover? Cover { get; init; }

    /// <summary>Policy of the deployment, which names what the entry holds.</summary>
    public PolicyPack? Policy { get; init; }

    /// <summary>Revision of the entry, for commands that undo what the reader saw.</summary>
    public long Revision { get; init; }

    /// <summary>What was changed since it was sent back; <see langword="null"/> when it was not, or waits with the compiler.</summary>
    public IReadOnlyList<EntryChange>? Changes { get; init; }

    /// <summary>The suspension that stands; <see langword="null"/> when none does.</summary>
    public EntrySuspension? Suspension { get; init; }
}
