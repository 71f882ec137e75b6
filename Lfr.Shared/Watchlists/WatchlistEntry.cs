using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Watchlists;

/// <summary>What the compiler writes about one person.</summary>
/// <param name="SubjectName">Name in the source system.</param>
/// <param name="SourceReference">Nominal or record reference in the source system.</param>
/// <param name="Category">Legal category.</param>
/// <param name="LegalReference">Warrant, crime or order reference, as <see cref="EntryCategoryLabels.ReferenceNeeded"/> says.</param>
/// <param name="Justification">Why this person.</param>
/// <param name="WhyHereAndNow">Why at this place, in this window (R03).</param>
/// <param name="Necessity">Why necessary.</param>
/// <param name="Proportionality">Why proportionate.</param>
/// <param name="ImageSource">Where the photograph comes from.</param>
/// <param name="ImageTakenOn">When it was taken.</param>
/// <param name="LawfulHolding">Why the police lawfully hold it (R22).</param>
/// <param name="Unconvicted">Whether it is a custody photograph of somebody not convicted (R24).</param>
/// <param name="AgeBand">Age on the day.</param>
/// <param name="ChildWelfareReason">For a child: why the exception is in the child's or the public's interest (R26).</param>
/// <param name="Vulnerability">Vulnerability or disability that officers must know; may be empty.</param>
/// <param name="Response">What officers do.</param>
/// <param name="ResponsePlan">The same in words: what is done first, officer safety, welfare.</param>
/// <param name="StatusVerifiedAt">When the person's status was last checked in the source system.</param>
public sealed record EntryDetails(
    string SubjectName,
    string SourceReference,
    EntryCategory Category,
    string LegalReference,
    string Justification,
    string WhyHereAndNow,
    string Necessity,
    string Proportionality,
    ImageSource ImageSource,
    DateOnly ImageTakenOn,
    string LawfulHolding,
    bool Unconvicted,
    AgeBand AgeBand,
    string ChildWelfareReason,
    string Vulnerability,
    PlannedResponse Response,
    string ResponsePlan,
    DateTimeOffset StatusVerifiedAt)
{
    /// <summary>Siblings or twins that are known: of this list by their reference, or in words. Shown at an alert after the answer, never before; may be empty.</summary>
    public string KnownSiblings { get; init; } = "";

    /// <summary>The offence that the person is sought for and what shows how serious it is, where the policy sets a threshold (R53); may be empty.</summary>
    public string Offence { get; init; } = "";

    /// <summary>What stands in the fields that the policy gives the category (R55); <see langword="null"/> when nothing does.</summary>
    public EntryFields? Fields { get; init; }
}

/// <summary>The photograph as enrolled: ids of the encrypted picture and template, and what was measured.</summary>
/// <param name="ImageBlobId">Encrypted photograph.</param>
/// <param name="TemplateBlobId">Encrypted template.</param>
/// <param name="TemplateHash">SHA-256, lower-case hex, of the template: names it without being it.</param>
/// <param name="EmbedderHash">SHA-256 of the embedder that made it.</param>
/// <param name="Quality">Measures.</param>
/// <param name="Face">Where the face is in the photograph.</param>
public sealed record EnrolledPhotograph(
    Guid ImageBlobId, Guid TemplateBlobId, string TemplateHash, string EmbedderHash, FaceQuality Quality, FaceBox Face)
{
    /// <summary>Whether eyes and mouth can be seen; <see langword="null"/> for photographs that were enrolled before it was measured.</summary>
    public FaceCover? Cover { get; init; }

    /// <summary>
    /// SHA-256, lower-case hex, of the file as it was given: says whether a list that is imported again brings the same photograph. <see langword="null"/> where it was not kept.
    /// Names the file and is not signed off: nothing rests on it.
    /// </summary>
    public string? FileHash { get; init; }
}

/// <summary>Where an entry stands.</summary>
public enum EntryState
{
    /// <summary>Waits for sign-off.</summary>
    Proposed,

    /// <summary>Sent back to the compiler.</summary>
    Returned,

    /// <summary>Signed off.</summary>
    Approved,

    /// <summary>Rejected, for good.</summary>
    Rejected,

    /// <summary>What became of the person is known, or the listing is disputed: no alert from that moment. Still under its seal; only another sign-off ends it.</summary>
    Suspended,

    /// <summary>Taken off after sign-off: no longer wanted, or challenged. Raises no alert from that moment.</summary>
    Removed,

    /// <summary>Biometrics destroyed; this row stays as the ledger that answers rights requests (R43).</summary>
    Purged,
}

