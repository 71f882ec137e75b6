using System.Security.Cryptography;
using Lfr.Shared;
using Lfr.Shared.Audit;
using Microsoft.AspNetCore.Identity;
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
        var passkeys = (await db.UserPasskeys.AsNoTracking().Where(p => ids == null || ids.Contains(p.UserId)).ToListAsync(cancellationToken)).ToLookup(p => p.UserId, Fingerprint);
        return
        [
            .. users.Select(u => new AccountEvidence(u.Id, u.DisplayName, u.Rank, u.TrainedUntil, [.. held[u.Id]])
            {
                ForceNumber = u.ForceNumber, Unit = u.Unit, Training = u.Training, LockedUntil = u.LockoutEnd, RetiredAt = u.RetiredAt, Passkeys = [.. passkeys[u.Id]],
            }),
        ];
    }

    private static string Fingerprint(IdentityUserPasskey<Guid> passkey)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The length first: no bytes can move from the one to the other.
        hash.AppendData(BitConverter.GetBytes(passkey.CredentialId.Length));
        hash.AppendData(passkey.CredentialId);
        hash.AppendData(passkey.Data.PublicKey);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
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

    /// <summary>
    /// Whether somebody may act with the rank and the duties that the database gives them: not while it gives others than the audit log does. Asked with every command, because what somebody wrote
    /// there for a minute and then took back would leave a decision behind and nothing to see. Whoever has no account has none that could be altered.
    /// </summary>
    public static async Task<bool> MayActAsync(LfrDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(db, [id], cancellationToken) is not [var account])
            return true;
        if (!await VouchesAsync(db, cancellationToken))
            return true;
        if (!await IsAsLeftAsync(db, Evidence.KeyOf(account), stored => Evidence.HashLike(stored, account), cancellationToken))
            return false;
        // Rank and duties in which somebody stands in are rows of their own.
        foreach (var grant in await db.AccountGrants.AsNoTracking().Where(g => g.AccountId == id && g.ActingUntil != null && g.Confirmed == true).ToListAsync(cancellationToken))
        {
            if (!await AreAsTheLogLeftAsync(db, grant, cancellationToken))
                return false;
        }

        return true;
    }

    /// <summary>Whether the log vouches for anybody yet; before that nobody can be judged.</summary>
    public static Task<bool> VouchesAsync(LfrDbContext db, CancellationToken cancellationToken) =>
        db.AuditCovers.AnyAsync(c => c.Key.StartsWith(Evidence.Account) || c.Key.StartsWith(Evidence.Worker), cancellationToken);

    /// <summary>Whether the row with a key is as the last event that names it left it.</summary>
    /// <param name="db">Database.</param>
    /// <param name="key">What the log calls it.</param>
    /// <param name="hash">Hash of the row in the form of the one that the log keeps.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<bool> IsAsLeftAsync(LfrDbContext db, string key, Func<string, string> hash, CancellationToken cancellationToken)
    {
        var last = await db.AuditCovers.AsNoTracking().Where(c => c.Key == key).OrderByDescending(c => c.Number).FirstOrDefaultAsync(cancellationToken);
        return last is not null && hash(last.Hash) == last.Hash && await IsSoundAsync(db, last.Number, cancellationToken);
    }

    /// <summary>Whether an event fits what it vouches for: whoever changes a row can change what the log says of it as well.</summary>
    internal static async Task<bool> IsSoundAsync(LfrDbContext db, long number, CancellationToken cancellationToken)
    {
        var covers = await db.AuditCovers.AsNoTracking().Where(c => c.Number == number).ToListAsync(cancellationToken);
        var looks = await db.AuditLooks.AsNoTracking().Where(l => l.Number == number).ToListAsync(cancellationToken);
        return await db.AuditEvents.AsNoTracking().FirstOrDefaultAsync(e => e.Number == number, cancellationToken) is { } told
            && told.Hash == told.ComputeHash() && told.Covers == AuditCover.Digest(covers, looks);
    }
}
