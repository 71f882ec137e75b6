using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Tests.Features.Administration;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Mails;

/// <summary>Invitations by e-mail, with a real mail server. Each test is other people.</summary>
public sealed partial class InvitationMailTests(InvitationMailTests.Site site) : IClassFixture<InvitationMailTests.Site>
{
    private const string Password = "lantern-gravel-otter-mitten";

    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task Invitation_GoesToThePersonsAddress_WithTheLinkAndTheForcesName_AndNothingAboutThePerson()
    {
        var (key, id) = await InviteAsync("one@force.example", Roles.Operator);

        Given.Do(await site.Rig.Get<MailLink>().RunAsync(site.Rig.First, key, Cancel));

        var mail = Assert.Single(site.Server.Taken, m => m.To.ToString() == "one@force.example");
        Assert.Equal("Your account in Lfr", mail.Subject);
        Assert.Contains("Wessex Police has made an account for you in Lfr.", mail.TextBody, StringComparison.Ordinal);
        Assert.All(new[] { "Okoye", "4411", "Custody", "sergeant", "operator", site.Rig.First.Name }, word => Assert.DoesNotContain(word, mail.ToString(), StringComparison.OrdinalIgnoreCase));
        var link = Link().Match(mail.TextBody ?? "");
        Given.Do(await site.Rig.Get<AcceptInvitation>().RunAsync(link.Groups[1].Value, Password, signedInAs: null, Cancel));
        Assert.Equal(1, await site.Rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Subject == $"Account {id}" && e.Sentence == "Had the link of the invitation sent by e-mail, to the address of the account.", Cancel)));
    }

    [Fact]
    public async Task ServerThatRefusesTheAddress_IsSaid_AndTheLinkOnTheScreenWorks()
    {
        site.Server.Refused = "two@force.example";
        var (key, _) = await InviteAsync("two@force.example");

        Says.RefusedBy("STATE", await site.Rig.Get<MailLink>().RunAsync(site.Rig.First, key, Cancel), "The link was not sent by e-mail. The mail server refused the mail (550).");

        Given.Do(await site.Rig.Get<AcceptInvitation>().RunAsync(key, Password, signedInAs: null, Cancel));
    }

    [Fact]
    public async Task LinkThatEndedOrWasNeverMade_IsNotSent()
    {
        var (key, id) = await InviteAsync("three@force.example");
        var (again, _) = await site.Rig.Get<InviteAgain>().RunAsync(site.Rig.First, id, Cancel);
        Given.Do(again);

        Says.RefusedBy("STATE", await site.Rig.Get<MailLink>().RunAsync(site.Rig.First, key, Cancel), "You were sent another link");
        Says.RefusedBy("STATE", await site.Rig.Get<MailLink>().RunAsync(site.Rig.First, "made up", Cancel), "never one of ours");

        Assert.DoesNotContain(site.Server.Taken, m => m.To.ToString() == "three@force.example");
    }

    /// <summary>The mail goes to the administrator who asks for it and names nobody. When the server refuses it, the page shows the server's answer.</summary>
    [Fact]
    public async Task TestMail_GoesToTheAdministratorAlone_AndWhatTheServerAnswers_IsSaid()
    {
        var own = LfrApp.Person(Roles.Administrator).Email;
        Given.Do(await site.Rig.Get<SendTestMail>().RunAsync(site.Rig.First, Cancel));

        var mail = Assert.Single(site.Server.Taken, m => m.Subject == "Test of the mails of Lfr");
        Assert.Equal(own, mail.To.ToString());
        Assert.DoesNotContain(site.Rig.First.Name, mail.ToString(), StringComparison.Ordinal);
        Says.RefusedBy("ROLE", await site.Rig.Get<SendTestMail>().RunAsync(await site.Rig.AsTheAsync(Roles.Operator), Cancel));

        site.Server.Refused = own;
        Says.RefusedBy("STATE", await site.Rig.Get<SendTestMail>().RunAsync(site.Rig.First, Cancel), "The test mail was not sent. The mail server refused the mail (550).");
        Assert.Equal("127.0.0.1", (await site.Rig.Get<ReadSystem>().RunAsync(site.Rig.First, Cancel))!.Notifications.Server);
    }

    /// <summary>Whoever asks for a new password by telephone may be reading that person's mail already.</summary>
    [Fact]
    [Asvs("6.3.6")]
    public async Task LinkForANewPassword_IsNotSent()
    {
        var operatorId = (await site.Rig.AsTheAsync(Roles.Operator)).UserId;
        var (made, key) = await site.Rig.Get<ResetPassword>().RunAsync(site.Rig.First, operatorId, "Forgot it, and came to my desk.", Cancel);
        Given.Do(made);

        Says.RefusedBy("STATE", await site.Rig.Get<MailLink>().RunAsync(site.Rig.First, key, Cancel), "A link for a new password is not sent by e-mail");

        Assert.DoesNotContain(site.Server.Taken, m => m.To.ToString() == LfrApp.Person(Roles.Operator).Email);
    }

    /// <summary>A staff table of many: one address that the server refuses keeps nobody else waiting, and what was sent is known one by one.</summary>
    [Fact]
    public async Task LinksOfAStaffTable_AreSentOneByOne_AndOneThatIsRefusedStopsNoOther()
    {
        site.Server.Refused = "six@force.example";
        string[] keys = [(await InviteAsync("five@force.example")).Key, (await InviteAsync("six@force.example")).Key, (await InviteAsync("seven@force.example")).Key];
        var sent = new List<string>();

        var outcome = await site.Rig.Get<MailLink>().ForAllAsync(site.Rig.First, keys, sent.Add, Cancel);

        Says.RefusedBy("STATE", outcome, "The mail server refused the mail (550).");
        Assert.Equal([keys[0], keys[2]], sent);
        Assert.Equal(["five@force.example", "seven@force.example"], site.Server.Taken.Select(m => m.To.ToString()).Where(a => a is "five@force.example" or "six@force.example" or "seven@force.example"));
    }

    private Task<(string Key, Guid Id)> InviteAsync(string email, params string[] duties) => site.Rig.InviteAsync(PeopleRig.Person(email, duties));

    [GeneratedRegex("https://lfr\\.force\\.example/invitation/([A-Za-z0-9_-]{43})\\s")]
    private static partial Regex Link();

    /// <summary>A force with a mail server.</summary>
    public sealed class Site : IAsyncLifetime
    {
        internal MailServer Server { get; } = new();

        public PeopleRig Rig { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Rig = await PeopleRig.StartAsync(new Dictionary<string, string?>(Server.Settings, StringComparer.Ordinal) { ["Force:Name"] = "Wessex Police" });

        public async ValueTask DisposeAsync()
        {
            await Rig.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