/// <summary>What an approver answered.</summary>
public enum EntryVerdict
{
    /// <summary>Signed off.</summary>
    Approved,

    /// <summary>Rejected.</summary>
    Rejected,

    /// <summary>Sent back.</summary>
    Returned,

    /// <summary>The same approver took the answer before it back, within <see cref="WatchlistEntry.TakeBackTime"/>.</summary>
    TakenBack,
}

/// <summary>An approver's answer. Appended, never changed.</summary>
/// <param name="Verdict">What.</param>
/// <param name="Reasons">Why; needed for rejecting and sending back, and for signing off somebody who looks like another person on the list.</param>
/// <param name="By">Who and when.</param>
/// <param name="EntryHash">Hash of what the approver saw.</param>
/// <param name="LookedForSeconds">How long the entry was on the approver's screen, whole seconds.</param>
public sealed record EntryDecision(EntryVerdict Verdict, string Reasons, Signature By, string EntryHash, int LookedForSeconds);

/// <summary>One person on one deployment's list.</summary>
public sealed partial class WatchlistEntry : IAggregate
{
    private WatchlistEntry()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Reference on this list: <c>R-00007</c>.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>State.</summary>
    public EntryState State { get; private set; }

    /// <summary>Details; after the purge name and references stay (R43), free text is blanked.</summary>
    public EntryDetails Details { get; private set; } = null!;

    /// <summary>Photograph; <see langword="null"/> after the purge.</summary>
    public EnrolledPhotograph? Photograph { get; private set; }

    /// <summary>Everybody who compiled it or changed it, oldest first: none of them may sign it off (R19).</summary>
    public IReadOnlyList<Signature> Compilations { get; private set; } = [];

    /// <summary>Accounts in <see cref="Compilations"/>, each once.</summary>
    public IEnumerable<Guid> CompilerIds => Compilations.Select(c => c.UserId).Distinct();

    /// <summary>Accounts whose approval covers the entry as it is now.</summary>
    public IEnumerable<Guid> ApproverIds => CurrentApprovals.Select(d => d.By.UserId);

    /// <summary>Its category; this and what follows is kept beside the details, the photograph and the decisions so that lists can be filtered and counted where they lie. No decision rests on it.</summary>
    public EntryCategory Category { get; private set; }

    /// <summary>Reference and name in capitals, for finding it.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>
    /// Its texts as <see cref="HashedWords"/>: read of every entry when another one is judged (R21), so that nobody's texts are. <see langword="null"/> where it was last changed
    /// before they were kept.
    /// </summary>
    public byte[]? WordHashes { get; private set; }

    /// <summary>Day of the photograph.</summary>
    public DateOnly ImageTakenOn { get; private set; }

    /// <summary>Names the template; <see langword="null"/> after the purge.</summary>
    public string? TemplateHash { get; private set; }

    /// <summary>Whether it is about a child, for lists; decisions ask <see cref="IsChild"/>.</summary>
    public bool ListedAsChild { get; private set; }

    /// <summary>Age on the day, for counting.</summary>
    public AgeBand ListedAge { get; private set; }

    /// <summary>When the status was last checked, for finding what was checked too long ago.</summary>
    public DateTimeOffset StatusVerifiedAt { get; private set; }

    /// <summary>Names the model that made the template; <see langword="null"/> after the purge.</summary>
    public string? EmbedderHash { get; private set; }

    /// <summary>Whether a vulnerability is written down, or the person is missing (R27).</summary>
    public bool IsVulnerable { get; private set; }

    /// <summary>Whether it rests on a custody photograph of somebody who was not convicted (R24).</summary>
    public bool IsUnconvictedCustody { get; private set; }

    /// <summary>Who gave the last answer; <see langword="null"/> before the first.</summary>
    public Guid? DecidedBy { get; private set; }

    /// <summary>When the last answer was given.</summary>
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>What was answered last; <see langword="null"/> before the first answer.</summary>
    public EntryVerdict? LastVerdict { get; private set; }

    /// <summary>Compiler and time of the last change.</summary>
    public Signature CompiledBy => Compilations[^1];

    /// <summary>Answers of approvers, oldest first.</summary>
    public IReadOnlyList<EntryDecision> Decisions { get; private set; } = [];

    /// <summary>Why and by whom it was removed.</summary>
    public string? RemovalReason { get; private set; }

    /// <summary>Suspensions, oldest first.</summary>
    public IReadOnlyList<EntrySuspension> Suspensions { get; private set; } = [];

