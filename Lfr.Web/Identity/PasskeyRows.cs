using System.Buffers.Text;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>Passkeys as the database holds them, in the manner of ASP.NET Core Identity.</summary>
internal static class PasskeyRows
{
    /// <summary>Keeps a new one.</summary>
    public static void Add(LfrDbContext db, Guid account, UserPasskeyInfo passkey, string name, DateTimeOffset now) => db.UserPasskeys.Add(new IdentityUserPasskey<Guid>
    {
        UserId = account,
        CredentialId = passkey.CredentialId,
        Data = new IdentityPasskeyData
        {
            PublicKey = passkey.PublicKey,
            Name = name,
            CreatedAt = now,
            SignCount = passkey.SignCount,
            Transports = passkey.Transports,
            IsUserVerified = passkey.IsUserVerified,
            IsBackupEligible = passkey.IsBackupEligible,
            IsBackedUp = passkey.IsBackedUp,
            AttestationObject = passkey.AttestationObject,
            ClientDataJson = passkey.ClientDataJson,
        },
    });

    /// <summary>Keeps what changed with a use: the counter by which a copy of the passkey would be noticed.</summary>
    /// <returns>Whether the account still has it.</returns>
    public static async Task<bool> UsedAsync(LfrDbContext db, Guid account, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        if (await OneAsync(db, account, passkey.CredentialId, cancellationToken) is not { } row)
            return false;
        (row.Data.SignCount, row.Data.IsBackedUp, row.Data.IsUserVerified) = (passkey.SignCount, passkey.IsBackedUp, passkey.IsUserVerified);
        return true;
    }

    /// <summary>The passkey with this id as pages name it; <see langword="null"/> where the account has none such.</summary>
    public static Task<IdentityUserPasskey<Guid>?> FindAsync(LfrDbContext db, Guid account, string id, CancellationToken cancellationToken) =>
        Base64Url.IsValid(id) ? OneAsync(db, account, Base64Url.DecodeFromChars(id), cancellationToken) : Task.FromResult<IdentityUserPasskey<Guid>?>(null);

    private static Task<IdentityUserPasskey<Guid>?> OneAsync(LfrDbContext db, Guid account, byte[] id, CancellationToken cancellationToken) =>
        db.UserPasskeys.FirstOrDefaultAsync(p => p.UserId == account && p.CredentialId == id, cancellationToken);
}
