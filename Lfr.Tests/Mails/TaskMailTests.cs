using System.Net;
using System.Net.Sockets;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Features.Administration;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Home.Mails;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Mails;

/// <summary>Mails about what needs somebody, with a real mail server.</summary>
public sealed class TaskMailTests
{
    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task Task_IsToldOnce_WithItsNumberAndALink_AndNoNameOrPlace()
    {
        await using var server = new MailServer();
        await using var rig = await StartAsync(server);
        var planner = await rig.AsTheAsync(Roles.Planner);
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(planner, Guid.CreateVersion7(), PlanAhead(rig), Cancel));

        await rig.Get<MailWatch>().RunOnceAsync(Cancel);
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);

        var mail = Assert.Single(server.Taken, m => m.To.ToString() == LfrApp.Person(Roles.Planner).Email);
        Assert.Equal("Lfr: 1 task needs you", mail.Subject);
        Assert.Contains("- Finish the plan (", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://lfr.force.example/deployments/", mail.TextBody, StringComparison.Ordinal);
        Assert.All(new[] { Given.GoodPlan().Name, Given.GoodPlan().Place.Venue, planner.Name }, word => Assert.DoesNotContain(word, mail.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Task_ThatComesBack_IsToldAgain_AndOneThatIsOverIsNot()
    {
        await using var server = new MailServer();
        await using var rig = await StartAsync(server);
        var someone = (await rig.AsTheAsync(Roles.Planner)).UserId;
        await rig.AskAsync(someone, Roles.Operator);
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);
        Assert.Single(server.Taken, IsToTheSecond);

        await DeclineAllAsync(rig);
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);
        Assert.Single(server.Taken, IsToTheSecond);
        await rig.AskAsync(someone, Roles.Operator);
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);

        Assert.Equal(2, server.Taken.Count(IsToTheSecond));
        // What is over is not kept for ever.
        rig.Pass(TimeSpan.FromDays(31));
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.TaskMails.CountAsync(m => m.AccountId == rig.Second.UserId, Cancel)));
    }

    [Fact]
    public async Task OnceADay_IsToldAtSeven_AndWhoeverWantsNoneIsNotTold()
    {
        await using var server = new MailServer();
        await using var rig = await StartAsync(server);
        // The evening before, whatever the day of this test is.
        var tomorrow = ForceTime.Day(rig.Time.GetUtcNow()).AddDays(1);
        rig.Pass(ForceTime.Moment(tomorrow, new TimeOnly(6, 59))!.Value - rig.Time.GetUtcNow());
        Given.Do(await rig.Get<ChooseMails>().RunAsync(rig.Second, MailChoice.Daily, Cancel));
        Given.Do(await rig.Get<ChooseMails>().RunAsync(rig.First, MailChoice.Off, Cancel));
        await rig.AskAsync((await rig.AsTheAsync(Roles.Planner)).UserId, Roles.Operator);
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);
        Assert.Empty(server.Taken);

        rig.Pass(TimeSpan.FromMinutes(1));
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);

        Assert.Contains("Decide on 1 request", Assert.Single(server.Taken).TextBody, StringComparison.Ordinal);
        Assert.True(IsToTheSecond(server.Taken[0]));
    }

    /// <summary>A server that listens and never says a word: the command that made the task is done long before, and the mail goes when another server is there.</summary>
    [Fact]
    public async Task ServerThatHangs_KeepsNobodyWaiting_AndTheMailIsTriedAgain()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = $"{((IPEndPoint)silent.LocalEndpoint).Port}", ["Mail:Security"] = "None", ["Mail:From"] = "lfr@force.example", ["Site:Address"] = "https://lfr.force.example",
        };
        await using var rig = await StartAsync(settings);
        await rig.AskAsync((await rig.AsTheAsync(Roles.Planner)).UserId, Roles.Operator);

        var round = rig.Get<MailWatch>().RunOnceAsync(Cancel);
        Given.Do(await rig.Get<AskForDuty>().RunAsync(rig.First, (await rig.AsTheAsync(Roles.Compiler)).UserId, Roles.Operator, Cancel));
        Assert.False(round.IsCompleted);
        // Its end: the server hangs up, as one that dies would.
        using (var connection = await silent.AcceptTcpClientAsync(Cancel))
            connection.LingerState = new LingerOption(true, 0);
        await round;

        var waits = await rig.App.InDatabaseAsync(db => db.TaskMails.AsNoTracking().SingleAsync(m => m.AccountId == rig.Second.UserId, Cancel));
        Assert.Null(waits.SentAt);
        Assert.Equal((1, "The mail server could not be reached."), (waits.Failures, waits.LastFailure));
        Assert.True(waits.NotBefore > rig.Time.GetUtcNow());
    }

    [Fact]
    public async Task AddressThatTheServerRefuses_KeepsNobodyElseWaiting()
    {
        await using var server = new MailServer { Refused = LfrApp.Person(Roles.Planner).Email };
        await using var rig = await StartAsync(server);
        var planner = await rig.AsTheAsync(Roles.Planner);
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(planner, Guid.CreateVersion7(), PlanAhead(rig), Cancel));
        await rig.AskAsync(planner.UserId, Roles.Operator);

        await rig.Get<MailWatch>().RunOnceAsync(Cancel);

        Assert.Single(server.Taken, IsToTheSecond);
        var waits = await rig.App.InDatabaseAsync(db => db.TaskMails.AsNoTracking().FirstAsync(m => m.AccountId == planner.UserId, Cancel));
        Assert.Equal("The mail server refused the mail (550).", waits.LastFailure);
    }

    /// <summary>Also to whoever wants no mails: a thief in their session would choose that first. Once, and for some days on the start page.</summary>
    [Fact]
    [Asvs("6.3.7")]
    public async Task ChangeOfWhatSomebodySignsInWith_IsMailedAtOnce_WhateverTheyChose()
    {
        await using var server = new MailServer();
        await using var rig = await StartAsync(server);
        var planner = await rig.AsTheAsync(Roles.Planner);
        Given.Do(await rig.Get<ChooseMails>().RunAsync(planner, MailChoice.Off, Cancel));
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(planner, Guid.CreateVersion7(), PlanAhead(rig), Cancel));
        await using (var scope = rig.App.Services.CreateAsyncScope())
            Given.Do(await scope.ServiceProvider.GetRequiredService<ChangeOwnPassword>().RunAsync(planner, DemoAccounts.Password, "zebra lintel ochre vicarage", Cancel));

        await rig.Get<MailWatch>().RunOnceAsync(Cancel);
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);

        var mail = Assert.Single(server.Taken, m => m.To.ToString() == LfrApp.Person(Roles.Planner).Email);
        Assert.Equal("Lfr: about your account", mail.Subject);
        Assert.Contains("- Your password was changed. If that was not you, tell an administrator", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Finish the plan", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains((await rig.Get<HomeQuery>().ReadAsync(planner, Cancel)).Needs, t => t.What == "Your password was changed");
        rig.Pass(AccountNews.Told);
        Assert.DoesNotContain((await rig.Get<HomeQuery>().ReadAsync(planner, Cancel)).Needs, t => t.IsOfOwnAccount);
    }

    [Fact]
    [Asvs("6.3.5")]
    public async Task ManyAttemptsThatFailed_AreTold_AndAFewAreNot()
    {
        await using var server = new MailServer();
        await using var rig = await StartAsync(server);
        var planner = await rig.AsTheAsync(Roles.Planner);
        for (var i = 1; i < AccountNews.Suspicious; i++)
            await rig.Get<SignIn>().RefuseAsync(planner.UserId, "The password is wrong.", "203.0.113.9", Cancel);
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);
        Assert.Empty(server.Taken);

        await rig.Get<SignIn>().RefuseAsync(planner.UserId, "The password is wrong.", "203.0.113.9", Cancel);
        // What changes nothing is looked for every quarter of an hour.
        rig.Pass(TimeSpan.FromMinutes(15));
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);
        await rig.Get<SignIn>().RefuseAsync(planner.UserId, "The password is wrong.", "203.0.113.9", Cancel);
        await rig.Get<MailWatch>().RunOnceAsync(Cancel);

        Assert.Contains("- Somebody tried to sign in as you. If that was not you, tell an administrator", Assert.Single(server.Taken).TextBody, StringComparison.Ordinal);
        Assert.StartsWith("6 attempts failed within a day", Assert.Single((await rig.Get<HomeQuery>().ReadAsync(planner, Cancel)).Needs).About, StringComparison.Ordinal);
    }

    private static Plan PlanAhead(PeopleRig rig) => Given.GoodPlan() with { Window = new Window(rig.Time.GetUtcNow().AddDays(10), rig.Time.GetUtcNow().AddDays(10).AddHours(4)) };

    private static bool IsToTheSecond(MimeKit.MimeMessage mail) => mail.To.ToString() == LfrApp.SecondAdministrator.Email;

    private static async Task DeclineAllAsync(PeopleRig rig)
    {
        foreach (var grant in await rig.App.InDatabaseAsync(db => db.AccountGrants.Where(g => g.Confirmed == null).Select(g => g.Id).ToListAsync(Cancel)))
            Given.Do(await rig.Get<DeclineGrant>().RunAsync(rig.Second, grant, Cancel));
    }

    private static Task<PeopleRig> StartAsync(MailServer server) => StartAsync(server.Settings);

    private static async Task<PeopleRig> StartAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var rig = await PeopleRig.StartAsync(settings);
        // The watch of the application waits a minute of the rig's clock, which the rig never lets go by.
        await rig.App.InDatabaseAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSeenAt, rig.Time.GetUtcNow()), Cancel));
        return rig;
    }
}
