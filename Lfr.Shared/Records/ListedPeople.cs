using Lfr.Shared.Deployments;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Records;

/// <summary>Who was on the list of a run to its end, in counts: what a record publishes of a list.</summary>
/// <param name="Count">How many.</param>
/// <param name="ByCategory">By category; a category without anybody is missing.</param>
/// <param name="ByAge">By age; an age without anybody is missing.</param>
public sealed record ListedPeople(int Count, IReadOnlyDictionary<EntryCategory, int> ByCategory, IReadOnlyDictionary<AgeBand, int> ByAge)
{
    /// <summary>When the list that is published began to run; <paramref name="now"/> when nothing ran.</summary>
    public static DateTimeOffset Began(Deployment deployment, DateTimeOffset now) => deployment.Runs is [.., { } last] ? last.StartedBy.At : now;

    /// <summary>Counts entries, also when already purged.</summary>
    public static ListedPeople Of(IEnumerable<WatchlistEntry> entries, DateTimeOffset began) =>
        Of(entries.Where(e => WasListed(e, began)).GroupBy(e => (e.Details.Category, e.Details.AgeBand)).Select(g => (g.Key.Category, g.Key.AgeBand, g.Count())));

    /// <summary>Sums what was counted by category and age together.</summary>
    public static ListedPeople Of(IEnumerable<(EntryCategory Category, AgeBand Age, int Count)> counted)
    {
        var all = counted.ToArray();
        return new ListedPeople(
            all.Sum(c => c.Count),
            all.GroupBy(c => c.Category).ToDictionary(g => g.Key, g => g.Sum(c => c.Count)),
            all.GroupBy(c => c.Age).ToDictionary(g => g.Key, g => g.Sum(c => c.Count)));
    }

    /// <summary>Whether the entry was on the list that began at <paramref name="began"/> to its end. A purged entry shows it by its decisions.</summary>
    private static bool WasListed(WatchlistEntry entry, DateTimeOffset began) => entry.Decisions is [.., { Verdict: EntryVerdict.Approved } last] && last.By.At <= began && entry.State switch
    {
        EntryState.Approved => true,
        EntryState.Suspended => entry.Suspension!.Galleries.Count > 0,
        EntryState.Purged => entry.RemovalReason is null,
        _ => false,
    };
}
