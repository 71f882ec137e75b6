using System.Security.Claims;
using Lfr.Shared.Identity;
using Microsoft.AspNetCore.Components.Authorization;

namespace Lfr.Web.Identity;

/// <summary>
/// Who acts, in a page, a circuit or a plain request. Rank and roles come from the database and are at most <see cref="MaximumAge"/> old, so
/// that a role that is taken away stops working within seconds in a page that is open.
/// </summary>
public sealed class CurrentActor(AuthenticationStateProvider state, IHttpContextAccessor http, Accounts accounts, TimeProvider time)
{
    /// <summary>How old the roles of an actor may be.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(5);

    private static readonly HashSet<string> NoRoles = [];
    private Actor? actor;
    private Guid? account;
    private long readAt;

    /// <summary>Somebody who is not signed in, or no longer may be: no role, so that every command refuses.</summary>
    public static Actor Nobody { get; } = new(Guid.AllBitsSet, "Nobody", Rank.Staff, NoRoles);

    /// <summary>The person, with the roles held now.</summary>
    public async Task<Actor> GetAsync(CancellationToken cancellationToken = default)
    {
        var principal = await PrincipalAsync();
        var id = LfrClaims.AccountOf(principal);
        if (id is null)
            return Nobody;
        if (actor is not null && account == id && time.GetElapsedTime(readAt) < MaximumAge)
            return actor;

        var now = time.GetTimestamp();
        var found = await accounts.FindAsync(id.Value, cancellationToken);
        actor = found switch
        {
            null => Nobody,
            { Locked: true } => new Actor(found.Id, found.Name, found.Rank, NoRoles),
            _ => new Actor(found.Id, found.Name, found.Rank, found.Roles) { Session = StaffSessions.Of(principal), Acting = found.Acting },
        };
        (account, readAt) = (id, now);
        return actor;
    }

    private async Task<ClaimsPrincipal> PrincipalAsync()
    {
        try
        {
            return (await state.GetAuthenticationStateAsync()).User;
        }
        catch (InvalidOperationException) when (http.HttpContext is not null)
        {
            // Plain endpoints have no component scope; the request itself says who asks.
            return http.HttpContext.User;
        }
    }
}
