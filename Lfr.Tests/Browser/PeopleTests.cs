using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Urls;

namespace Lfr.Tests.Browser;

/// <summary>The first hour of a force, from an empty data folder: one administrator, a second one, and a duty that neither gave alone.</summary>
public sealed class PeopleTests(Chromium chromium)
{
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task FirstAdministrator_InvitesTheSecond_AndBothTogetherGiveADuty()
    {
        var data = Directory.CreateTempSubdirectory("lfr-test-").FullName;
        var codes = await NewForce.FirstAdministratorAsync(data);
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Data = data, Accounts = false });
        var force = new NewForce(chromium, app);
        await using var first = await force.AtDeskOfAsync("robin@force.example");

        var second = await NewForce.InviteAsync(first, "Sam Achebe", "sam@force.example", Roles.Administrator);
        await first.LookAsync("30-invitation-link");
        await force.AcceptAsync(second, "sam@force.example", "31-accept-invitation");
        await first.GoAsync(LfrRoutes.People);
        await first.SeesAsync("There is no second administrator yet.");
        await first.WriteAsync("Code of the installation", codes[0]);
        await first.SeesAsync("2 people");
        await first.LookAsync("32-people-code");
        await first.PressAsync("Confirm");
        await first.SeesAsync("Confirmed for Sam Achebe: the duty administrator.");

        // From now on neither gives a duty alone.
        var third = await NewForce.InviteAsync(first, "Kit Moss", "kit@force.example", Roles.Operator);
        await force.AcceptAsync(third, "kit@force.example", null);
        await first.GoAsync(LfrRoutes.People);
        await first.SeesAsync("Another administrator confirms it.");
        await using var other = await force.AtDeskOfAsync("sam@force.example");
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
}