    /// <summary>The suspension that stands; <see langword="null"/> when none does.</summary>
    public EntrySuspension? Suspension => State == EntryState.Suspended ? Suspensions[^1] : null;

    /// <summary>Approvals that cover the entry as it is now: a child needs two, by different people (R26).</summary>
    public IEnumerable<EntryDecision> CurrentApprovals =>
        Decisions.Where((d, i) => d.Verdict == EntryVerdict.Approved && HasHash(d.EntryHash)
            && Decisions.ElementAtOrDefault(i + 1)?.Verdict != EntryVerdict.TakenBack);

    /// <summary>Whether only Lfr itself compiled it, from a file: nobody stands for it until a compiler does (R19).</summary>
    public bool IsNobodys => Compilations.All(c => c.UserId == Actor.System.UserId);

    /// <summary>Whether <paramref name="userId"/> had a hand in compiling it, now or in an earlier form.</summary>
    public bool WasCompiledBy(Guid userId) => Compilations.Any(c => c.UserId == userId);

    /// <summary>Whether it is about a child: from the details, which are signed off, and not from a column beside them.</summary>
    public bool IsChild => Details.AgeBand != AgeBand.Adult;

    /// <summary>Proposes an entry.</summary>
    public static WatchlistEntry Propose(
        Guid id, Guid deploymentId, string reference, EntryDetails details, EnrolledPhotograph photograph, Actor compiler, DateTimeOffset now)
    {
        var entry = new WatchlistEntry
        {
            Id = id,
            DeploymentId = deploymentId,
            Reference = reference,
            State = EntryState.Proposed,
            Compilations = [compiler.Sign(now)],
        };
        entry.Take(details, photograph);
        return entry;
    }

    /// <summary>Changes an entry that is not signed off yet, or was sent back; it waits for sign-off again.</summary>
    public Outcome Change(EntryDetails details, EnrolledPhotograph photograph, Actor compiler, DateTimeOffset now)
    {
        if (State is not (EntryState.Proposed or EntryState.Returned))
            return Outcome.WrongState($"{Reference} can no longer be changed: it is {State.InWords()}.");
        Take(details, photograph);
        Compilations = [.. Compilations, compiler.Sign(now)];
        State = EntryState.Proposed;
        return Outcome.Done;
    }

    /// <summary>A compiler stands for an entry that came from a file under nobody's name; from then on it can be signed off by others.</summary>
    public Outcome StandFor(Actor compiler, DateTimeOffset now)
    {
        if (State is not (EntryState.Proposed or EntryState.Returned) || !IsNobodys)
            return Outcome.WrongState($"{Reference} does not wait for a compiler.");
        Compilations = [.. Compilations, compiler.Sign(now)];
        return Outcome.Done;
    }

