using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>Who stands in for somebody, and in what.</summary>
public static class ActingNow
{
    /// <summary>What was confirmed and is not over: in force, or to come. By the day of <paramref name="now"/> on the force’s clock.</summary>
    /// <param name="db">Database.</param>
    /// <param name="account">Only of this account; <see langword="null"/> for all.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<AccountGrant>> OpenAsync(LfrDbContext db, Guid? account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = now.ForceDay();
        var open = await db.AccountGrants.AsNoTracking().Where(g => g.ActingUntil >= today && g.Confirmed == true && (account == null || g.AccountId == account)).ToListAsync(cancellationToken);
        return [.. open.Where(g => g.Acts(today)).OrderBy(g => g.Acting!.From)];
    }

    /// <summary>The same of one account on this day alone; <see langword="null"/> when the person acts as themselves.</summary>
    public static async Task<Acting?> OfAsync(LfrDbContext db, Guid account, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await OpenAsync(db, account, now, cancellationToken)).Select(g => g.Acting).FirstOrDefault(a => a!.IsOn(now.ForceDay()));
}
