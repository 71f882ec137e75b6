using System.Security.Cryptography;
using Lfr.Web.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>With what somebody proved, beside the password, who they are.</summary>
public enum SecondFactor
{
    /// <summary>Nothing: an account of the demonstration, where that is allowed.</summary>
    Skipped,

    /// <summary>The force's Entra tenant asked whatever it asks.</summary>
    Entra,

    /// <summary>A code of an authenticator app.</summary>
    AuthenticatorCode,

    /// <summary>A recovery code, which is used up now.</summary>
    RecoveryCode,

    /// <summary>A passkey, unlocked by its holder: it stands for the password as well.</summary>
    Passkey,
}

/// <summary>A passkey of an account.</summary>
/// <param name="Id">Credential id, Base64 for addresses.</param>
/// <param name="Name">What its holder called it.</param>
/// <param name="AddedAt">When it was added.</param>
public sealed record HeldPasskey(string Id, string Name, DateTimeOffset AddedAt);

/// <summary>Which second factors an account has.</summary>
/// <param name="AppSince">When the authenticator app was set up; <see langword="null"/> without one.</param>
/// <param name="Passkeys">Passkeys, the oldest first.</param>
/// <param name="RecoveryCodes">How many recovery codes are left. They stand in for a factor and are none by themselves.</param>
public sealed record HeldFactors(DateTimeOffset? AppSince, IReadOnlyList<HeldPasskey> Passkeys, int RecoveryCodes)
{
    /// <summary>Whether there is any.</summary>
    public bool Any => AppSince is not null || Passkeys.Count > 0;

    /// <summary>How many there are.</summary>
    public int Count => Passkeys.Count + (AppSince is null ? 0 : 1);
}

/// <summary>
/// The second factors of accounts: which there are, and whether a code counts. A code counts once: the last half minute that was used is in the database, and a used
/// recovery code is gone from it.
/// </summary>
public sealed class SecondFactors(IDbContextFactory<LfrDbContext> contexts, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector keys = protection.CreateProtector("Lfr.AuthenticatorApp");

    /// <summary>What <paramref name="account"/> has.</summary>
    public async Task<HeldFactors> OfAsync(Guid account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await OfAsync(db, account, cancellationToken);
    }

    /// <summary>What <paramref name="account"/> has, as a transaction sees it.</summary>
    internal static async Task<HeldFactors> OfAsync(LfrDbContext db, Guid account, CancellationToken cancellationToken)
    {
        var since = await db.AuthenticatorApps.Where(a => a.AccountId == account).Select(a => (DateTimeOffset?)a.AddedAt).FirstOrDefaultAsync(cancellationToken);
        var passkeys = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == account).ToListAsync(cancellationToken);
        var codes = await db.RecoveryCodes.CountAsync(c => c.AccountId == account, cancellationToken);
        return new HeldFactors(
            since, [.. passkeys.OrderBy(p => p.Data.CreatedAt).Select(p => new HeldPasskey(System.Buffers.Text.Base64Url.EncodeToString(p.CredentialId), p.Data.Name ?? "Passkey", p.Data.CreatedAt))], codes);
    }

    /// <summary>The key of an app as it lies in the database.</summary>
    internal string Protect(string key) => keys.Protect(key);

    /// <summary>
    /// Uses up a code of the app or a recovery code. One statement each, which counts only where the code was not used before: two requests with the same code
    /// cannot both succeed.
    /// </summary>
    /// <param name="account">Whose.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it was; <see langword="null"/> when it does not count.</returns>
    public async Task<SecondFactor?> UseAsync(Guid account, string typed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (RecoveryCodes.IsLike(typed))
        {
            var id = RecoveryCodes.IdOf(account, typed);
            return await db.RecoveryCodes.Where(c => c.Id == id && c.AccountId == account).ExecuteDeleteAsync(cancellationToken) == 1 ? SecondFactor.RecoveryCode : null;
        }

        var app = await db.AuthenticatorApps.AsNoTracking().FirstOrDefaultAsync(a => a.AccountId == account, cancellationToken);
        if (app is null || TimeCodes.Match(Unprotect(app), typed, time.GetUtcNow()) is not { } step)
            return null;
        return await db.AuthenticatorApps.Where(a => a.AccountId == account && a.LastStep < step && a.ProtectedKey == app.ProtectedKey)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, step), cancellationToken) == 1 ? SecondFactor.AuthenticatorCode : null;
    }

    /// <summary>Whether there are authenticator apps, and the keys of the data folder read none of them.</summary>
    internal async Task<bool> AreAllUnreadableAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        var apps = await db.AuthenticatorApps.AsNoTracking().ToListAsync(cancellationToken);
        return apps.Count > 0 && !apps.Any(IsReadable);
    }

    /// <summary>Forgets the apps whose key is lost, in a command: their people set up another.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> ForgetUnreadableAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        var lost = (await db.AuthenticatorApps.ToListAsync(cancellationToken)).FindAll(a => !IsReadable(a));
        db.AuthenticatorApps.RemoveRange(lost);
        return lost.Count;
    }

    private bool IsReadable(AuthenticatorApp app)
    {
        try
        {
            keys.Unprotect(app.ProtectedKey);
            return true;
        }
        catch (CryptographicException)
        {
            // That is the answer.
            return false;
        }
    }

    private string Unprotect(AuthenticatorApp app)
    {
        try
        {
            return keys.Unprotect(app.ProtectedKey);
        }
        catch (CryptographicException e)
        {
            throw new InvalidOperationException("The key of an authenticator app cannot be read, because the data folder's keys are not those it was written with. Restore the folder keys from the backup.", e);
        }
    }
}
