using System.Text;
using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>
/// A force in its first hour, from an empty data folder and through the real pages: the first administrator from the command line, a second one by a code of the installation, everybody
/// else from a staff table, each with a password and a second factor of their own, and every duty asked by one administrator and confirmed by the other.
/// </summary>
internal sealed partial class NewForce(Chromium chromium, LfrApp app)
{
    private const string Password = "lantern-gravel-otter-mitten";
    private const string First = "robin@force.example";
    private const string Second = "sam@force.example";

    /// <summary>Whom the table names: everybody who has a part in a deployment.</summary>
    private static readonly DemoAccount[] Staff = [.. DemoAccounts.All.Where(a => a.Role is not (Roles.Administrator or Roles.Oversight or Roles.DataProtectionOfficer)).DistinctBy(a => a.Role)];

    private readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the person with <paramref name="role"/> is called.</summary>
    public static string NameOf(string role) => Staff.Single(a => a.Role == role).Name;

    /// <summary>The first administrator, as the server's own command makes one; returns the two codes that it prints.</summary>
    public static async Task<string[]> FirstAdministratorAsync(string data)
    {
        await using var host = LfrHost.Build([], builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0", ["Worker:CoHosted"] = "false" }));
        using var input = new StringReader(Password);
        await using var output = new StringWriter();
        await new CreateAdmin(host).RunAsync(new FirstAdministrator(First, "Robin Vale"), input, output, Cancel);
        return [.. Code().Matches(output.ToString()).Select(m => m.Value)];
    }

    /// <summary>Invites one person; returns the path of the link.</summary>
    public static async Task<string> InviteAsync(Desk administrator, string name, string email, string duty)
    {
        await administrator.GoAsync(LfrRoutes.InvitePerson);
        await administrator.WriteAsync("Name", name);
        await administrator.ChooseAsync("Verified rank", "Police staff");
        await administrator.WriteAsync("E-mail", email);
        await administrator.TickAsync(Roles.InWords(duty));
        await administrator.PressAsync("Invite", exact: true);
        await administrator.SeesAsync($"The link for {name}");
        return new Uri(await administrator.Page.GetByLabel("Invitation link").InputValueAsync()).PathAndQuery;
    }

    /// <summary>Everything up to the day on which the first deployment is planned. <paramref name="codes"/>: of the installation.</summary>
    public async Task BeginAsync(string[] codes)
    {
        await using var first = await AtDeskOfAsync(First);
        await AcceptAsync(await InviteAsync(first, "Sam Achebe", Second, Roles.Administrator), Second, null);
        await first.GoAsync(LfrRoutes.People);
        await first.WriteAsync("Code of the installation", codes[0]);
        await first.PressAsync("Confirm");
        await first.SeesAsync("Confirmed for Sam Achebe: the duty administrator.");

        foreach (var (email, link) in await ImportAsync(first))
            await AcceptAsync(link, email, null);

        await using var second = await AtDeskOfAsync(Second);
        await second.GoAsync(LfrRoutes.People);
        foreach (var person in Staff)
        {
            // The one page on which another administrator confirms, one press for each person.
            await second.Page.Locator("li.lfr-card").Filter(new LocatorFilterOptions { HasText = person.Name }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Confirm" }).ClickAsync();
            await second.SeesAsync($"Confirmed for {person.Name}: the duty {Roles.InWords(person.Role)}.");
        }

        first.AssertQuiet();
        second.AssertQuiet();
    }

    /// <summary>The person with <paramref name="role"/> at a browser, signed in; the second factor is set up the first time.</summary>
    public Task<Desk> AtDeskAsync(string role) => AtDeskOfAsync(EmailOf(Staff.Single(a => a.Role == role)));

    /// <summary>As <see cref="AtDeskAsync"/>, by address.</summary>
    public async Task<Desk> AtDeskOfAsync(string email)
    {
        var desk = new Desk(await chromium.OpenAsync(app));
        await desk.Page.GotoAsync(LfrRoutes.SignIn);
        await desk.WriteAsync("E-mail", email);
        await desk.WriteAsync("Password", Password);
        await desk.PressAsync("Sign in", exact: true);
        if (keys.TryGetValue(email, out var key))
        {
            // A code counts once; a test does not wait for the next half minute.
            await app.InDatabaseAsync(db => db.AuthenticatorApps.Where(a => db.Users.Any(u => u.Id == a.AccountId && u.Email == email)).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, 0), Cancel));
            await desk.WriteAsync("Code from your authenticator app", TestAuthenticator.CodeNow(app, key));
            await desk.PressAsync("Sign in", exact: true);
        }
        else
        {
            keys[email] = key = (await desk.Page.Locator("code").First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
            await desk.WriteAsync("Code that the app shows now", TestAuthenticator.CodeNow(app, key));
            await desk.PressAsync("Confirm and sign in");
            // A link that is pressed in the moment in which the page comes into its circuit is drawn again and loses the press.
            await desk.AnswersAsync();
            await desk.PressLinkAsync("Go on to Lfr");
        }

        await desk.Page.WaitForURLAsync("**/home");
        return desk;
    }

    /// <summary>An invited person chooses a password by their link; <paramref name="look"/> names a picture to keep and to look at with axe.</summary>
    public async Task AcceptAsync(string link, string email, string? look)
    {
        await using var browser = await chromium.OpenAsync(app, javaScript: look is not null);
        await browser.Page.GotoAsync(link);
        await Assertions.Expect(browser.Page.GetByLabel("You sign in with")).ToHaveValueAsync(email);
        await browser.Page.GetByLabel("Password", new PageGetByLabelOptions { Exact = true }).FillAsync(Password);
        await browser.Page.GetByLabel("Password again").FillAsync(Password);
        if (look is not null)
        {
            await browser.ScreenshotAsync(look);
            await browser.AssertAccessibleAsync();
        }

        await browser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save the password" }).ClickAsync();
        await browser.Page.GetByText("Your password is saved").First.WaitForAsync();
        browser.AssertQuiet();
    }

    private static string EmailOf(DemoAccount person) => $"{person.Mailbox}@force.example";

    private async Task<IReadOnlyList<(string Email, string Link)>> ImportAsync(Desk administrator)
    {
        var table = new StringBuilder("name,email,rank,duties,training until\n");
        foreach (var person in Staff)
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"{person.Name},{EmailOf(person)},{person.Rank.InWords(null)},{Roles.InWords(person.Role)},2030-12-31\n");
        await administrator.GoAsync(LfrRoutes.ImportPeople);
        await administrator.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "staff.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(table.ToString()) });
        await administrator.SeesAsync($"{Staff.Length} people would be invited.");
        await administrator.LookAsync("36-staff-table");
        await administrator.PressAsync($"Invite {Staff.Length} people");
        await administrator.SeesAsync("Save the links now");
        var file = await administrator.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Save the links" }).GetAttributeAsync("href");
        var lines = Encoding.UTF8.GetString(Convert.FromBase64String(file!.Split("base64,")[1])).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. lines.Skip(1).Select(l => l.Split(',')).Select(cells => (cells[1].Trim('"'), new Uri(cells[2].Trim('"')).PathAndQuery))];
    }

    [GeneratedRegex("[0-9A-Z]{5}(-[0-9A-Z]{5}){3}", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
