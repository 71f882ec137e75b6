using System.Net;
using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>How long a session may last. Each test moves the clock of an application of its own.</summary>
public sealed class SessionLimitTests : IAsyncLifetime
{
    private readonly SessionTests.ClockedApp shared = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => shared.InitializeAsync();

    public ValueTask DisposeAsync() => shared.DisposeAsync();

    [Fact]
    [Asvs("7.3.1")]
    [Asvs("8.2.4")]
    public async Task SessionThatNobodyUses_EndsAfterHalfAnHour()
    {
        using var browser = await shared.SignInAsync(Roles.Planner);
        Leap(minutes: 29);
        Assert.Equal(HttpStatusCode.OK, await shared.HomeAsync(browser.Cookie));
        Leap(minutes: 29);
        Assert.Equal(HttpStatusCode.OK, await shared.HomeAsync(browser.Cookie));

        Leap(minutes: 30);

        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(browser.Cookie));
        await shared.EndsAsync(Roles.Planner, SessionEnd.Idle);
    }

    /// <summary>Otherwise it would stay open for as long as the clock was set back by, and half an hour more.</summary>
    [Fact]
    public async Task SessionThatNobodyUses_EndsAfterHalfAnHour_AlsoWhenTheClockWasSetBack()
    {
        using var browser = await shared.SignInAsync(Roles.Planner);
        Leap(minutes: -180);
        await shared.App.Services.GetRequiredService<StaffSessions>().ToEndAsync(Cancel);
        var session = await shared.SessionAsync(Roles.Planner);
        Assert.Equal((shared.Time.GetUtcNow(), shared.Time.GetUtcNow(), null), (session.CreatedAt, session.LastActiveAt, session.EndedAt));

        Leap(minutes: 30);

        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(browser.Cookie));
    }

    [Fact]
    public async Task WhatAPageFetchesByItself_IsNotWhatAPersonDoes()
    {
        using var browser = await shared.SignInAsync(Roles.Planner);
        Leap(minutes: 29);
        // Nothing is there; the request is signed in all the same.
        await browser.Client.GetAsync(new Uri(LfrRoutes.EntryPhotograph(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "1"), UriKind.Relative), Cancel);

        Leap(minutes: 1);

        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(browser.Cookie));
    }

    [Fact]
    public async Task KeyOrButton_KeepsTheSession()
    {
        using var browser = await shared.SignInAsync(Roles.Planner);
        Leap(minutes: 29);
        using var told = await browser.Client.PostAsync(new Uri(LfrRoutes.Session, UriKind.Relative), content: null, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, told.StatusCode);

        Leap(minutes: 29);

        Assert.Equal(HttpStatusCode.OK, await shared.HomeAsync(browser.Cookie));
    }

    [Fact]
    [Asvs("7.3.2")]
    public async Task SessionThatIsUsedAllTheTime_EndsAfterTwelveHours()
    {
        using var browser = await shared.SignInAsync(Roles.Planner);
        for (var i = 0; i < 28; i++)
        {
            Leap(minutes: 25);
            Assert.Equal(HttpStatusCode.OK, await shared.HomeAsync(browser.Cookie));
        }

        Leap(minutes: 20);

        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(browser.Cookie));
        await shared.EndsAsync(Roles.Planner, SessionEnd.TooOld);
    }

    [Fact]
    public async Task OperatorWhoWatchesALiveRun_IsNotSignedOut_WhileNothingHappens()
    {
        using var browser = await shared.SignInAsync(Roles.Operator);
        await using var circuit = await OpenCircuitAsync(Roles.Operator);
        var state = (LiveAuthenticationState)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        using (circuit.ServiceProvider.GetRequiredService<LiveRunPresence>().Watch(() => true))
        {
            Leap(minutes: 29);
            // The page asks again every few seconds, by the machine's clock.
            await Eventually.HoldsAsync(async () => (await shared.SessionAsync(Roles.Operator)).LastActiveAt == shared.Time.GetUtcNow(), "Watching counts.");
            Leap(minutes: 29);
            Assert.Equal(HttpStatusCode.OK, await shared.HomeAsync(browser.Cookie));
            Assert.NotNull(LfrClaims.AccountOf((await state.GetAuthenticationStateAsync()).User));
        }

        // The run is over, and nobody is there.
        Leap(minutes: 30);
        await Eventually.HoldsAsync(async () => LfrClaims.AccountOf((await state.GetAuthenticationStateAsync()).User) is null, "The page is signed out.");
    }

    /// <summary>The framework logs an error for whatever else comes out of the look, and a tab is closed at any moment.</summary>
    [Fact]
    public async Task SessionThatIsLookedUp_WhileItsTabIsClosed_IsNoError()
    {
        using var browser = await shared.SignInAsync(Roles.Silver);
        await using var circuit = await OpenCircuitAsync(Roles.Silver);
        var state = (LiveAuthenticationState)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        var look = typeof(LiveAuthenticationState).GetMethod("ValidateAuthenticationStateAsync", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;

        Assert.True(await (Task<bool>)look.Invoke(state, [await state.GetAuthenticationStateAsync(), new CancellationToken(canceled: true)])!);
    }

    [Fact]
    public async Task OpenPage_IsNobodys_TheMomentItsSessionEnds()
    {
        using var browser = await shared.SignInAsync(Roles.Silver);
        await using var circuit = await OpenCircuitAsync(Roles.Silver);
        var current = circuit.ServiceProvider.GetRequiredService<CurrentActor>();
        Assert.True((await current.GetAsync(Cancel)).Is(Roles.Silver));

        await browser.SignOutAsync();

        Assert.Same(CurrentActor.Nobody, await current.GetAsync(Cancel));
    }

    private async Task<AsyncServiceScope> OpenCircuitAsync(string role)
    {
        var circuit = shared.App.Services.CreateAsyncScope();
        var account = await shared.App.Services.GetRequiredService<Accounts>().FindAsync(await shared.App.IdOfAsync(role), Cancel);
        ClaimsPrincipal principal = LfrClaims.For(account!, (await shared.SessionAsync(role)).Id);
        ((ServerAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
        return circuit;
    }

    private void Leap(int minutes) => shared.Time.AdjustTime(shared.Time.GetUtcNow().AddMinutes(minutes));
}
