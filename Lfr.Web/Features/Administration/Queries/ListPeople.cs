using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Queries;

/// <summary>A person in the list.</summary>
public sealed record PersonRow(
    Guid Id, string Name, string Email, Rank Rank, string ForceNumber, string Unit, IReadOnlyList<string> Duties, DateOnly? TrainedUntil, DateTimeOffset? LastSeenAt, AccountState State)
{
    /// <summary>In what they act today, and until when; <see langword="null"/> where they stand in for nobody.</summary>
    public string? Acting { get; init; }
}

/// <summary>By what the list is sorted: the names of columns of <see cref="PersonRow"/>.</summary>
public enum PeopleOrder
{
    /// <summary>By name.</summary>
    Name,

    /// <summary>By rank, in the order of ranks.</summary>
    Rank,

    /// <summary>By unit.</summary>
    Unit,

    /// <summary>By the last day of the training; nobody's first.</summary>
    TrainedUntil,

    /// <summary>By when they were last seen; never first.</summary>
    LastSeenAt,
}

/// <summary>How somebody's training stands.</summary>
public enum TrainingFilter
{
    /// <summary>Its last day is over.</summary>
    Ended,

    /// <summary>It ends within 30 days.</summary>
    EndsSoon,

    /// <summary>None is recorded.</summary>
    None,
}

/// <summary>When somebody was last seen.</summary>
public enum SeenFilter
{
    /// <summary>Within 30 days.</summary>
    Lately,

    /// <summary>Not for 90 days, or never.</summary>
    LongAgo,
}

/// <summary>What of the list is asked for.</summary>
/// <param name="Search">Part of name, address, force number or unit; empty for all.</param>
/// <param name="Duty">Only those who hold it; <see langword="null"/> for all.</param>
/// <param name="State">Only accounts in it; <see langword="null"/> for all.</param>
public sealed record PeopleFilter(string Search, string? Duty, AccountState? State)
{
    /// <summary>Only those of this rank; <see langword="null"/> for all.</summary>
    public Rank? Rank { get; init; }

    /// <summary>Only those whose training stands so; <see langword="null"/> for all.</summary>
    public TrainingFilter? Training { get; init; }

    /// <summary>Only those who were seen then; <see langword="null"/> for all.</summary>
    public SeenFilter? Seen { get; init; }

    /// <summary>By what it is sorted.</summary>
    public PeopleOrder Order { get; init; }

    /// <summary>Whether the last comes first.</summary>
    public bool Descending { get; init; }
}

/// <summary>A page of the list.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many the filter finds.</param>
public sealed record PeoplePage(IReadOnlyList<PersonRow> Rows, int Total);

/// <summary>Reads the people of the force a page at a time: a force has thousands.</summary>
public sealed class ListPeople(IDbContextFactory<LfrDbContext> contexts, PolicyNow policy, TimeProvider time)
{
    /// <summary>Most rows of a page.</summary>
    public const int Most = 200;