    /// <summary>
    /// Suspends an entry whose fate is known. Never breaks the seal: <paramref name="galleries"/> are the sealed galleries that hold the template
    /// and go on covering it.
    /// </summary>
    public Outcome Suspend(EntryFate fate, string reason, IEnumerable<string> galleries, Actor by, DateTimeOffset now)
    {
        if (Suspension is { } known)
            return Outcome.Conflict($"{known.By.Name} suspended {Reference} at {Words.Time(known.By.At)}: {Words.AsSentence(known.Reason)}", "There is nothing more to do.");
        if (State is not (EntryState.Proposed or EntryState.Returned or EntryState.Approved))
            return Outcome.WrongState($"{Reference} cannot be suspended: it is {State.InWords()}.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("No reason is given.", "Enter why the entry is suspended.");
        if (!Enum.IsDefined(fate))
            return Outcome.Incomplete("It is not said what happened to the person.", "Choose what is known.");
        Suspensions = [.. Suspensions, new EntrySuspension(fate, reason.Trim(), by.Sign(now), State == EntryState.Approved ? [.. galleries.Distinct()] : [])];
        State = EntryState.Suspended;
        return Outcome.Done;
    }

    /// <summary>
    /// Lifts a suspension: the entry waits for sign-off again. Whoever lifts it proposes it again and cannot sign it off (R19); approvals given
    /// before no longer count.
    /// </summary>
    public Outcome LiftSuspension(string reason, Actor by, DateTimeOffset now)
    {
        if (Suspension is not { } standing)
            return Outcome.WrongState($"{Reference} is not suspended: it is {State.InWords()}.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("No reason is given.", "Enter why the person should be on the list again.");
        Suspensions = [.. Suspensions.Take(Suspensions.Count - 1), standing with { Lifted = new SuspensionLifted(reason.Trim(), by.Sign(now)) }];
        Compilations = [.. Compilations, by.Sign(now)];
        State = EntryState.Proposed;
        return Outcome.Done;
    }

    /// <summary>Whether the seal of a list covers the entry, suspended since or not.</summary>
    public bool IsUnder(WatchlistSeal seal) => State == EntryState.Approved || Suspension?.Galleries.Contains(seal.GalleryHash, StringComparer.Ordinal) == true;

    /// <summary>Whether the gallery of a licence holds the entry's template, withdrawn since or not: signed off when it was minted.</summary>
    /// <param name="galleryHash">Hash of that gallery.</param>
    /// <param name="mintedAt">When the licence was minted.</param>
    public bool WasIn(string galleryHash, DateTimeOffset mintedAt) => Suspensions.Any(s => s.Galleries.Contains(galleryHash, StringComparer.Ordinal))
        || (State == EntryState.Approved && Decisions.LastOrDefault(d => d.Verdict == EntryVerdict.Approved)?.By.At <= mintedAt);

    /// <summary>Takes an entry off the list: no longer wanted, withdrawn, challenged.</summary>
    public Outcome Remove(string reason, Actor by, DateTimeOffset now)
    {
        if (State is not (EntryState.Proposed or EntryState.Returned or EntryState.Approved or EntryState.Suspended))
            return Outcome.WrongState($"{Reference} cannot be removed: it is {State.InWords()}.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("No reason is given.", "Enter why the entry is removed.");
        RemovalReason = $"{reason.Trim()} ({by.Name}, {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC)";
        State = EntryState.Removed;
        return Outcome.Done;
    }

    /// <summary>Needs a fresh review before another date (R19): after a postponement.</summary>
    public void Reopen()
    {
        if (State != EntryState.Approved)
            return;
        // The compiler must propose it again, which changes the hash: approvals given for another date stay in the record but no longer count.
        State = EntryState.Returned;
        ReturnedAs = AsItIs();
    }

    /// <summary>The biometrics are destroyed; what stays is who was listed, in which category, when, and who decided (R43).</summary>
    public void Purge()
    {
        Take(
            Details with
            {
                Justification = "", WhyHereAndNow = "", Necessity = "", Proportionality = "", LawfulHolding = "", ChildWelfareReason = "", Vulnerability = "", ResponsePlan = "",
                KnownSiblings = "", Offence = "", Fields = null,
            },
            null);
        ReturnedAs = null;
        State = EntryState.Purged;
    }

    private void Take(EntryDetails details, EnrolledPhotograph? photograph)
    {
        Details = details;
        Photograph = photograph;
        Category = details.Category;
        SearchText = $"{Reference} {details.SubjectName}".ToUpperInvariant();
        WordHashes = HashedWords.Pack(HashedWords.Of(details));
        ImageTakenOn = details.ImageTakenOn;
        TemplateHash = photograph?.TemplateHash;
        ListedAsChild = IsChild;
        ListedAge = details.AgeBand;
        StatusVerifiedAt = details.StatusVerifiedAt;
        EmbedderHash = photograph?.EmbedderHash;
        IsVulnerable = !string.IsNullOrWhiteSpace(details.Vulnerability) || details.Category == EntryCategory.MissingAtRisk;
        IsUnconvictedCustody = details.Unconvicted && details.ImageSource.MayAskConviction();
    }

    /// <summary>Hash of details, photograph and compilation, what an approver signs; see <see cref="EntryHash.Text"/>.</summary>
    public string Hash() => EntryHash.Text(this).Hash();

    /// <summary>Whether <paramref name="stored"/> is the hash of this entry as it is, in the form that was current when it was stored.</summary>
    public bool HasHash(string stored) =>
        string.Equals(stored, HashedText.IsUnversioned(stored) && Details is { KnownSiblings.Length: 0, Offence.Length: 0, Fields: null } ? EntryHash.Unversioned(this) : Hash(), StringComparison.Ordinal);
}

/// <summary>States as words.</summary>
public static class EntryStateLabels
{
    /// <summary>The state in plain words.</summary>
    public static string InWords(this EntryState state) => state switch
    {
        EntryState.Proposed => "waiting for sign-off",
        EntryState.Returned => "sent back",
        EntryState.Approved => "signed off",
        EntryState.Rejected => "rejected",
        EntryState.Suspended => "suspended",
        EntryState.Removed => "removed",
        EntryState.Purged => "deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };
}
