using System.Collections.Concurrent;
using Lfr.Shared.Identity;
using Lfr.Web.Changes;
using Lfr.Web.Features.Home.Queries;

namespace Lfr.Web.Features.Home;

/// <summary>
/// Counts what needs each person whose page is open. Two hundred open pages hear of every change at once, so what is the same for everybody is read at most once in <see cref="Age"/>, and what a
/// person was told counts until something changes.
/// </summary>
public sealed class NeedsCount(IServiceProvider services, ChangeFeed feed, TimeProvider time) : IDisposable
{
    /// <summary>How old a reading of the deployments may be while things change.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    /// <summary>How old a count may be while nothing changes: time alone makes records late.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim one = new(1);
    private readonly ConcurrentDictionary<Guid, (Reading Reading, string Duties, int Count)> told = new();
    private Reading? last;

    /// <summary>Readings of the deployments since the start.</summary>
    public int Readings { get; private set; }

    /// <summary>The count for <paramref name="actor"/>.</summary>
    public async Task<int> ForAsync(Actor actor, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(cancellationToken);
        var duties = string.Join(',', actor.RoleNames.Order(StringComparer.Ordinal));
        if (told.TryGetValue(actor.UserId, out var before) && before.Reading == reading && before.Duties == duties)
            return before.Count;
        var needs = await services.GetRequiredService<HomeQuery>().NeedsAsync(actor, reading.Known, cancellationToken);
        told[actor.UserId] = (reading, duties, needs.Count);
        return needs.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task<Reading> ReadAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var (now, committed) = (time.GetUtcNow(), feed.Committed);
            if (last is { } before && now >= before.At && now - before.At < (before.Committed == committed ? Quiet : Age))
                return before;
            Readings++;
            last = new Reading(now, committed, await services.GetRequiredService<HomeQuery>().KnownAsync(cancellationToken));
            return last;
        }
        finally
        {
            one.Release();
        }
    }

    // Compared as an object: the same reading.
    private sealed class Reading(DateTimeOffset at, long committed, IReadOnlyList<HomeDeployment> known)
    {
        public DateTimeOffset At { get; } = at;

        public long Committed { get; } = committed;

        public IReadOnlyList<HomeDeployment> Known { get; } = known;
    }
}