    /// <summary>The page; <see langword="null"/> when the reader may not see people.</summary>
    public async Task<PeoplePage?> RunAsync(Actor reader, PeopleFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        if (!Permissions.ManagePeople.IsSeenBy(reader))
            return null;
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var acting = (await ActingNow.OpenAsync(db, null, now, cancellationToken)).Where(g => g.Acting!.IsOn(now.ForceDay())).ToLookup(g => g.AccountId, g => g.Acting!);
        var people = Filtered(db, filter, [.. acting.Where(a => a.Any(on => filter.Duty is { } duty && on.Duties.Contains(duty))).Select(a => a.Key)], now);
        var total = await people.CountAsync(cancellationToken);
        var page = await Sorted(people, filter).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, Most)).Select(u => new
        {
            u.Id, u.DisplayName, u.Email, u.Rank, u.ForceNumber, u.Unit, u.TrainedUntil, u.LastSeenAt, u.RetiredAt, u.LockoutEnd,
            IsInvited = u.PasswordHash == null && db.Invitations.Any(i => i.AccountId == u.Id),
        }).ToListAsync(cancellationToken);
        var ids = page.ConvertAll(u => u.Id);
        var duties = (await db.UserRoles.Where(m => ids.Contains(m.UserId)).Join(db.Roles, m => m.RoleId, r => r.Id, (m, r) => new { m.UserId, r.Name }).ToListAsync(cancellationToken))
            .ToLookup(m => m.UserId, m => m.Name);
        return new PeoplePage(
            [
                .. page.Select(u => new PersonRow(
                    u.Id, u.DisplayName, u.Email ?? "", u.Rank, u.ForceNumber, u.Unit, [.. Roles.All.Where(duties[u.Id].Contains)], u.TrainedUntil, u.LastSeenAt,
                    StateOf(u.RetiredAt, u.LockoutEnd, u.IsInvited, u.LastSeenAt, now))
                {
                    Acting = acting[u.Id].FirstOrDefault()?.InWords(u.Rank, policy.Pack),
                }),
            ],
            total);
    }

    /// <summary>The state of an account. <see cref="In"/> says the same to the database.</summary>
    internal static AccountState StateOf(DateTimeOffset? retiredAt, DateTimeOffset? lockedUntil, bool isInvited, DateTimeOffset? lastSeenAt, DateTimeOffset now) => (retiredAt, isInvited, lastSeenAt) switch
    {
        (not null, _, _) => AccountState.Retired,
        _ when lockedUntil > now => AccountState.Locked,
        (_, true, _) => AccountState.Invited,
        (_, _, null) => AccountState.NeverSignedIn,
        _ => AccountState.Active,
    };

    private static IQueryable<LfrUser> Filtered(LfrDbContext db, PeopleFilter filter, IReadOnlyList<Guid> whoActsInIt, DateTimeOffset now)
    {
        var people = db.Users.AsNoTracking();
        // Every word somewhere: "boyd custody" finds Callum Boyd of the custody unit.
        foreach (var word in filter.Search.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            people = people.Where(u => u.SearchText.Contains(word));
        if (filter.Duty is { } duty)
            people = people.Where(u => whoActsInIt.Contains(u.Id) || db.UserRoles.Any(m => m.UserId == u.Id && db.Roles.Any(r => r.Id == m.RoleId && r.Name == duty)));
        if (filter.Rank is { } rank)
            people = people.Where(u => u.Rank == rank);
        var (today, soon, lately, longAgo) = (now.ForceDay(), now.ForceDay().AddDays(30), now.AddDays(-30), now.AddDays(-90));
        people = filter.Training switch
        {
            TrainingFilter.Ended => people.Where(u => u.TrainedUntil < today),
            TrainingFilter.EndsSoon => people.Where(u => u.TrainedUntil >= today && u.TrainedUntil <= soon),
            TrainingFilter.None => people.Where(u => u.TrainedUntil == null),
            _ => people,
        };
        people = filter.Seen switch
        {
            SeenFilter.Lately => people.Where(u => u.LastSeenAt >= lately),
            SeenFilter.LongAgo => people.Where(u => u.LastSeenAt == null || u.LastSeenAt < longAgo),
            _ => people,
        };
        return filter.State is { } state ? In(db, people, state, now) : people;
    }

    private static IQueryable<LfrUser> In(LfrDbContext db, IQueryable<LfrUser> people, AccountState state, DateTimeOffset now)
    {
        if (state == AccountState.Retired)
            return people.Where(u => u.RetiredAt != null);
        people = people.Where(u => u.RetiredAt == null);
        if (state == AccountState.Locked)
            return people.Where(u => u.LockoutEnd != null && u.LockoutEnd > now);
        people = people.Where(u => u.LockoutEnd == null || u.LockoutEnd <= now);
        if (state == AccountState.Invited)
            return people.Where(u => u.PasswordHash == null && db.Invitations.Any(i => i.AccountId == u.Id));
        people = people.Where(u => u.PasswordHash != null || !db.Invitations.Any(i => i.AccountId == u.Id));
        return state == AccountState.NeverSignedIn ? people.Where(u => u.LastSeenAt == null) : people.Where(u => u.LastSeenAt != null);
    }

    private static IQueryable<LfrUser> Sorted(IQueryable<LfrUser> people, PeopleFilter filter)
    {
        var sorted = filter.Order switch
        {
            // Kept as words, of which the alphabet is not the order.
            PeopleOrder.Rank => By(people, filter, u => u.Rank == Rank.Staff ? 0 : u.Rank == Rank.Constable ? 1 : u.Rank == Rank.Sergeant ? 2 : u.Rank == Rank.Inspector ? 3 : u.Rank == Rank.ChiefInspector ? 4
                : u.Rank == Rank.Superintendent ? 5 : u.Rank == Rank.ChiefSuperintendent ? 6 : u.Rank == Rank.AssistantChiefConstable ? 7 : u.Rank == Rank.DeputyChiefConstable ? 8 : 9),
            PeopleOrder.Unit => By(people, filter, u => u.Unit),
            PeopleOrder.TrainedUntil => By(people, filter, u => u.TrainedUntil),
            PeopleOrder.LastSeenAt => By(people, filter, u => u.LastSeenAt),
            _ => By(people, filter, u => u.SearchText),
        };
        return sorted.ThenBy(u => u.SearchText).ThenBy(u => u.Id);
    }

    private static IOrderedQueryable<LfrUser> By<T>(IQueryable<LfrUser> people, PeopleFilter filter, System.Linq.Expressions.Expression<Func<LfrUser, T>> what) =>
        filter.Descending ? people.OrderByDescending(what) : people.OrderBy(what);
}
