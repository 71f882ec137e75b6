using System.Security.Claims;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Lfr.Web.Identity;

/// <summary>
/// Looks again, every few seconds, at the person behind an open circuit. An account that was disabled, removed or given a new security stamp is
/// signed out; roles that changed reach the page, which then shows what is still allowed.
/// </summary>
public sealed class LiveAuthenticationState(ILoggerFactory loggers, Accounts accounts, IServiceScopeFactory scopes, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    private readonly ClaimsIdentityOptions claims = options.Value.ClaimsIdentity;

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => CurrentActor.MaximumAge;

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var principal = authenticationState.User;
        if (LfrClaims.AccountOf(principal) is not { } id)
            return false;
        var now = await accounts.FindAsync(id, cancellationToken);
        if (now is null || now.Locked || now.Stamp != principal.FindFirstValue(claims.SecurityStampClaimType))
            return false;

        var held = principal.FindAll(claims.RoleClaimType).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        if (!held.SetEquals(now.Roles) || principal.FindFirstValue(LfrClaims.Rank) != now.Rank.ToString())
            await RefreshAsync(id, cancellationToken);
        return true;
    }

    private async Task RefreshAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();
        var user = await users.FindByIdAsync(id.ToString());
        if (user is null || cancellationToken.IsCancellationRequested)
            return;
        var fresh = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<LfrUser>>().CreateAsync(user);
        SetAuthenticationState(Task.FromResult(new AuthenticationState(fresh)));
    }
}
