using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>Who of a plan's staff holds their duty on the day: by role, or because they act in it then (R35).</summary>
public static class StaffOnTheDay
{
    /// <summary>The people of a plan who do not hold the duty for which they are named, on the day of its window; today while there is none. People without an account here are not judged.</summary>
    public static async Task<IReadOnlyList<StaffMember>> WithoutDutyAsync(LfrDbContext db, Plan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (plan.Staff.Count == 0)
            return [];
        var day = (plan.Window?.Start ?? now).ForceDay();
        var named = plan.Staff.Select(s => s.UserId).Distinct().ToList();
        var held = (await db.Users.AsNoTracking().Where(u => named.Contains(u.Id))
            .Select(u => new { u.Id, u.RetiredAt, Duties = db.UserRoles.Where(m => m.UserId == u.Id).Join(db.Roles, m => m.RoleId, r => r.Id, (m, r) => r.Name!).ToList() })
            .ToListAsync(cancellationToken)).ToDictionary(u => u.Id);
        var acting = plan.Staff.Any(s => Lacks(s)) ? (await ActingNow.OpenAsync(db, null, now, cancellationToken)).Where(g => g.Acting!.IsOn(day)).ToLookup(g => g.AccountId, g => g.Acting!) : null;
        return [.. plan.Staff.Where(s => Lacks(s) && (held[s.UserId].RetiredAt is not null || !acting![s.UserId].Any(a => a.Duties.Contains(s.Role))))];

        bool Lacks(StaffMember member) => held.TryGetValue(member.UserId, out var account) && (account.RetiredAt is not null || !account.Duties.Contains(member.Role));
    }
}
