using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Lfr.Web.Identity;

/// <summary>
/// Looks again, every few seconds, at the session behind an open circuit. A session that ended signs the page out, at once when it ended in this process; roles
/// that changed reach the page, which then shows what is still allowed.
/// </summary>
public sealed class LiveAuthenticationState : RevalidatingServerAuthenticationStateProvider
{
    private static readonly Task<AuthenticationState> Anybody = Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));

    private readonly StaffSessions sessions;
    private readonly LiveRunPresence presence;
    private volatile string? session;

    /// <summary>Watches the session that the circuit begins with.</summary>
    public LiveAuthenticationState(ILoggerFactory loggers, StaffSessions sessions, LiveRunPresence presence)
        : base(loggers)
    {
        this.sessions = sessions;
        this.presence = presence;
        AuthenticationStateChanged += Remember;
        sessions.Ended += LeaveIfEnded;
    }

    /// <inheritdoc/>
    protected override TimeSpan RevalidationInterval => CurrentActor.MaximumAge;

    /// <inheritdoc/>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await IsStillValidAsync(authenticationState, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The tab was closed while its session was looked up. There is nobody left to sign out, and it is no error, as which the framework would log it.
            return true;
        }
    }

    private async Task<bool> IsStillValidAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var principal = authenticationState.User;
        if (StaffSessions.Of(principal) is not { } id || LfrClaims.AccountOf(principal) is not { } openedBy || await sessions.AccountOfAsync(id, openedBy, cancellationToken) is not { } now)
            return false;

        if (presence.IsWatching)
            await sessions.SeenAsync(id, cancellationToken);
        var held = principal.FindAll(ClaimTypes.Role).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        if ((!held.SetEquals(now.Roles) || principal.FindFirstValue(LfrClaims.Rank) != now.Rank.ToString()) && !cancellationToken.IsCancellationRequested)
            SetAuthenticationState(Task.FromResult(new AuthenticationState(LfrClaims.For(now, id))));
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        AuthenticationStateChanged -= Remember;
        sessions.Ended -= LeaveIfEnded;
        base.Dispose(disposing);
    }

    // The state is set before a circuit begins, and there is nothing to wait for.
    private void Remember(Task<AuthenticationState> state) => session = state.IsCompletedSuccessfully ? StaffSessions.Of(state.Result.User) : null;

    private void LeaveIfEnded(object? sender, SessionEndedEventArgs ended)
    {
        if (ended.Id == session)
            SetAuthenticationState(Anybody);
    }
}
