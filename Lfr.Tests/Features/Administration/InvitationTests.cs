using System.Net;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Administration;

public sealed class InvitationTests
{
    private const string Password = "lantern-gravel-otter-mitten";

    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task PersonInvited_ChoosesAPassword_AndSignsIn_AndTheLinkIsKeptNowhere()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (key, id) = await rig.InviteAsync();
        Assert.Equal(AccountState.Invited, (await rig.SheetAsync(id)).State);
        Assert.Equal(StaffSessions.IdOf(key), await rig.App.InDatabaseAsync(db => db.Invitations.Select(i => i.KeyHash).SingleAsync(Cancel)));
        Assert.DoesNotContain(key, string.Join('\n', rig.App.Log), StringComparison.Ordinal);
        using var browser = rig.App.Anybody();
        Assert.Equal("/sign-in?failed=wrong", (await LfrApp.SignInAsync(browser, "jo.okoye@force.example", "")).Headers.Location?.OriginalString);

        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(key, Password, signedInAs: null, Cancel));

        Assert.Equal(AccountState.NeverSignedIn, (await rig.SheetAsync(id)).State);
        Assert.Equal(LfrRoutes.Home, (await LfrApp.SignInAsync(browser, "jo.okoye@force.example", Password)).Headers.Location?.OriginalString);
        Assert.Equal(AccountState.Active, (await rig.SheetAsync(id)).State);
        Assert.Empty(await rig.AlteredAsync());
        var log = await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Subject == $"Account {id}" && e.Action != nameof(SignIn)).OrderBy(e => e.Number).Select(e => $"{e.ActorName}: {e.Sentence}").ToListAsync(Cancel));
        Assert.Equal([$"{rig.First.Name}: Invited Jo Okoye, sergeant.", "Jo Okoye: Accepted the invitation and chose a password."], log.Take(2));
    }

    /// <summary>The page is plain HTML outside of the circuit.</summary>
    [Fact]
    public async Task PageOfTheInvitation_TakesThePassword_AndSaysAfterwardsThatTheLinkWasUsed()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (key, _) = await rig.InviteAsync();
        using var browser = rig.App.Anybody();
        Assert.Contains("Choose your password", await PageAsync(browser, key), StringComparison.Ordinal);

        Assert.Contains("The two passwords are not the same.", await SendAsync(browser, key, Password, "another"), StringComparison.Ordinal);
        Assert.Contains("easy to guess", await SendAsync(browser, key, "Password123456", "Password123456"), StringComparison.Ordinal);
        Assert.Contains("Your password is saved", await SendAsync(browser, key, Password, Password), StringComparison.Ordinal);

        var again = await PageAsync(browser, key);
        Assert.Contains("This link was used on", again, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", again, StringComparison.Ordinal);
        Assert.Equal(LfrRoutes.Home, (await LfrApp.SignInAsync(browser, "jo.okoye@force.example", Password)).Headers.Location?.OriginalString);
    }

    [Fact]
    [Asvs("6.4.1")]
    public async Task Link_UsedTwice_IsRefused_AndTheFirstPasswordStays()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (key, _) = await rig.InviteAsync();
        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(key, Password, null, Cancel));

        Says.RefusedBy("STATE", await rig.Get<AcceptInvitation>().RunAsync(key, "another-of-the-good-ones", null, Cancel), "This link was used on");

        using var browser = rig.App.Anybody();
        Assert.Equal(LfrRoutes.Home, (await LfrApp.SignInAsync(browser, "jo.okoye@force.example", Password)).Headers.Location?.OriginalString);
    }

    /// <summary>A double click, or two people with the same link at once.</summary>
    [Fact]
    public async Task Link_UsedTwiceAtOnce_IsUsedOnce()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (key, _) = await rig.InviteAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => rig.Get<AcceptInvitation>().RunAsync(key, $"{Password}-{i}", null, Cancel)));

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.All(outcomes.Where(o => !o.Succeeded), o => Says.RefusedBy("STATE", o, "This link was used on"));
    }

    [Fact]
    [Asvs("6.4.1")]
    public async Task Link_AfterADay_IsLate_AndAnotherOneReplacesIt()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (late, id) = await rig.InviteAsync();
        rig.Pass(Invitation.Valid);

        Says.RefusedBy("STATE", await rig.Get<AcceptInvitation>().RunAsync(late, Password, null, Cancel), "It worked for 24 hours. Ask an administrator for another one.");
        var (outcome, next) = await rig.Get<InviteAgain>().RunAsync(rig.First, id, Cancel);
        Given.Do(outcome);
        Says.RefusedBy("STATE", await rig.Get<AcceptInvitation>().RunAsync(late, Password, null, Cancel), "Open the newest link");
        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(next, Password, null, Cancel));
        Says.RefusedBy("STATE", (await rig.Get<InviteAgain>().RunAsync(rig.First, id, Cancel)).Outcome, "has chosen a password already");
    }

    [Fact]
    public async Task Link_ThatWasWithdrawn_IsRefused_AndSaysSo()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (key, id) = await rig.InviteAsync();
        Says.RefusedBy("FORM", await rig.Get<WithdrawInvitation>().RunAsync(rig.First, id, " ", Cancel), "No reason is given.");

        Given.Do(await rig.Get<WithdrawInvitation>().RunAsync(rig.First, id, "Moved to another force.", Cancel));

        Says.RefusedBy("STATE", await rig.Get<AcceptInvitation>().RunAsync(key, Password, null, Cancel), "An administrator withdrew this invitation");
        Says.RefusedBy("STATE", await rig.Get<WithdrawInvitation>().RunAsync(rig.First, id, "Again.", Cancel), "There is no invitation that still works.");
    }

    [Fact]
    public async Task Link_OpenedBySomebodySignedInAsAnotherPerson_IsRefused_AndStaysUsable()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (key, _) = await rig.InviteAsync();
        using (var other = await rig.App.SignInAsync(Roles.Administrator))
        {
            var page = await PageAsync(other, key);
            Assert.Contains("You are signed in as somebody else in this browser", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        }

        Says.RefusedBy("STATE", await rig.Get<AcceptInvitation>().RunAsync(key, Password, rig.First.UserId, Cancel), "You are signed in as somebody else");
        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(key, Password, null, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Link_ThatNobodyGave_IsRefused(string key)
    {
        await using var rig = await PeopleRig.StartAsync();

        Says.RefusedBy("STATE", await rig.Get<AcceptInvitation>().RunAsync(key, Password, null, Cancel), "This link is not complete");
    }

    [Fact]
    public async Task PersonRetiredBeforeTheyAccepted_CannotAcceptAnyMore()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (key, id) = await rig.InviteAsync();

        Given.Do(await rig.Get<RetireAccount>().RunAsync(rig.First, id, "Never came.", null, Cancel));

        Says.RefusedBy("STATE", await rig.Get<AcceptInvitation>().RunAsync(key, Password, null, Cancel), "withdrew this invitation");
    }

    /// <summary>Names and addresses as people have them.</summary>
    [Theory]
    [InlineData("Seán O’Brien", "o'brien@force.example")]
    [InlineData("محمد الأمين", "m.alamin@force.example")]
    [InlineData("李 雷", "li.lei@force.example")]
    public async Task Names_InAnyScript_AreTaken_AndFound(string name, string email)
    {
        await using var rig = await PeopleRig.StartAsync();

        var (key, _) = await rig.InviteAsync(new NewPerson(new Particulars($"  {name} ", Rank.Constable, "", ""), $" {email} ".Trim(), []));
        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(key, Password, null, Cancel));

        var found = await rig.Get<Web.Features.Administration.Queries.ListPeople>().RunAsync(rig.First, new(name.ToLowerInvariant(), null, null), 0, 10, Cancel);
        Assert.Equal((name, email), Assert.Single(found!.Rows.Select(r => (r.Name, r.Email))));
    }

    [Theory]
    [InlineData("", "jo@force.example", 2, "The name is missing.")]
    [InlineData("Jo Okoye", "", 2, "This is not an e-mail address.")]
    [InlineData("Jo Okoye", "jo okoye@force.example", 2, "This is not an e-mail address.")]
    [InlineData("Jo Okoye", "Jo <jo@force.example>", 2, "This is not an e-mail address.")]
    [InlineData("Jo Okoye", "jo@force.example", 99, "The rank is missing.")]
    public async Task Invitation_WithSomethingMissing_IsRefused_AndLeavesNothing(string name, string email, int rank, string sentence)
    {
        await using var rig = await PeopleRig.StartAsync();

        Says.RefusedBy("FORM", (await rig.Get<InvitePerson>().RunAsync(rig.First, new NewPerson(new Particulars(name, (Rank)rank, "", ""), email, [Roles.Operator]), Cancel)).Outcome, sentence);

        Assert.Equal(0, await rig.App.InDatabaseAsync(async db => await db.Invitations.CountAsync(Cancel) + await db.AccountGrants.CountAsync(Cancel)));
    }

    [Fact]
    public async Task AddressThatIsKnown_IsRefused_WhateverItsCase_AndNamesWhoHasIt()
    {
        await using var rig = await PeopleRig.StartAsync();

        Says.RefusedBy("STATE", (await rig.Get<InvitePerson>().RunAsync(rig.First, PeopleRig.Person("PLANNER@demo.lfr"), Cancel)).Outcome, "Priya Nair has an account with the address PLANNER@demo.lfr already.");
    }

    [Fact]
    public async Task Inviting_IsForAdministrators()
    {
        await using var rig = await PeopleRig.StartAsync();

        Says.RefusedBy("ROLE", (await rig.Get<InvitePerson>().RunAsync(await rig.AsTheAsync(Roles.Oversight), PeopleRig.Person(), Cancel)).Outcome, "Only an administrator may do this.");
    }

    private static async Task<string> PageAsync(HttpClient browser, string key) => WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri(LfrRoutes.Invitation(key), UriKind.Relative), Cancel));

    private static async Task<string> SendAsync(HttpClient browser, string key, string password, string again)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = await LfrApp.TokenAsync(browser), ["_handler"] = "invitation", ["Password"] = password, ["Again"] = again,
        };
        using var body = new FormUrlEncodedContent(form);
        using var answer = await browser.PostAsync(new Uri(LfrRoutes.Invitation(key), UriKind.Relative), body, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }
}
