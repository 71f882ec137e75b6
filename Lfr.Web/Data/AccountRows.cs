using Lfr.Shared;
using Lfr.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>What the audit log vouches for of accounts, and whether it is still so.</summary>
public static class AccountRows
{
    /// <summary>The accounts with these ids, or all.</summary>
    public static async Task<IReadOnlyList<AccountEvidence>> ReadAsync(LfrDbContext db, IReadOnlyCollection<Guid>? ids, CancellationToken cancellationToken)
    {
        var users = await db.Users.AsNoTracking().Where(u => ids == null || ids.Contains(u.Id)).OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new { u.Id, u.DisplayName, u.Rank, u.TrainedUntil, u.ForceNumber, u.Unit, u.Training, u.LockoutEnd, u.RetiredAt }).ToListAsync(cancellationToken);
        var held = (await (from membership in db.UserRoles
                           join role in db.Roles on membership.RoleId equals role.Id
                           where ids == null || ids.Contains(membership.UserId)
                           select new { membership.UserId, role.Name }).ToListAsync(cancellationToken)).ToLookup(m => m.UserId, m => m.Name ?? "");
        return
        [
            .. users.Select(u => new AccountEvidence(u.Id, u.DisplayName, u.Rank, u.TrainedUntil, [.. held[u.Id]])
            {
                ForceNumber = u.ForceNumber, Unit = u.Unit, Training = u.Training, LockedUntil = u.LockoutEnd, RetiredAt = u.RetiredAt,
            }),
        ];
    }

    /// <summary>
    /// Whether an account is as the audit log left it. Asked before a command changes it: the command's own event vouches for the whole row, and would make what somebody
    /// wrote into the database theirs.
    /// </summary>
    public static async Task<bool> AreAsTheLogLeftAsync(LfrDbContext db, Guid id, CancellationToken cancellationToken) =>
        await ReadAsync(db, [id], cancellationToken) is [var account] && await IsAsLeftAsync(db, Evidence.KeyOf(account), stored => Evidence.HashLike(stored, account), cancellationToken);

    /// <summary>The same of another row that the log vouches for.</summary>
    public static Task<bool> AreAsTheLogLeftAsync(LfrDbContext db, IAggregate row, CancellationToken cancellationToken) =>
        IsAsLeftAsync(db, Evidence.KeyOf(row), stored => Evidence.HashLike(stored, row), cancellationToken);

    private static async Task<bool> IsAsLeftAsync(LfrDbContext db, string key, Func<string, string> hash, CancellationToken cancellationToken)
    {
        var last = await db.AuditCovers.AsNoTracking().Where(c => c.Key == key).OrderByDescending(c => c.Number).FirstOrDefaultAsync(cancellationToken);
        return last is not null && hash(last.Hash) == last.Hash;
    }
}
