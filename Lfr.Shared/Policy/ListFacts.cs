using Lfr.Shared.Deployments;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy;

/// <summary>
/// What the deployment rules look at of a list: counts, and a few names of what is not as it should be. Where somebody decides it is taken from the entries themselves; where a page
/// only shows it, the database counts, so that nobody loads a list of 16,000 to look at a plan.
/// </summary>
public sealed record ListFacts
{
    /// <summary>No entry.</summary>
    public static ListFacts None { get; } = new();

    /// <summary>Entries that wait for sign-off.</summary>
    public int Proposed { get; init; }

    /// <summary>Entries that were sent back.</summary>
    public int Returned { get; init; }

    /// <summary>Entries that would run.</summary>
    public int Approved { get; init; }

    /// <summary>Entries that still count: neither rejected nor removed nor purged.</summary>
    public int Living => Proposed + Returned + Approved;

    /// <summary>Entries under the seal that were suspended since, and will not be compared. Nought without a seal.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Accounts that had a hand in compiling an entry (R06).</summary>
    public IReadOnlySet<Guid> Hands { get; init; } = new HashSet<Guid>();

    /// <summary>Entries that count and are not signed off (R19).</summary>
    public NamedEntries NotSignedOff { get; init; } = NamedEntries.None;

    /// <summary>Signed-off entries that lack a sign-off of somebody who compiled nothing of the list; a child's needs two (R19, R26).</summary>
    public NamedEntries Uncovered { get; init; } = NamedEntries.None;

    /// <summary>Entries of a category that the criteria do not name (R18).</summary>
    public NamedEntries OutsideTheCriteria { get; init; } = NamedEntries.None;

    /// <summary>Signed-off entries whose status was checked at a time that has not come yet (R20).</summary>
    public NamedEntries CheckedAhead { get; init; } = NamedEntries.None;

    /// <summary>Signed-off entries whose status was checked too long ago (R20).</summary>
    public NamedEntries CheckedTooLongAgo { get; init; } = NamedEntries.None;

    /// <summary>Signed-off entries that were enrolled with another model than the one that would run (R45).</summary>
    public NamedEntries OfAnotherModel { get; init; } = NamedEntries.None;

    /// <summary>The facts of <paramref name="entries"/>, from what was signed off and not from the columns beside it.</summary>
    public static ListFacts Of(IReadOnlyList<WatchlistEntry> entries, ListQuestions asked)
    {
        var living = entries.Where(e => e.State is EntryState.Proposed or EntryState.Returned or EntryState.Approved).ToArray();
        var approved = living.Where(e => e.State == EntryState.Approved).ToArray();
        // Whoever compiles for a list signs nothing of it off, however the two came after one another.
        var compilers = entries.SelectMany(e => e.CompilerIds).ToHashSet();
        return new ListFacts
        {
            Proposed = living.Count(e => e.State == EntryState.Proposed),
            Returned = living.Count(e => e.State == EntryState.Returned),
            Approved = approved.Length,
            Withdrawn = asked.Seal is { } seal ? entries.Count(e => e.State == EntryState.Suspended && e.IsUnder(seal)) : 0,
            Hands = entries.SelectMany(e => e.Compilations).Select(c => c.UserId).ToHashSet(),
            NotSignedOff = NamedEntries.Of(living.Where(e => e.State != EntryState.Approved)),
            Uncovered = NamedEntries.Of(approved.Where(e => Approvers(e, compilers) < (e.IsChild ? 2 : 1))),
            OutsideTheCriteria = NamedEntries.Of(living.Where(e => !asked.Categories.Contains(e.Details.Category))),
            CheckedAhead = NamedEntries.Of(approved.Where(e => e.Details.StatusVerifiedAt > asked.Now)),
            CheckedTooLongAgo = NamedEntries.Of(approved.Where(e => e.Details.StatusVerifiedAt < asked.Earliest && !asked.Confirmed.Contains(e.Id))),
            OfAnotherModel = NamedEntries.Of(approved.Where(e => !string.Equals(e.Photograph?.EmbedderHash, asked.Embedder, StringComparison.Ordinal))),
        };
    }

    private static int Approvers(WatchlistEntry entry, HashSet<Guid> compilers) =>
        entry.CurrentApprovals.Select(d => d.By.UserId).Where(id => !compilers.Contains(id) && !entry.WasCompiledBy(id)).Distinct().Count();
}

/// <summary>Entries of a list as a sentence names them: the first few by reference, and how many they are.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">References of the first, <see cref="Words.MostNamed"/> at most.</param>
public sealed record NamedEntries(int Count, IReadOnlyList<string> First)
{
    /// <summary>None.</summary>
    public static NamedEntries None { get; } = new(0, []);

    /// <summary>Names <paramref name="entries"/>.</summary>
    public static NamedEntries Of(IEnumerable<WatchlistEntry> entries)
    {
        string[] references = [.. entries.Select(e => e.Reference)];
        return references.Length == 0 ? None : new NamedEntries(references.Length, [.. references.Take(Words.MostNamed)]);
    }

    /// <inheritdoc/>
    public override string ToString() => Words.AndList(First, Count);
}

/// <summary>What of plan, seal, policy and engine the questions about a list depend on.</summary>
/// <param name="Categories">Categories that the criteria name.</param>
/// <param name="Seal">The seal; <see langword="null"/> without one.</param>
/// <param name="Now">Now.</param>
/// <param name="Earliest">A status checked before is too old; <see langword="null"/> while nobody can say.</param>
/// <param name="Embedder">SHA-256 of the embedder that would run; <see langword="null"/> when it is not verified.</param>
public sealed record ListQuestions(IReadOnlyList<EntryCategory> Categories, WatchlistSeal? Seal, DateTimeOffset Now, DateTimeOffset? Earliest, string? Embedder)
{
    /// <summary>Entries that the system which knows who is still sought confirmed at <see cref="Earliest"/> or later.</summary>
    public IReadOnlySet<Guid> Confirmed { get; init; } = new HashSet<Guid>();

    /// <summary>The questions about the list of a deployment.</summary>
    public static ListQuestions Of(Plan plan, Watchlist? watchlist, EngineProfile engine, PolicyPack? policy, DateTimeOffset now) =>
        new(plan.Criteria.Categories, watchlist?.Seal, now, WatchlistIsFresh.Earliest(plan, policy), engine.Models.GetValueOrDefault("embedder"));
}
