using Lfr.Shared.Audit;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>Reads what the audit log vouches for of accounts.</summary>
public static class AccountRows
{
    /// <summary>The accounts with these ids, or all.</summary>
    public static async Task<IReadOnlyList<AccountEvidence>> ReadAsync(LfrDbContext db, IReadOnlyCollection<Guid>? ids, CancellationToken cancellationToken)
    {
        var users = await db.Users.AsNoTracking().Where(u => ids == null || ids.Contains(u.Id)).OrderBy(u => u.DisplayName).ThenBy(u => u.Id)
            .Select(u => new { u.Id, u.DisplayName, u.Rank, u.TrainedUntil }).ToListAsync(cancellationToken);
        var held = (await (from membership in db.UserRoles
                           join role in db.Roles on membership.RoleId equals role.Id
                           where ids == null || ids.Contains(membership.UserId)
                           select new { membership.UserId, role.Name }).ToListAsync(cancellationToken)).ToLookup(m => m.UserId, m => m.Name ?? "");
        return [.. users.Select(u => new AccountEvidence(u.Id, u.DisplayName, u.Rank, u.TrainedUntil, [.. held[u.Id]]))];
    }
}
