using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Hosting;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Lfr.Tests.Browser;

/// <summary>The first hour of a force, from an empty data folder: one administrator, a second one, and a duty that neither gave alone.</summary>
public sealed partial class PeopleTests(Chromium chromium)
{
    private const string Password = "lantern-gravel-otter-mitten";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstAdministrator_InvitesTheSecond_AndBothTogetherGiveADuty()
    {
        var data = Directory.CreateTempSubdirectory("lfr-test-").FullName;
        var codes = await FirstAdministratorAsync(data);
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Data = data, Accounts = false });
        await using var first = await OpenAsync(app, "robin@force.example");

        var second = await InviteAsync(first, "Sam Achebe", "sam@force.example", Roles.Administrator);
        await first.LookAsync("30-invitation-link");
        await AcceptAsync(app, second, "sam@force.example", "31-accept-invitation");
        await first.GoAsync(LfrRoutes.People);
        await first.SeesAsync("There is no second administrator yet.");
        await first.WriteAsync("Code of the installation", codes[0]);
        await first.LookAsync("32-people-code");
        await first.PressAsync("Confirm");
        await first.SeesAsync("Confirmed for Sam Achebe: the duty administrator.");

        // From now on neither gives a duty alone.
        var third = await InviteAsync(first, "Kit Moss", "kit@force.example", Roles.Operator);
        await AcceptAsync(app, third, "kit@force.example", null);
        await first.GoAsync(LfrRoutes.People);
        await first.SeesAsync("Another administrator confirms it.");
        await using var other = await OpenAsync(app, "sam@force.example");
        await other.SeesAsync("Decide on 1 request from another administrator");
        await other.GoAsync(LfrRoutes.People);
        await other.PressAsync("Confirm");
        await other.SeesAsync("Confirmed for Kit Moss: the duty operator.");
        // The page of the one who asked follows.
        await Microsoft.Playwright.Assertions.Expect(first.Page.GetByText("Another administrator confirms it.")).ToHaveCountAsync(0);

        await other.PressLinkAsync("Kit Moss");
        await other.SeesAsync("Confirmed for Kit Moss: the duty operator. Robin Vale had asked for it.");
        await other.LookAsync("33-person");
        // Both have the page open, and both change it.
        await first.PressLinkAsync("Kit Moss");
        await first.WriteAsync("Unit (if any)", "Response");
        await other.WriteAsync("Unit (if any)", "Custody");
        await other.PressAsync("Save", exact: true);
        await other.SeesAsync("Changed the unit from none to Custody.");
        await first.PressAsync("Save", exact: true);
        await first.SeesAsync("Two versions");
        await first.LookAsync("35-two-versions");
        await first.PressAsync("Save mine instead");
        await first.SeesAsync("Changed the unit from Custody to Response.");
        await other.PressAsync("Lock");
        await other.GiveReasonAsync("The telephone was lost.", "Lock");
        await other.SeesAsync("The account is locked.");
        await other.GoAsync($"{LfrRoutes.People}?state=Locked");
        await other.SeesAsync("1 person");
        await other.LookAsync("34-people-locked");
        first.AssertQuiet();
        other.AssertQuiet();
    }

    private static async Task<string[]> FirstAdministratorAsync(string data)
    {
        await using var app = LfrHost.Build([], builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0", ["Worker:CoHosted"] = "false" }));
        using var input = new StringReader(Password);
        await using var output = new StringWriter();
        await new CreateAdmin(app).RunAsync(new FirstAdministrator("robin@force.example", "Robin Vale"), input, output, Cancel);
        return [.. Code().Matches(output.ToString()).Select(m => m.Value)];
    }

    private async Task<Desk> OpenAsync(LfrApp app, string email)
    {
        var window = await chromium.OpenAsync(app);
        await window.Page.GotoAsync(LfrRoutes.SignIn);
        await window.Page.GetByLabel("E-mail").FillAsync(email);
        await window.Page.GetByLabel("Password").FillAsync(Password);
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await window.Page.GetByLabel("Code that the app shows now").FillAsync(TestAuthenticator.CodeNow(app, (await window.Page.Locator("code").First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal)));
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Confirm and sign in" }).ClickAsync();
        var desk = new Desk(window);
        // A link that is pressed in the moment in which the page comes into its circuit is drawn again and loses the press.
        await desk.AnswersAsync();
        await desk.PressLinkAsync("Go on to Lfr");
        await window.Page.WaitForURLAsync("**/home");
        return desk;
    }

    private static async Task<string> InviteAsync(Desk desk, string name, string email, string duty)
    {
        await desk.GoAsync(LfrRoutes.InvitePerson);
        await desk.WriteAsync("Name", name);
        await desk.ChooseAsync("Verified rank", "Police staff");
        await desk.WriteAsync("E-mail", email);
        await desk.TickAsync(Roles.InWords(duty));
        await desk.PressAsync("Invite", exact: true);
        await desk.SeesAsync($"The link for {name}");
        return new Uri(await desk.Page.GetByLabel("Invitation link").InputValueAsync()).PathAndQuery;
    }

    private async Task AcceptAsync(LfrApp app, string link, string email, string? look)
    {
        await using var browser = await chromium.OpenAsync(app, javaScript: look is not null);
        await browser.Page.GotoAsync(link);
        await Microsoft.Playwright.Assertions.Expect(browser.Page.GetByLabel("You sign in with")).ToHaveValueAsync(email);
        await browser.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await browser.Page.GetByLabel("Password again").FillAsync(Password);
        if (look is not null)
        {
            await browser.ScreenshotAsync(look);
            await browser.AssertAccessibleAsync();
        }

        await browser.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Save the password" }).ClickAsync();
        await browser.Page.GetByText("Your password is saved").First.WaitForAsync();
        browser.AssertQuiet();
    }

    [GeneratedRegex("[0-9A-Z]{5}(-[0-9A-Z]{5}){3}", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
