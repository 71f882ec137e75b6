using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Lfr.Tests.Support;

/// <summary>An authenticator app with one key for everybody: that of the test vectors of RFC 6238.</summary>
internal static class TestAuthenticator
{
    /// <summary>The key, Base32.</summary>
    public const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the app shows at a moment.</summary>
    public static string CodeAt(DateTimeOffset moment, string key = Key) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(moment.UtcDateTime);

    /// <summary>What the app shows now, by the clock of <paramref name="app"/>.</summary>
    public static string CodeNow(LfrApp app, string key = Key) => CodeAt(app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), key);

    /// <summary>A code that counts: as if the half minute before were over. Tests do not wait for the next.</summary>
    public static async Task<string> FreshCodeAsync(LfrApp app, string email)
    {
        await app.InDatabaseAsync(db => db.AuthenticatorApps.Where(a => db.Users.Any(u => u.Id == a.AccountId && u.Email == email)).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, 0), Cancel));
        return CodeNow(app);
    }

    /// <summary>Sets it up for every account that has none.</summary>
    public static Task GiveToAllAsync(LfrApp app) => app.InDatabaseAsync(async db =>
    {
        var without = await db.Users.Where(u => !db.AuthenticatorApps.Any(a => a.AccountId == u.Id)).Select(u => u.Id).ToListAsync(Cancel);
        var key = app.Services.GetRequiredService<SecondFactors>().Protect(Key);
        db.AuthenticatorApps.AddRange(without.Select(id => new AuthenticatorApp { AccountId = id, ProtectedKey = key, AddedAt = DateTimeOffset.UnixEpoch, LastStep = 0 }));
        return await db.SaveChangesAsync(Cancel);
    });
}
