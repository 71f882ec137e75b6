using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Administration;

/// <summary>Somebody forgot their password: a link from an administrator, who must not get the account by it.</summary>
public sealed class NewPasswordTests
{
    private const string Fresh = "four words that do not rhyme";

    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    [Asvs("6.4.3")]
    public async Task Link_GivesANewPassword_Once_AndEndsWhatWasOpen()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        await OpenSessionAsync(rig, silver.UserId);

        var key = await LinkAsync(rig, rig.First, silver.UserId);
        Assert.True(await IsPasswordAsync(rig, silver.UserId, DemoAccounts.Password));
        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(key, Fresh, null, Cancel));

        Assert.True(await IsPasswordAsync(rig, silver.UserId, Fresh));
        Assert.False(await IsPasswordAsync(rig, silver.UserId, DemoAccounts.Password));
        Assert.Equal(0, (await rig.SheetAsync(silver.UserId)).OpenSessions);
        Says.RefusedBy("STATE", await rig.Get<AcceptInvitation>().RunAsync(key, Fresh, null, Cancel), "This link was used on");
        Assert.Empty(await rig.AlteredAsync());
    }

    /// <summary>With both, one administrator alone would have somebody else's account, and their duties with it.</summary>
    [Fact]
    [Asvs("6.4.3")]
    [Asvs("6.4.6")]
    public async Task OneAdministrator_GivesNotBothPasswordAndSecondFactor()
    {
        await using var rig = await PeopleRig.StartAsync();
        var officer = await rig.AsTheAsync(Roles.AuthorisingOfficer);
        var key = await LinkAsync(rig, rig.First, officer.UserId);

        // While the link is open, after it was used, and whatever the true person did with the old password in between.
        Says.RefusedBy("STATE", await ResetFactorAsync(rig, rig.First, officer.UserId), "nobody gives both");
        await OpenSessionAsync(rig, officer.UserId);
        rig.Pass(TimeSpan.FromMinutes(1));
        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(key, Fresh, null, Cancel));
        Says.RefusedBy("STATE", await ResetFactorAsync(rig, rig.First, officer.UserId), "nobody gives both");

        // Once the person has shown their own second factor, the password is theirs.
        rig.Pass(TimeSpan.FromMinutes(1));
        await OpenSessionAsync(rig, officer.UserId);
        Given.Do(await ResetFactorAsync(rig, rig.First, officer.UserId));

        // And the other way round: without a second factor there is no link.
        Says.RefusedBy("STATE", (await rig.Get<ResetPassword>().RunAsync(rig.Second, officer.UserId, "Forgotten.", Cancel)).Outcome, "has no second factor now");
    }

    [Fact]
    public async Task AnotherAdministrator_MayGiveTheSecondFactor()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        await LinkAsync(rig, rig.First, silver.UserId);

        Given.Do(await ResetFactorAsync(rig, rig.Second, silver.UserId));
    }

    [Fact]
    public async Task OwnPassword_AndAReasonThatIsMissing_AreRefused()
    {
        await using var rig = await PeopleRig.StartAsync();

        Says.RefusedBy("STATE", (await rig.Get<ResetPassword>().RunAsync(rig.First, rig.First.UserId, "Forgotten.", Cancel)).Outcome, "Nobody resets their own password.");
        Says.RefusedBy("FORM", (await rig.Get<ResetPassword>().RunAsync(rig.First, (await rig.AsTheAsync(Roles.Silver)).UserId, " ", Cancel)).Outcome, "No reason is given.");
    }

    /// <summary>Two administrators are asked by the same person, or by two who both say that they are. One link works, and it is the one that was made last.</summary>
    [Fact]
    public async Task TwoResetsAtOnce_LeaveOneLinkThatWorks()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        await OpenSessionAsync(rig, silver.UserId);

        var keys = await Task.WhenAll(new[] { rig.First, rig.Second, rig.First, rig.Second }.Select(by => Task.Run(() => LinkAsync(rig, by, silver.UserId), Cancel)));

        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.Invitations.CountAsync(i => i.AccountId == silver.UserId && i.EndedAt == null, Cancel)));
        var outcomes = await Task.WhenAll(keys.Select((key, n) => Task.Run(() => rig.Get<AcceptInvitation>().RunAsync(key, $"{Fresh} {n}", null, Cancel), Cancel)));
        var worked = Assert.Single(Enumerable.Range(0, keys.Length), n => outcomes[n].Succeeded);
        Assert.True(await IsPasswordAsync(rig, silver.UserId, $"{Fresh} {worked}"));
        Assert.Empty(await rig.AlteredAsync());
    }

    /// <summary>Whoever found the link opens it in the same moment as the person: one password stands, and the other is told.</summary>
    [Fact]
    public async Task Link_UsedTwiceAtOnce_GivesOnePassword()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        await OpenSessionAsync(rig, silver.UserId);
        var key = await LinkAsync(rig, rig.First, silver.UserId);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => rig.Get<AcceptInvitation>().RunAsync(key, $"{Fresh} {n}", null, Cancel), Cancel)));

        var worked = Assert.Single(Enumerable.Range(0, 4), n => outcomes[n].Succeeded);
        Assert.All(outcomes.Where(o => !o.Succeeded), o => Says.RefusedBy("STATE", o, "This link was used on"));
        Assert.True(await IsPasswordAsync(rig, silver.UserId, $"{Fresh} {worked}"));
        Assert.Equal(0, (await rig.SheetAsync(silver.UserId)).OpenSessions);
    }

    private static async Task<string> LinkAsync(PeopleRig rig, Actor by, Guid account)
    {
        var (outcome, key) = await rig.Get<ResetPassword>().RunAsync(by, account, "Forgotten on leave; came in person.", Cancel);
        Given.Do(outcome);
        return key;
    }

    private static Task<Lfr.Shared.Policy.Outcome> ResetFactorAsync(PeopleRig rig, Actor by, Guid account) => rig.Get<ResetSecondFactor>().RunAsync(by, account, "Lost the phone; came in person.", Cancel);

    private static Task OpenSessionAsync(PeopleRig rig, Guid account) => rig.App.InDatabaseAsync(db =>
    {
        var now = rig.Time.GetUtcNow();
        db.Sessions.Add(new StaffSession { Id = $"test {now.UtcTicks}", AccountId = account, CreatedAt = now, LastActiveAt = now, Source = "local", SecondFactorAt = now });
        return db.SaveChangesAsync(Cancel);
    });

    private static async Task<bool> IsPasswordAsync(PeopleRig rig, Guid account, string password)
    {
        await using var scope = rig.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();
        return await users.CheckPasswordAsync((await users.FindByIdAsync(account.ToString()))!, password);
    }
}
