using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>What the database holds about one account now.</summary>
/// <param name="Id">Account.</param>
/// <param name="Name">Name as it stands in records.</param>
/// <param name="Rank">Verified rank, or the one in which the person acts.</param>
/// <param name="TrainedUntil">Last day of the LFR training.</param>
/// <param name="Locked">Whether an administrator locked or retired the account, or it belongs to a demonstration that is off. Wrong passwords never lock it.</param>
/// <param name="Roles">Roles held, those among them in which the person acts.</param>
public sealed record AccountNow(Guid Id, string Name, Rank Rank, DateOnly? TrainedUntil, bool Locked, IReadOnlySet<string> Roles)
{
    /// <summary>Rank and duties of somebody who stands in, in words; <see langword="null"/> for whoever acts as themselves.</summary>
    public string? Acting { get; init; }

    /// <summary>Whether the demonstration made it.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>The person before a session is open: somebody with a name and without any duty.</summary>
    internal Actor AsActor() => new(Id, Name, Rank, CurrentActor.Nobody.RoleNames);
}

/// <summary>Reads accounts straight from the database, in a context of its own, so that a circuit that is open for hours never sees old roles.</summary>
public sealed class Accounts(IDbContextFactory<LfrDbContext> contexts, SignInOptions options, PolicyNow policy, TimeProvider time)
{
    /// <summary>The account with an address, as it is now; <see langword="null"/> when there is none.</summary>
    public async Task<AccountNow?> FindByEmailAsync(string email, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = email.Trim().ToUpperInvariant();
        var id = await db.Users.Where(u => u.NormalizedEmail == wanted).Select(u => (Guid?)u.Id).FirstOrDefaultAsync(cancellationToken);
        return id is { } known ? await FindAsync(known, cancellationToken) : null;
    }

    /// <summary>The account as it is now; <see langword="null"/> when it no longer exists.</summary>
    public async Task<AccountNow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null)
            return null;

        var roles = await (from held in db.UserRoles
                           join role in db.Roles on held.RoleId equals role.Id
                           where held.UserId == id && role.Name != null
                           select role.Name!).ToListAsync(cancellationToken);
        var locked = user.LockoutEnd > time.GetUtcNow() || user.RetiredAt is not null || (user.IsDemonstration && !options.Demonstration);
        var acting = locked ? null : await ActingNow.OfAsync(db, id, time.GetUtcNow(), cancellationToken);
        return new AccountNow(user.Id, user.DisplayName, acting?.RankBeside(user.Rank) ?? user.Rank, user.TrainedUntil, locked, roles.Concat(acting?.Duties ?? []).ToHashSet(StringComparer.Ordinal))
        {
            IsDemonstration = user.IsDemonstration,
            Acting = acting?.InWords(user.Rank, policy.Pack),
        };
    }
}
