using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Lfr.Web.Identity;

/// <summary>
/// What a device was asked, until it answers: a protected cookie that only this browser has, for five minutes, one purpose and one account. It is taken with the first answer.
/// </summary>
public sealed class PasskeyQuestion(IDataProtectionProvider protection, SignInOptions options, TimeProvider time)
{
    /// <summary>How long a person may take to unlock the device.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    // A copy of the cookie and of the answer is worth nothing after the first use, even where the device does not count its uses.
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> answered = new();

    private readonly IDataProtector protector = protection.CreateProtector("Lfr.PasskeyQuestion");

    private string Name => options.Cookie("lfr-passkey");

    /// <summary>Keeps the question.</summary>
    internal void Give(HttpContext context, PasskeyPurpose purpose, Guid? account, string? state) =>
        context.Response.Cookies.Append(Name, protector.Protect(JsonSerializer.Serialize(new Asked(Guid.CreateVersion7(time.GetUtcNow()), purpose, account, state, time.GetUtcNow() + Lasts))), Cookie(context));

    /// <summary>Takes it; <see langword="null"/> where there is none, or one for something else.</summary>
    internal Asked? Take(HttpContext context, PasskeyPurpose purpose, Guid? account)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 } kept)
            return null;
        context.Response.Cookies.Delete(Name, Cookie(context));
        try
        {
            return JsonSerializer.Deserialize<Asked>(protector.Unprotect(kept)) is { } asked && asked.Purpose == purpose && asked.Account == account && IsFirst(asked) ? asked : null;
        }
        catch (CryptographicException)
        {
            // Not ours, or written with keys that are gone: as if there were none.
            return null;
        }
    }

    private bool IsFirst(Asked asked)
    {
        var now = time.GetUtcNow();
        foreach (var (id, until) in answered)
        {
            if (until <= now)
                answered.TryRemove(id, out _);
        }

        return asked.Until > now && answered.TryAdd(asked.Id, asked.Until);
    }

    private CookieOptions Cookie(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = options.HttpsOnly || context.Request.IsHttps, Path = "/", IsEssential = true };

    /// <summary>What was asked.</summary>
    /// <param name="Id">Which question.</param>
    /// <param name="Purpose">For what.</param>
    /// <param name="Account">Of whom; <see langword="null"/> where the passkey itself says it.</param>
    /// <param name="State">What Identity compares the answer with.</param>
    /// <param name="Until">When it is too late to answer.</param>
    internal sealed record Asked(Guid Id, PasskeyPurpose Purpose, Guid? Account, string? State, DateTimeOffset Until);
}
