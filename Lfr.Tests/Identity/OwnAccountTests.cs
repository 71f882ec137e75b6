using System.Net;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Account.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>What people do to their own account, and an administrator to another's. Each test signs in as somebody else.</summary>
public sealed class OwnAccountTests(StepUpTests.FiveMinutes shared) : IClassFixture<StepUpTests.FiveMinutes>
{
    private const string Better = "zebra lintel ochre vicarage";
    private static readonly Uri Home = new(LfrRoutes.Home, UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OnlySecondFactor_IsNeverRemoved_AndEachOfTwoIs()
    {
        using var client = await shared.App.SignInAsync(Roles.Planner);
        var actor = await shared.ActorAsync(Roles.Planner);
        Assert.Equal("The app is your only second factor, and nobody works without one. Add a passkey first, then remove the app. To change phones, set up the app on the new one.",
            (await Get<RemoveAuthenticator>().RunAsync(actor, Cancel)).Explanation);

        Given.Do(await Get<AddPasskey>().RunAsync(actor, Passkey(1), " Work phone ", Cancel));
        Given.Do(await Get<RemoveAuthenticator>().RunAsync(actor, Cancel));
        var held = Assert.Single((await FactorsAsync(actor)).Passkeys);
        Assert.Equal("Work phone", held.Name);
        Assert.Equal("This passkey is your only second factor, and nobody works without one. Add another passkey or an authenticator app first, then remove this one.",
            (await Get<RemovePasskey>().RunAsync(actor, held.Id, Cancel)).Explanation);

        Given.Do(await Get<AddPasskey>().RunAsync(actor, Passkey(2), "", Cancel));
        Given.Do(await Get<RemovePasskey>().RunAsync(actor, held.Id, Cancel));
        Assert.Equal(["Passkey"], (await FactorsAsync(actor)).Passkeys.Select(p => p.Name));
    }

    [Fact]
    public async Task Passkey_OfSomebodyElse_OrWithoutItsHoldersCheck_IsNotTaken()
    {
        using var client = await shared.App.SignInAsync(Roles.Compiler);
        var actor = await shared.ActorAsync(Roles.Compiler);
        using var other = await shared.App.SignInAsync(Roles.WatchlistApprover);
        var approver = await shared.ActorAsync(Roles.WatchlistApprover);
        Given.Do(await Get<AddPasskey>().RunAsync(actor, Passkey(3), "Mine", Cancel));

        Assert.True((await Get<AddPasskey>().RunAsync(approver, Passkey(3), "Theirs", Cancel)).IsRefusedAs(RefusalKind.State));
        Assert.True((await Get<AddPasskey>().RunAsync(approver, Passkey(4, verified: false), "No PIN", Cancel)).IsRefusedAs(RefusalKind.Form));
        Assert.True((await Get<AddPasskey>().RunAsync(approver, Passkey(4), new string('x', AddPasskey.LongestName + 1), Cancel)).IsRefusedAs(RefusalKind.Form));
        Assert.True((await Get<RemovePasskey>().RunAsync(approver, (await FactorsAsync(actor)).Passkeys[0].Id, Cancel)).IsRefusedAs(RefusalKind.State));
        Assert.True((await Get<RemovePasskey>().RunAsync(approver, "not base64!", Cancel)).IsRefusedAs(RefusalKind.State));
    }

    [Fact]
    public async Task AnotherApp_TakesThePlaceOfTheOneBefore()
    {
        using var client = await shared.App.SignInAsync(Roles.EngagementOfficer);
        var actor = await shared.ActorAsync(Roles.EngagementOfficer);
        var key = TimeCodes.NewKey();
        Assert.True((await Get<SetUpAuthenticator>().RunAsync(actor, key, "000000", Cancel)).IsRefusedAs(RefusalKind.Form));

        Given.Do(await Get<SetUpAuthenticator>().RunAsync(actor, key, TestAuthenticator.CodeNow(shared.App, key), Cancel));

        Assert.Null(await Get<SecondFactors>().UseAsync(actor.UserId, await shared.CodeAsync(Roles.EngagementOfficer), Cancel));
        Assert.Equal(SecondFactor.AuthenticatorCode, await Get<SecondFactors>().UseAsync(actor.UserId, TestAuthenticator.CodeNow(shared.App, key), Cancel));
    }

    /// <summary>A hundred requests with the same code at the same moment: one of them counts.</summary>
    [Fact]
    [Asvs("6.5.1")]
    public async Task V6_5_1_CodeUsedManyTimesAtOnce_CountsOnce()
    {
        var id = await shared.App.IdOfAsync(Roles.DataProtectionOfficer);
        var code = await shared.CodeAsync(Roles.DataProtectionOfficer);

        var used = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Get<SecondFactors>().UseAsync(id, code, Cancel), Cancel)));

        Assert.Single(used, u => u == SecondFactor.AuthenticatorCode);
    }

    [Fact]
    [Asvs("6.2.2")]
    [Asvs("6.2.3")]
    [Asvs("7.4.3")]
    public async Task V6_2_3_PasswordIsChangedWithTheOldOne_AndTheOtherSessionsEnd()
    {
        using var van = await shared.App.SignInAsync(Roles.Operator);
        shared.Pass(TimeSpan.FromMinutes(1));
        using var phone = await shared.App.SignInAsync(Roles.Operator);
        var actor = await shared.ActorAsync(Roles.Operator);

        Assert.True((await ChangeAsync(actor, "not-the-password", Better)).IsRefusedAs(RefusalKind.Form));
        Assert.True((await ChangeAsync(actor, DemoAccounts.Password, DemoAccounts.Password)).IsRefusedAs(RefusalKind.Form));
        Assert.Contains("12", (await ChangeAsync(actor, DemoAccounts.Password, "short")).Explanation, StringComparison.Ordinal);
        Given.Do(await ChangeAsync(actor, DemoAccounts.Password, Better));

        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync(Home, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await van.GetAsync(Home, Cancel)).StatusCode);
        using var again = shared.App.Anybody();
        Assert.Equal("/sign-in?failed=wrong", (await LfrApp.PasswordAsync(again, LfrApp.Person(Roles.Operator).Email, DemoAccounts.Password)).Headers.Location?.OriginalString);
        Assert.Equal(LfrRoutes.Home, (await LfrApp.SignInAsync(again, LfrApp.Person(Roles.Operator).Email, Better)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task WrongOldPasswords_MakeTheirSenderWait()
    {
        using var client = await shared.App.SignInAsync(Roles.AuthorisingOfficer);
        var actor = await shared.ActorAsync(Roles.AuthorisingOfficer);
        for (var i = 0; i < SignInThrottle.Free; i++)
            await ChangeAsync(actor, "not-the-password", Better);

        Assert.Equal("Too many wrong passwords were entered. Wait 30 seconds, then try again.", (await ChangeAsync(actor, DemoAccounts.Password, Better)).Explanation);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Home, Cancel)).StatusCode);
    }

    [Fact]
    [Asvs("7.5.2")]
    public async Task V7_5_2_OwnDevices_AreListed_AndEnd_OneOrAllOthers()
    {
        using var van = await shared.App.SignInAsync(Roles.Silver);
        shared.Pass(TimeSpan.FromMinutes(1));
        using var phone = await shared.App.SignInAsync(Roles.Silver);
        shared.Pass(TimeSpan.FromMinutes(1));
        using var desk = await shared.App.SignInAsync(Roles.Silver);
        var actor = await shared.ActorAsync(Roles.Silver);
        var devices = (await Get<ReadOwnAccount>().RunAsync(actor, Cancel))!.Devices;
        Assert.Equal(3, devices.Count);
        Assert.True(devices[0].IsThis);
        Assert.Equal("127.0.0.1", devices[0].Source);

        Given.Do(await Get<EndOwnSession>().RunAsync(actor, devices[2].Id, Cancel));
        Assert.Equal(HttpStatusCode.Redirect, (await van.GetAsync(Home, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync(Home, Cancel)).StatusCode);
        Assert.True((await Get<EndOwnSession>().RunAsync(actor, devices[2].Id, Cancel)).IsRefusedAs(RefusalKind.State));
        Assert.True((await Get<EndOwnSession>().RunAsync(actor, actor.Session!, Cancel)).IsRefusedAs(RefusalKind.State));

        Given.Do(await Get<EndOtherSessions>().RunAsync(actor, Cancel));
        Assert.Equal(HttpStatusCode.Redirect, (await phone.GetAsync(Home, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync(Home, Cancel)).StatusCode);
    }

    [Fact]
    public async Task SessionOfSomebodyElse_IsNotEnded()
    {
        using var admin = await shared.App.SignInAsync(Roles.Administrator);
        var administrator = await shared.ActorAsync(Roles.Administrator);
        using var officer = await shared.App.SignInAsync(Roles.DataProtectionOfficer);

        Assert.True((await Get<EndOwnSession>().RunAsync(administrator, (await shared.ActorAsync(Roles.DataProtectionOfficer)).Session!, Cancel)).IsRefusedAs(RefusalKind.State));
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(Home, Cancel)).StatusCode);
    }

    [Fact]
    [Asvs("6.5.6")]
    public async Task V6_5_6_ResetByAnAdministrator_TakesEveryFactor_EndsEverySession_AndLeadsToANewSetUp()
    {
        using var admin = await shared.App.SignInAsync(Roles.Administrator);
        var administrator = await shared.ActorAsync(Roles.Administrator);
        using var officer = await shared.App.SignInAsync(Roles.Oversight);
        var inspector = await shared.ActorAsync(Roles.Oversight);
        Given.Do(await Get<AddPasskey>().RunAsync(inspector, Passkey(5), "Phone", Cancel));
        Given.Do((await Get<MakeRecoveryCodes>().RunAsync(inspector, Cancel)).Outcome);

        Assert.True((await Get<ResetSecondFactor>().RunAsync(inspector, administrator.UserId, "Lost.", Cancel)).IsRefusedAs(RefusalKind.Role));
        Assert.Equal("Nobody resets their own second factor. Ask another administrator.", (await Get<ResetSecondFactor>().RunAsync(administrator, administrator.UserId, "Lost.", Cancel)).Explanation);
        Assert.True((await Get<ResetSecondFactor>().RunAsync(administrator, Guid.AllBitsSet, "Lost.", Cancel)).IsRefusedAs(RefusalKind.State));
        Assert.True((await Get<ResetSecondFactor>().RunAsync(administrator, inspector.UserId, " ", Cancel)).IsRefusedAs(RefusalKind.Form));
        Given.Do(await Get<ResetSecondFactor>().RunAsync(administrator, inspector.UserId, "Her phone was stolen; she came in person", Cancel));

        Assert.Equal((0, 0), ((await FactorsAsync(inspector)).Count, (await FactorsAsync(inspector)).RecoveryCodes));
        Assert.Equal(HttpStatusCode.Redirect, (await officer.GetAsync(Home, Cancel)).StatusCode);
        using var again = shared.App.Anybody();
        Assert.Equal(LfrRoutes.FirstFactor, (await LfrApp.PasswordAsync(again, LfrApp.Person(Roles.Oversight).Email, DemoAccounts.Password)).Headers.Location?.OriginalString);
        var line = await shared.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(ResetSecondFactor) && e.Done).SingleAsync(Cancel));
        Assert.Equal((administrator.UserId, $"Account {inspector.UserId}", "Reset the second factor of Ingrid Solberg; 1 session ended: Her phone was stolen; she came in person."), (line.ActorId, line.Subject, line.Sentence));
    }

    private static UserPasskeyInfo Passkey(byte number, bool verified = true) =>
        new([number, 1, 2, 3], [4, 5, 6], DateTimeOffset.UnixEpoch, 0, null, verified, false, false, [7], [8]);

    private Task<HeldFactors> FactorsAsync(Actor actor) => Get<SecondFactors>().OfAsync(actor.UserId, Cancel);

    private async Task<Outcome> ChangeAsync(Actor actor, string before, string after)
    {
        await using var scope = shared.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ChangeOwnPassword>().RunAsync(actor, before, after, Cancel);
    }

    private T Get<T>()
        where T : notnull => shared.App.Services.GetRequiredService<T>();
}
