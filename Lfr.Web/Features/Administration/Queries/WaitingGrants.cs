using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Queries;

/// <summary>Something that waits for a second administrator.</summary>
/// <param name="Id">The request.</param>
/// <param name="AccountId">For whom.</param>
/// <param name="Name">Their name.</param>
/// <param name="What">What was asked: <c>the duty operator</c>.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="LapsesAt">Until when.</param>
/// <param name="MayConfirm">Whether the reader may confirm it.</param>
/// <param name="NeedsCode">Whether the reader needs a code of the installation for that.</param>
public sealed record WaitingGrant(Guid Id, Guid AccountId, string Name, string What, Signature AskedBy, DateTimeOffset LapsesAt, bool MayConfirm, bool NeedsCode)
{
    /// <summary>The rank that they have now, which a duty would let them use.</summary>
    public string Rank { get; init; } = "";

    /// <summary>Who has another account with the same force number; empty where nobody has. Nobody approves their own work by a second account that somebody confirmed unawares.</summary>
    public IReadOnlyList<string> SameNumber { get; init; } = [];
}

/// <summary>Reads what waits for a second administrator.</summary>
public sealed class WaitingGrants(IDbContextFactory<LfrDbContext> contexts, AccountChange accounts, TimeProvider time)
{
    /// <summary>What waits, what lapses first at the top; empty for whoever may not see people.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="accountId">Only for this person; <see langword="null"/> for everybody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<WaitingGrant>> RunAsync(Actor reader, Guid? accountId, CancellationToken cancellationToken)
    {
        if (!Permissions.ManagePeople.IsSeenBy(reader))
            return [];
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await (
            from grant in db.AccountGrants.AsNoTracking()
            join user in db.Users on grant.AccountId equals user.Id
            where grant.Confirmed == null && grant.LapsesAt > now && (accountId == null || grant.AccountId == accountId)
            orderby grant.LapsesAt, grant.Id
            select new { Grant = grant, user.DisplayName, user.Rank, user.ForceNumber }).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
            return [];
        var numbers = waiting.Select(w => w.ForceNumber).Where(n => n.Length > 0).Distinct().ToList();
        var holders = (await db.Users.AsNoTracking().Where(u => u.RetiredAt == null && numbers.Contains(u.ForceNumber)).Select(u => new { u.Id, u.DisplayName, u.ForceNumber }).ToListAsync(cancellationToken)).ToLookup(u => u.ForceNumber);
        var alone = await accounts.ActiveAdministrators(db, now).CountAsync(cancellationToken) < TwoAdministrators.Enough;
        var manages = Permissions.Of(reader, Permissions.ManagePeople).Succeeded;
        return
        [
            .. waiting.Select(w => new WaitingGrant(
                w.Grant.Id, w.Grant.AccountId, w.DisplayName, w.Grant.InWords(accounts.Policy), w.Grant.AskedBy, w.Grant.LapsesAt,
                manages && reader.UserId != w.Grant.AccountId && (alone || reader.UserId != w.Grant.AskedBy.UserId),
                alone && reader.UserId == w.Grant.AskedBy.UserId)
            {
                Rank = w.Rank.InWords(accounts.Policy), SameNumber = [.. holders[w.ForceNumber].Where(h => h.Id != w.Grant.AccountId).Select(h => h.DisplayName)],
            }),
        ];
    }
}
