using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Identity;

/// <summary>
/// A signed-in person as pages see them: name, rank, training and roles, for display, built from the database at each request. Commands ask
/// <see cref="CurrentActor"/> instead. The cookie itself carries the key of the session and whose it is, and nothing else.
/// </summary>
public static class LfrClaims
{
    /// <summary>Name as it stands in records.</summary>
    public const string DisplayName = "name";

    /// <summary>Rank, by its name in <see cref="Lfr.Shared.Identity.Rank"/>.</summary>
    public const string Rank = "lfr:rank";

    /// <summary>Last day of the LFR training, ISO 8601; absent when there was none.</summary>
    public const string TrainedUntil = "lfr:trained-until";

    /// <summary>Id of the session.</summary>
    public const string Session = "lfr:session";

    /// <summary>Key of the session; only inside the cookie.</summary>
    internal const string SessionKey = "lfr:key";

    /// <summary>The person.</summary>
    /// <param name="account">The account as it is now.</param>
    /// <param name="session">Id of the session.</param>
    public static ClaimsPrincipal For(AccountNow account, string session)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(DisplayName, account.Name), new(Rank, account.Rank.ToString()), new(Session, session),
                .. account.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
            ],
            IdentityConstants.ApplicationScheme, DisplayName, ClaimTypes.Role);
        if (account.TrainedUntil is { } until)
            identity.AddClaim(new Claim(TrainedUntil, until.ToString("O", CultureInfo.InvariantCulture)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>What the cookie of a session carries. Whoever makes the session another's in the database has a cookie that no longer fits it.</summary>
    /// <param name="key">Key of the session.</param>
    /// <param name="account">Whose it is.</param>
    internal static ClaimsPrincipal Ticket(string key, Guid account) => new(new ClaimsIdentity(
        [new Claim(SessionKey, key), new Claim(ClaimTypes.NameIdentifier, account.ToString())], IdentityConstants.ApplicationScheme));

    /// <summary>The account behind <paramref name="principal"/>; <see langword="null"/> when nobody is signed in.</summary>
    public static Guid? AccountOf(ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
