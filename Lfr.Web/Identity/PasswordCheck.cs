using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Identity;

/// <summary>Checks a password. Does the same work, one hash, whether there is an account or not, so that the time it takes tells nothing.</summary>
public sealed class PasswordCheck
{
    private readonly IPasswordHasher<LfrUser> hasher;
    private readonly LfrUser nobody = new();
    private readonly string nobodysHash;

    /// <summary>Prepares the hash that stands in where there is no account.</summary>
    public PasswordCheck(IPasswordHasher<LfrUser> hasher)
    {
        this.hasher = hasher;
        nobodysHash = hasher.HashPassword(nobody, StaffSessions.NewKey());
    }

    /// <summary>Whether <paramref name="password"/> is the one of <paramref name="user"/>; always wrong where there is no account, or one without a password.</summary>
    public bool IsRight(LfrUser? user, string password)
    {
        var verified = hasher.VerifyHashedPassword(user ?? nobody, user?.PasswordHash ?? nobodysHash, password);
        return verified != PasswordVerificationResult.Failed && user?.PasswordHash is not null;
    }
}
