using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>
/// Who answers for other systems. Such a person counts as having compiled what the system proposed (ADR 28), also after it was handed to somebody else. Systems are few, and are read whole.
/// </summary>
public static class AnsweringFor
{
    /// <summary>Accounts that answer, or answered, for one of <paramref name="hands"/>.</summary>
    public static async Task<IReadOnlySet<Guid>> OfAsync(LfrDbContext db, IReadOnlySet<Guid> hands, CancellationToken cancellationToken) => hands.Count == 0
        ? new HashSet<Guid>()
        : (await AllAsync(db, cancellationToken)).Where(c => hands.Contains(c.Id)).SelectMany(c => c.AnsweredBefore.Append(c.ResponsibleId)).ToHashSet();

    /// <summary>Somebody and the systems that they answer, or answered, for: whatever any of these did is theirs.</summary>
    public static async Task<IReadOnlyList<Guid>> HandsOfAsync(LfrDbContext db, Guid accountId, CancellationToken cancellationToken) =>
        [accountId, .. (await AllAsync(db, cancellationToken)).Where(c => c.WasAnsweredForBy(accountId)).Select(c => c.Id)];

    private static Task<List<SystemClient>> AllAsync(LfrDbContext db, CancellationToken cancellationToken) => db.SystemClients.AsNoTracking().ToListAsync(cancellationToken);
}
