using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Identity;
using Lfr.Web.Components;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>
/// An officer's second factor from the first sign-in on, through the real pages: an app, recovery codes, a passkey of Chromium's own virtual authenticator, and the second factor again
/// before an important step.
/// </summary>
public sealed class SecondFactorTests(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfficerSetsUpAnAppAndAPasskey_SignsInWithIt_AndConfirmsBeforeAnExport()
    {
        var clock = new ShiftedClock();
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Time = clock, Settings = new Dictionary<string, string?> { ["Identity:StepUpMinutes"] = "5" } });
        await app.InDatabaseAsync(db => db.AuthenticatorApps.ExecuteDeleteAsync(Cancel));
        // A passkey belongs to a name, and an address of numbers is none.
        await using var window = await chromium.OpenAsync(app, width: 1366, height: 900, via: new Uri($"http://localhost:{app.Address.Port}/"));
        var officer = new Desk(window);
        await AddAuthenticatorAsync(officer.Page);

        await PasswordAsync(officer);
        await officer.SeesAsync("Set up your second factor");
        await officer.LookAsync("second-factor-set-up");
        var key = (await officer.Page.Locator("code").First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await officer.WriteAsync("Code that the app shows now", TestAuthenticator.CodeNow(app, key));
        await officer.PressAsync("Confirm and sign in");
        await officer.SeesAsync("Make your recovery codes now");
        await officer.AnswersAsync();

        await officer.PressAsync("Make recovery codes");
        await officer.SeesAsync("Lfr shows them only now.");
        await Assertions.Expect(officer.Page.Locator(".codes code")).ToHaveCountAsync(10);
        await officer.LookAsync("account-recovery-codes");
        await officer.WriteAsync("Name of the passkey", "Work phone");
        await officer.PressAsync("Add a passkey");
        await officer.SeesAsync("The passkey is added.");
        await officer.PressAsync("Remove the app");
        await officer.SeesAsync("The authenticator app is removed.");
        await officer.PressAsync("Remove Work phone");
        await officer.SeesAsync("This passkey is your only second factor");

        await SignOutAsync(officer);
        await officer.PressAsync("Sign in with a passkey");
        await officer.Page.WaitForURLAsync("**/home");

        await SignOutAsync(officer);
        await PasswordAsync(officer);
        await officer.SeesAsync("Now show that it is you.");
        await officer.LookAsync("second-step");
        await officer.PressAsync("Use a passkey");
        await officer.Page.WaitForURLAsync("**/home");

        clock.MoveTo(clock.GetUtcNow().AddMinutes(6));
        await officer.GoAsync(LfrRoutes.Account);
        await officer.PressAsync("Make new recovery codes");
        await officer.SeesAsync("This step needs your second factor, given within the last 5 minutes.");
        await officer.LookAsync("confirm-identity");
        await officer.PressAsync("Use a passkey");
        await officer.SeesAsync("Confirmed.");
        await officer.PressAsync("Make new recovery codes");
        await officer.SeesAsync("Lfr shows them only now.");
        var recovery = await officer.Page.Locator(".codes code").First.InnerTextAsync();

        clock.MoveTo(clock.GetUtcNow().AddMinutes(6));
        await officer.GoAsync(LfrRoutes.Audit);
        await officer.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Export as CSV" }).ClickAsync();
        await officer.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Confirm that it is you" }).ClickAsync();
        await officer.AnswersAsync();
        await officer.Page.GetByLabel(new Regex("^Code from your app")).FillAsync(recovery);
        var download = await officer.Page.RunAndWaitForDownloadAsync(() => officer.PressAsync("Confirm", exact: true));
        Assert.Equal("lfr-audit.csv", download.SuggestedFilename);
        // The browser itself says of the refused export that it was refused.
        Assert.All(officer.Problems, p => Assert.Contains("403", p, StringComparison.Ordinal));
    }

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("WebAuthn.enable");
        await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static async Task PasswordAsync(Desk officer)
    {
        await officer.Page.GotoAsync(LfrRoutes.SignIn);
        await officer.WriteAsync("E-mail", LfrApp.Person(Roles.Oversight).Email);
        await officer.WriteAsync("Password", DemoAccounts.Password);
        await officer.PressAsync("Sign in", exact: true);
    }

    private static async Task SignOutAsync(Desk officer)
    {
        // A menu that was opened before the page answers is closed when it does.
        await officer.AnswersAsync();
        await officer.Page.Locator("details.me summary").ClickAsync();
        await officer.PressAsync("Sign out", exact: true);
        await officer.Page.WaitForURLAsync("**/sign-in");
    }
}
