using System.Net;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Identity;

/// <summary>Sessions live on the server (ADR 15). Each test signs in as somebody else, or with a browser of its own.</summary>
public class SessionTests(SessionTests.ClockedApp shared) : IClassFixture<SessionTests.ClockedApp>
{
    private static readonly Uri Home = new(LfrRoutes.Home, UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Asvs("7.2.1")]
    [Asvs("7.4.1")]
    public async Task CookieReplayedAfterSignOut_IsRefused()
    {
        using var browser = await SignInAsync(Roles.Planner);
        var stolen = browser.Cookie;
        Assert.Equal(HttpStatusCode.OK, await shared.HomeAsync(stolen));

        await browser.SignOutAsync();

        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(stolen));
        Assert.Equal((SessionEnd.SignedOut, 1), await shared.LastSessionAsync(Roles.Planner));
    }

    /// <summary>Somebody with the database file makes their own session an officer's: the cookie says whose it was.</summary>
    [Fact]
    [Asvs("7.2.2")]
    public async Task SessionMadeAnotherPersonsInTheDatabase_IsNobodys()
    {
        using var browser = await SignInAsync(Roles.EngagementOfficer);
        Assert.Equal(HttpStatusCode.OK, await shared.HomeAsync(browser.Cookie));
        var (own, officer) = (await shared.App.IdOfAsync(Roles.EngagementOfficer), await shared.App.IdOfAsync(Roles.AuthorisingOfficer));

        await shared.App.InDatabaseAsync(db => db.Sessions.Where(s => s.AccountId == own).ExecuteUpdateAsync(s => s.SetProperty(x => x.AccountId, officer), Cancel));

        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(browser.Cookie));
    }

    [Fact]
    public async Task SignOutOnAllDevices_EndsEveryBrowser_AndNobodyElses()
    {
        using var van = await SignInAsync(Roles.Silver);
        using var phone = await SignInAsync(Roles.Silver);
        using var other = await SignInAsync(Roles.Compiler);

        await phone.SignOutAsync(everywhere: true);

        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(van.Cookie));
        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(phone.Cookie));
        Assert.Equal(HttpStatusCode.OK, await shared.HomeAsync(other.Cookie));
    }

    [Fact]
    [Asvs("7.2.4")]
    public async Task SignInAnewInTheSameBrowser_EndsTheSessionThatWasThere()
    {
        using var browser = await SignInAsync(Roles.Oversight);
        var before = browser.Cookie;

        await LfrApp.SignInAsync(browser.Client, LfrApp.Person(Roles.DataProtectionOfficer).Email, DemoAccounts.Password);

        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(before));
        Assert.Equal(HttpStatusCode.OK, await shared.HomeAsync(browser.Cookie));
        Assert.Equal((SessionEnd.Replaced, 1), await shared.LastSessionAsync(Roles.Oversight));
    }

    [Fact]
    [Asvs("7.4.2")]
    public async Task AccountThatAnAdministratorLocks_IsSignedOut_AndStaysSoWhenItIsUnlocked()
    {
        using var browser = await SignInAsync(Roles.EngagementOfficer);

        await shared.LockAsync(Roles.EngagementOfficer, DateTimeOffset.MaxValue);
        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(browser.Cookie));
        await shared.EndsAsync(Roles.EngagementOfficer, SessionEnd.AccountClosed);
        await shared.LockAsync(Roles.EngagementOfficer, null);

        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(browser.Cookie));
    }

    [Fact]
    [Asvs("6.3.2")]
    public async Task AccountOfADemonstration_IsRefused_WhereTheDemonstrationIsOff()
    {
        using var browser = await SignInAsync(Roles.Administrator);
        var email = LfrApp.Person(Roles.Administrator).Email;
        await shared.App.InDatabaseAsync(db => db.Users.Where(u => u.Email == email).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDemonstration, true), Cancel));
        using var again = shared.App.Anybody();

        var answer = await LfrApp.SignInAsync(again, email, DemoAccounts.Password);

        Assert.Equal("/sign-in?failed=wrong", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, await shared.HomeAsync(browser.Cookie));
    }

    [Fact]
    [Asvs("7.2.2")]
    [Asvs("7.2.3")]
    public async Task DatabaseInAThiefsHand_OpensNoSession()
    {
        using var browser = await SignInAsync(Roles.WatchlistApprover);

        var kept = await shared.App.InDatabaseAsync(db => db.Sessions.Select(s => s.Id).ToListAsync(Cancel));

        Assert.All(kept, id => Assert.Equal(64, id.Length));
        Assert.DoesNotContain(kept, id => StaffSessions.IdOf(id) == id || browser.Cookie.Contains(id, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SignInAndSignOut_AreInTheAuditLog_UnderThePersonsName_WithTheAddress()
    {
        using var browser = await SignInAsync(Roles.AuthorisingOfficer);
        await browser.SignOutAsync();
        using var again = await SignInAsync(Roles.AuthorisingOfficer);
        await again.SignOutAsync(everywhere: true);

        var id = await shared.App.IdOfAsync(Roles.AuthorisingOfficer);
        var lines = await shared.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.ActorId == id).OrderBy(e => e.Number).Select(e => $"{e.Action}: {e.Sentence}").ToListAsync(Cancel));

        Assert.Equal(["SignIn: Signed in from 127.0.0.1, with a code of the authenticator app.", "SignOut: Signed out.", "SignIn: Signed in from 127.0.0.1, with a code of the authenticator app.", "SignOutEverywhere: Signed out on all devices."], lines);
    }

    private Task<Browser> SignInAsync(string role) => shared.SignInAsync(role);

    /// <summary>A browser whose cookie the test can copy.</summary>
    public sealed class Browser(HttpClient client, CookieContainer cookies) : IDisposable
    {
        public HttpClient Client => client;

        public string Cookie => cookies.GetCookieHeader(client.BaseAddress!);

        public async Task SignOutAsync(bool everywhere = false)
        {
            var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["__RequestVerificationToken"] = await LfrApp.TokenAsync(client) };
            if (everywhere)
                form["everywhere"] = "true";
            using var body = new FormUrlEncodedContent(form);
            using var answer = await client.PostAsync(new Uri(LfrRoutes.SignOut, UriKind.Relative), body, Cancel);
            Assert.Equal(LfrRoutes.SignIn, answer.Headers.Location?.OriginalString);
        }

        public void Dispose() => client.Dispose();
    }

    /// <summary>One application whose clock the tests move, with the default limits.</summary>
    public sealed class ClockedApp : IAsyncLifetime
    {
        public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

        public LfrApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await LfrApp.StartAsync(new LfrAppOptions
        {
            Time = Time,
            Settings = new Dictionary<string, string?> { ["Sessions:IdleMinutes"] = "30", ["Sessions:MaximumHours"] = "12" },
        });

        public async ValueTask DisposeAsync() => await App.DisposeAsync();

        public async Task<Browser> SignInAsync(string role)
        {
            var cookies = new CookieContainer();
            var client = App.Anybody(cookies);
            var answer = await LfrApp.SignInAsync(client, LfrApp.Person(role).Email, DemoAccounts.Password);
            Assert.Equal(LfrRoutes.Home, answer.Headers.Location?.OriginalString);
            return new Browser(client, cookies);
        }

        /// <summary>What the home page answers to a copy of <paramref name="cookie"/>.</summary>
        public async Task<HttpStatusCode> HomeAsync(string cookie)
        {
            using var thief = App.Anybody();
            using var request = new HttpRequestMessage(HttpMethod.Get, Home);
            request.Headers.Add("Cookie", cookie);
            using var answer = await thief.SendAsync(request, Cancel);
            return answer.StatusCode;
        }

        /// <summary>Waits until the watch recorded that a person's session ended.</summary>
        public Task EndsAsync(string role, SessionEnd because) => Eventually.HoldsAsync(
            async () =>
            {
                Time.Advance(CurrentActor.MaximumAge);
                return (await SessionAsync(role)).EndedBecause == because;
            },
            $"The session of {role} ends as {because}.");

        /// <summary>The newest session of a person.</summary>
        public async Task<StaffSession> SessionAsync(string role)
        {
            var id = await App.IdOfAsync(role);
            return await App.InDatabaseAsync(db => db.Sessions.Where(s => s.AccountId == id).OrderByDescending(s => s.CreatedAt).FirstAsync(Cancel));
        }

        /// <summary>Why the newest session of a person ended, and how many there are.</summary>
        public async Task<(SessionEnd? Because, int Count)> LastSessionAsync(string role)
        {
            var id = await App.IdOfAsync(role);
            var all = await App.InDatabaseAsync(db => db.Sessions.Where(s => s.AccountId == id).OrderBy(s => s.CreatedAt).ToListAsync(Cancel));
            return (all[^1].EndedBecause, all.Count);
        }

        public async Task LockAsync(string role, DateTimeOffset? until)
        {
            await using var scope = App.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();
            var user = await users.FindByEmailAsync(LfrApp.Person(role).Email);
            Assert.True((await users.SetLockoutEndDateAsync(user!, until)).Succeeded);
        }
    }
}
