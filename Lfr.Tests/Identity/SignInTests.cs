using System.Net;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Identity;

public class SignInTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Uri Home = new(LfrRoutes.Home, UriKind.Relative);

    [Fact]
    public async Task RightPassword_LeadsHome()
    {
        using var client = await shared.App.SignInAsync(Roles.Planner);

        var answer = await client.GetAsync(Home, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    [Asvs("6.3.8")]
    public async Task WrongPassword_UnknownAccount_AndNothing_GetTheSameAnswer()
    {
        using var client = shared.App.Anybody();

        var wrong = await LfrApp.SignInAsync(client, LfrApp.Person(Roles.Planner).Email, "not-the-password");
        var unknown = await LfrApp.SignInAsync(client, "nobody@demo.lfr", "not-the-password");
        var nothing = await LfrApp.SignInAsync(client, "", "");

        Assert.Equal("/sign-in?failed=wrong", wrong.Headers.Location?.OriginalString);
        Assert.Equal(wrong.Headers.Location, unknown.Headers.Location);
        Assert.Equal(wrong.Headers.Location, nothing.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(Home, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task EveryAttempt_IsInTheAuditLog_WithItsAddress_AndAFailedOneIsNobodys()
    {
        using var client = shared.App.Anybody();
        var account = await shared.App.IdOfAsync(Roles.Oversight);
        await LfrApp.SignInAsync(client, LfrApp.Person(Roles.Oversight).Email, "not-the-password");
        await LfrApp.SignInAsync(client, LfrApp.Person(Roles.Oversight).Email, DemoAccounts.Password);

        var attempts = await shared.App.InDatabaseAsync(db => db.AuditEvents
            .Where(e => e.Action == "SignIn" && e.Subject == $"Account {account}").OrderBy(e => e.Number).ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal([CurrentActor.Nobody.UserId, account], attempts.Select(e => e.ActorId));
        Assert.Equal(["Nobody", "Ingrid Solberg"], attempts.Select(e => e.ActorName));
        Assert.Equal([false, true], attempts.Select(e => e.Done));
        Assert.Equal(["The password was wrong. The attempt came from 127.0.0.1.", "Signed in from 127.0.0.1, with a code of the authenticator app."], attempts.Select(e => e.Sentence));
    }

    [Fact]
    [Asvs("7.6.2")]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        using var client = shared.App.Anybody();
        using var body = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["email"] = LfrApp.Person(Roles.Planner).Email,
            ["password"] = DemoAccounts.Password,
        });

        var answer = await client.PostAsync(new Uri(LfrRoutes.SignIn, UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/deployments", "/deployments")]
    [InlineData("https://elsewhere.example/", LfrRoutes.Home)]
    [InlineData("//elsewhere.example/", LfrRoutes.Home)]
    [InlineData("/\\elsewhere.example/", LfrRoutes.Home)]
    [InlineData("/deployments\t", LfrRoutes.Home)]
    [InlineData("/\t/elsewhere.example/", LfrRoutes.Home)]
    public async Task AfterSigningIn_PeopleStayWithinLfr(string asked, string lands)
    {
        using var client = shared.App.Anybody();

        var answer = await LfrApp.SignInAsync(client, LfrApp.Person(Roles.Planner).Email, DemoAccounts.Password, asked);

        Assert.Equal(lands, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task TooManyAttemptsFromOneAddress_AreRefusedWithASentence()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions
        {
            Accounts = false,
            Settings = new Dictionary<string, string?> { ["RateLimits:SignInPerMinute"] = "2" },
        });
        using var client = app.Anybody();
        await LfrApp.SignInAsync(client, "nobody@demo.lfr", "x");
        await LfrApp.SignInAsync(client, "nobody@demo.lfr", "x");

        var third = await LfrApp.SignInAsync(client, "nobody@demo.lfr", "x");

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Contains("Too many requests", await third.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotNull(third.Headers.RetryAfter);
    }

    [Fact]
    public async Task NoPasswordAndNoEmail_IsInTheLog()
    {
        using var client = shared.App.Anybody();
        await LfrApp.SignInAsync(client, LfrApp.Person(Roles.Planner).Email, "a-very-secret-password");
        await LfrApp.SignInAsync(client, LfrApp.Person(Roles.Planner).Email, DemoAccounts.Password);

        Assert.DoesNotContain(shared.App.Log, line => line.Contains("a-very-secret-password", StringComparison.Ordinal)
            || line.Contains(DemoAccounts.Password, StringComparison.Ordinal)
            || line.Contains(LfrApp.Person(Roles.Planner).Email, StringComparison.OrdinalIgnoreCase));
    }
}
