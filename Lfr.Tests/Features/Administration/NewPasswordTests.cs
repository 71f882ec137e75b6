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
