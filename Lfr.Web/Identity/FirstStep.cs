using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Lfr.Web.Identity;

/// <summary>
/// The first of two steps of signing in: the password was right, and nothing else is known yet. It lives in a cookie of its own for ten minutes, opens no page but those
/// of the second step, and is no session.
/// </summary>
/// <param name="Account">Whose password it was.</param>
/// <param name="NewKey">Key for an authenticator app, for somebody who has no second factor yet; confirmed by its first code.</param>
public sealed record FirstStep(Guid Account, string? NewKey)
{
    /// <summary>Name of the scheme whose cookie it is.</summary>
    public const string Scheme = "Lfr.FirstStep";

    /// <summary>How long the second step may take.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private const string Key = "lfr:new-key";

    /// <summary>What this browser has passed; <see langword="null"/> when it has not, or too long ago.</summary>
    public static async Task<FirstStep?> OfAsync(HttpContext context)
    {
        var passed = await context.AuthenticateAsync(Scheme);
        return passed is { Succeeded: true, Principal: var person } && LfrClaims.AccountOf(person) is { } account ? new FirstStep(account, person.FindFirstValue(Key)) : null;
    }

    /// <summary>Gives the browser the cookie.</summary>
    internal Task GiveAsync(HttpContext context)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, Account.ToString())], Scheme);
        if (NewKey is not null)
            identity.AddClaim(new Claim(Key, NewKey));
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = false });
    }

    /// <summary>Takes the cookie away where there is one.</summary>
    internal static async Task ForgetAsync(HttpContext context)
    {
        if (await OfAsync(context) is not null)
            await context.SignOutAsync(Scheme);
    }
}
