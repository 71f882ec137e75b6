using System.Net;
using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Tests.Architecture;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>Signing in takes two steps. Each test signs in as somebody else.</summary>
public partial class SecondStepTests(SessionTests.ClockedApp shared) : IClassFixture<SessionTests.ClockedApp>
{
    private static readonly Uri Home = new(LfrRoutes.Home, UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Asvs("6.3.3")]
    public async Task V6_3_3_RightPasswordAlone_OpensNothing()
    {
        using var client = shared.App.Anybody();

        var answer = await PasswordAsync(client, Roles.Planner, "/deployments");

        Assert.Equal(LfrRoutes.SecondStep + "?returnUrl=%2Fdeployments", answer.Headers.Location?.OriginalString);
        foreach (var page in (string[])[LfrRoutes.Home, LfrRoutes.Account, LfrRoutes.Audit, LfrRoutes.Session])
            Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(new Uri(page, UriKind.Relative), Cancel)).StatusCode);
        Assert.Equal(0, await SessionsAsync(Roles.Planner));
    }

    [Fact]
    public async Task CodeAfterThePassword_SignsIn_AndLeadsWhereThePersonWantedToGo()
    {
        using var client = shared.App.Anybody();
        await PasswordAsync(client, Roles.Compiler);

        var answer = await CodeAsync(client, TestAuthenticator.CodeNow(shared.App), "/deployments");

        Assert.Equal("/deployments", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Home, Cancel)).StatusCode);
        Assert.NotNull((await shared.SessionAsync(Roles.Compiler)).SecondFactorAt);
    }

    [Fact]
    [Asvs("6.5.1")]
    public async Task V6_5_1_Code_CountsOnce_EvenWithinItsHalfMinute_AndNoEarlierOneAfterIt()
    {
        var (code, before) = (TestAuthenticator.CodeNow(shared.App), TestAuthenticator.CodeAt(shared.Time.GetUtcNow() - TimeCodes.Step));
        using var officer = shared.App.Anybody();
        await PasswordAsync(officer, Roles.Silver);
        Assert.Equal(LfrRoutes.Home, (await CodeAsync(officer, code)).Headers.Location?.OriginalString);
        using var thief = shared.App.Anybody();
        await PasswordAsync(thief, Roles.Silver);

        Assert.Equal(LfrRoutes.SecondStep + "?failed=wrong", (await CodeAsync(thief, code)).Headers.Location?.OriginalString);
        Assert.Equal(LfrRoutes.SecondStep + "?failed=wrong", (await CodeAsync(thief, before)).Headers.Location?.OriginalString);

        Assert.Equal(1, await SessionsAsync(Roles.Silver));
    }

    [Fact]
    [Asvs("6.3.1")]
    public async Task V6_3_1_WrongCodes_MakeTheirSenderWait_AndARightPasswordForgivesNone()
    {
        using var client = shared.App.Anybody();
        await PasswordAsync(client, Roles.Operator);
        for (var i = 0; i < SignInThrottle.Free; i++)
            Assert.Equal(LfrRoutes.SecondStep + "?failed=wrong", (await CodeAsync(client, "000000")).Headers.Location?.OriginalString);
        Assert.Contains("second-step", (await PasswordAsync(client, Roles.Operator)).Headers.Location?.OriginalString, StringComparison.Ordinal);

        var answer = await CodeAsync(client, TestAuthenticator.CodeNow(shared.App));

        Assert.StartsWith(LfrRoutes.SecondStep + "?failed=wait&seconds=", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Matches("too many wrong codes were entered. Wait (29|30) seconds", await client.GetStringAsync(answer.Headers.Location, Cancel));
        Assert.Equal(0, await SessionsAsync(Roles.Operator));
        Assert.Null((await shared.App.InDatabaseAsync(db => db.Users.SingleAsync(u => u.Email == LfrApp.Person(Roles.Operator).Email, Cancel))).LockoutEnd);
    }

    [Fact]
    [Asvs("6.5.1")]
    [Asvs("6.5.2")]
    public async Task V6_5_1_RecoveryCode_CountsOnce_AndTheDatabaseDoesNotHaveIt()
    {
        var codes = RecoveryCodes.New();
        var id = await shared.App.IdOfAsync(Roles.Oversight);
        await shared.App.InDatabaseAsync(db =>
        {
            db.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode { Id = RecoveryCodes.IdOf(id, c), AccountId = id }));
            return db.SaveChangesAsync(Cancel);
        });
        using var client = shared.App.Anybody();
        await PasswordAsync(client, Roles.Oversight);

        Assert.Equal(LfrRoutes.Home, (await CodeAsync(client, codes[3].ToLowerInvariant())).Headers.Location?.OriginalString);

        using var again = shared.App.Anybody();
        await PasswordAsync(again, Roles.Oversight);
        Assert.Equal(LfrRoutes.SecondStep + "?failed=wrong", (await CodeAsync(again, codes[3])).Headers.Location?.OriginalString);
        var kept = await shared.App.InDatabaseAsync(db => db.RecoveryCodes.Where(c => c.AccountId == id).Select(c => c.Id).ToListAsync(Cancel));
        Assert.Equal(9, kept.Count);
        Assert.DoesNotContain(kept, k => codes.Any(c => k.Contains(c, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task SecondStep_MustFollowTheFirstWithinTenMinutes()
    {
        using var client = shared.App.Anybody();
        await PasswordAsync(client, Roles.EngagementOfficer);
        shared.Time.AdjustTime(shared.Time.GetUtcNow() + FirstStep.Lasts + TimeSpan.FromSeconds(1));

        var answer = await CodeAsync(client, TestAuthenticator.CodeNow(shared.App));

        Assert.Equal(LfrRoutes.SignIn + "?failed=again", answer.Headers.Location?.OriginalString);
        Assert.Contains("the password was entered too long ago", await client.GetStringAsync(new Uri(LfrRoutes.SecondStep, UriKind.Relative), Cancel), StringComparison.Ordinal);
        Assert.Equal(0, await SessionsAsync(Roles.EngagementOfficer));
    }

    [Fact]
    public async Task CodeWithoutThePassword_IsNotTried()
    {
        using var client = shared.App.Anybody();

        Assert.Equal(LfrRoutes.SignIn + "?failed=again", (await CodeAsync(client, TestAuthenticator.CodeNow(shared.App))).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task AccountLockedBetweenTheSteps_DoesNotComeIn()
    {
        using var client = shared.App.Anybody();
        await PasswordAsync(client, Roles.WatchlistApprover);
        await shared.LockAsync(Roles.WatchlistApprover, DateTimeOffset.MaxValue);

        var answer = await CodeAsync(client, TestAuthenticator.CodeNow(shared.App));

        Assert.Equal(LfrRoutes.SignIn + "?failed=again", answer.Headers.Location?.OriginalString);
        Assert.Equal(0, await SessionsAsync(Roles.WatchlistApprover));
    }

    [Fact]
    [Asvs("6.3.3")]
    public async Task V6_3_3_WhoHasNone_SetsUpAnAppAtTheFirstSignIn_AndReachesNothingBefore()
    {
        var id = await WithoutFactorsAsync(Roles.AuthorisingOfficer);
        using var client = shared.App.Anybody();
        var answer = await PasswordAsync(client, Roles.AuthorisingOfficer);
        Assert.Equal(LfrRoutes.FirstFactor, answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Home, Cancel)).StatusCode);
        var page = await client.GetStringAsync(answer.Headers.Location, Cancel);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        var key = Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

        Assert.Equal(LfrRoutes.FirstFactor + "?failed=wrong", (await SetUpAsync(client, "000000")).Headers.Location?.OriginalString);
        Assert.Contains(key[..4], await client.GetStringAsync(new Uri(LfrRoutes.FirstFactor, UriKind.Relative), Cancel), StringComparison.Ordinal);
        var code = TestAuthenticator.CodeNow(shared.App, key);
        Assert.Equal(LfrRoutes.AccountAfterEnrolment(LfrRoutes.Home), (await SetUpAsync(client, code)).Headers.Location?.OriginalString);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Home, Cancel)).StatusCode);
        var app = await shared.App.InDatabaseAsync(db => db.AuthenticatorApps.SingleAsync(a => a.AccountId == id, Cancel));
        Assert.DoesNotContain(key, app.ProtectedKey, StringComparison.Ordinal);
        using var again = shared.App.Anybody();
        await PasswordAsync(again, Roles.AuthorisingOfficer);
        Assert.Equal(LfrRoutes.SecondStep + "?failed=wrong", (await CodeAsync(again, code)).Headers.Location?.OriginalString);
    }

    /// <summary>Two browsers with the same password: the second to come cannot put its own app beside the first one's.</summary>
    [Fact]
    public async Task SetUpThatSomebodyElseFinishedFirst_IsRefused()
    {
        await WithoutFactorsAsync(Roles.DataProtectionOfficer);
        using var first = shared.App.Anybody();
        using var second = shared.App.Anybody();
        await PasswordAsync(first, Roles.DataProtectionOfficer);
        await PasswordAsync(second, Roles.DataProtectionOfficer);
        await SetUpAsync(first, TestAuthenticator.CodeNow(shared.App, await KeyAsync(first)));

        var answer = await SetUpAsync(second, TestAuthenticator.CodeNow(shared.App, await KeyAsync(second)));

        Assert.Equal(LfrRoutes.SignIn + "?failed=again", answer.Headers.Location?.OriginalString);
        Assert.Equal(1, await SessionsAsync(Roles.DataProtectionOfficer));
    }

    [Theory]
    [InlineData(LfrRoutes.SecondStep)]
    [InlineData(LfrRoutes.FirstFactor)]
    [InlineData(LfrRoutes.PasskeyOptions)]
    [InlineData(LfrRoutes.Passkey)]
    public async Task EveryForm_NeedsItsToken_AndAPageOfThisSite(string path)
    {
        using var client = shared.App.Anybody();
        using var body = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = "123456", ["purpose"] = "SignIn" });
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(new Uri(path, UriKind.Relative), body, Cancel)).StatusCode);

        client.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        using var other = new FormUrlEncodedContent(new Dictionary<string, string> { ["purpose"] = "SignIn" });
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(new Uri(path, UriKind.Relative), other, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Demonstration_SkipsTheSecondFactor_AndSaysSo_AndAsksWhereItIsRequired()
    {
        await using var demonstration = await StartDemoAsync("Demonstration");
        using var visitor = demonstration.Anybody();
        Assert.Contains("They need no second factor", await visitor.GetStringAsync(new Uri(LfrRoutes.SignIn, UriKind.Relative), Cancel), StringComparison.Ordinal);
        Assert.Equal(LfrRoutes.Home, (await LfrApp.PasswordAsync(visitor, LfrApp.Person(Roles.Planner).Email, DemoAccounts.Password)).Headers.Location?.OriginalString);
        Assert.Contains("This is a demonstration", await visitor.GetStringAsync(new Uri(LfrRoutes.Account, UriKind.Relative), Cancel), StringComparison.Ordinal);

        await demonstration.InDatabaseAsync(db => db.Users.Where(u => u.Email == LfrApp.Person(Roles.Silver).Email).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDemonstration, false), Cancel));
        using var officer = demonstration.Anybody();
        Assert.Equal(LfrRoutes.FirstFactor, (await LfrApp.PasswordAsync(officer, LfrApp.Person(Roles.Silver).Email, DemoAccounts.Password)).Headers.Location?.OriginalString);

        await using var strict = await StartDemoAsync("Required");
        using var same = strict.Anybody();
        Assert.Equal(LfrRoutes.FirstFactor, (await LfrApp.PasswordAsync(same, LfrApp.Person(Roles.Planner).Email, DemoAccounts.Password)).Headers.Location?.OriginalString);
    }

    /// <summary>Whatever opens a session passes the second step, or is Entra's; whatever gives the cookie of one does it there.</summary>
    [Fact]
    [Asvs("6.3.4")]
    public void V6_3_4_NothingElse_OpensASession()
    {
        var opening = Calls.OfWeb.Where(c => c.Called.DeclaringType == typeof(SignIn) && c.Called.Name == nameof(SignIn.RunAsync)).Select(c => c.Caller.Name).Distinct(StringComparer.Ordinal);
        var giving = Calls.OfWeb.Where(c => c.Called.Name == nameof(SessionEndpoints.GiveCookieAsync)).Select(c => c.Caller.Name).Distinct(StringComparer.Ordinal);
        var made = Calls.OfWeb.Where(c => c.Called.DeclaringType == typeof(StaffSession) && c.Called.IsConstructor).Select(c => c.Caller.Name).Distinct(StringComparer.Ordinal);

        Assert.Equal([nameof(EntraSignIn), nameof(SecondStepEndpoints)], opening.Order(StringComparer.Ordinal));
        Assert.Equal([nameof(SecondStepEndpoints)], giving);
        Assert.Equal([nameof(SignIn)], made);
    }

    private static Task<LfrApp> StartDemoAsync(string rule) => LfrApp.StartAsync(new LfrAppOptions
    {
        Demo = true,
        Settings = new Dictionary<string, string?> { ["Identity:SecondFactor"] = rule },
    });

    private static Task<HttpResponseMessage> PasswordAsync(HttpClient client, string role, string? returnUrl = null) =>
        LfrApp.PasswordAsync(client, LfrApp.Person(role).Email, DemoAccounts.Password, returnUrl);

    private static Task<HttpResponseMessage> CodeAsync(HttpClient client, string code, string? returnUrl = null) =>
        LfrApp.PostAsync(client, LfrRoutes.SecondStep, ("code", code), ("returnUrl", returnUrl));

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient client, string code) => LfrApp.PostAsync(client, LfrRoutes.FirstFactor, ("code", code));

    private static async Task<string> KeyAsync(HttpClient client) =>
        Key().Match(await client.GetStringAsync(new Uri(LfrRoutes.FirstFactor, UriKind.Relative), Cancel)).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    private async Task<int> SessionsAsync(string role)
    {
        var id = await shared.App.IdOfAsync(role);
        return await shared.App.InDatabaseAsync(db => db.Sessions.CountAsync(s => s.AccountId == id, Cancel));
    }

    private async Task<Guid> WithoutFactorsAsync(string role)
    {
        var id = await shared.App.IdOfAsync(role);
        await shared.App.InDatabaseAsync(db => db.AuthenticatorApps.Where(a => a.AccountId == id).ExecuteDeleteAsync(Cancel));
        return id;
    }

    [GeneratedRegex("this key: <code[^>]*>([A-Z2-7 ]+)</code>")]
    private static partial Regex Key();
}
