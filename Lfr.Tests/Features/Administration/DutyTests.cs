using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Administration;

/// <summary>Nobody gives a duty alone, and nobody gives one to themselves.</summary>
public sealed class DutyTests
{
    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    [Asvs("8.4.2")]
    public async Task Duty_AskedByOne_IsGivenWhenAnotherConfirms_AndNotBefore()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        var grant = await rig.AskAsync(planner.UserId, Roles.Operator);
        Assert.Equal([Roles.Planner], await rig.DutiesAsync(planner.UserId));

        Says.RefusedBy("ROLE", await rig.Get<ConfirmGrant>().RunAsync(rig.First, grant, "", Cancel), "You asked for this yourself");
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel));

        Assert.Equal([Roles.Planner, Roles.Operator], await rig.DutiesAsync(planner.UserId));
        Says.RefusedBy("CONFLICT", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel), "Owen Pritchard confirmed this on");
        Assert.Empty(await rig.AlteredAsync());
        Assert.Contains("for Priya Nair: the duty operator. Sofia Lindqvist had asked for it.", (await rig.SheetAsync(planner.UserId)).History[1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duty_ForOneself_IsNeitherAskedNorConfirmed()
    {
        await using var rig = await PeopleRig.StartAsync();

        Says.RefusedBy("ROLE", await rig.Get<AskForDuty>().RunAsync(rig.First, rig.First.UserId, Roles.AuthorisingOfficer, Cancel), "Nobody gives a duty to themselves.");
        var forTheSecond = await rig.AskAsync(rig.Second.UserId, Roles.AuthorisingOfficer);
        Says.RefusedBy("ROLE", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, forTheSecond, "", Cancel), "Nobody gives a duty to themselves.");

        Assert.Equal([Roles.Administrator], await rig.DutiesAsync(rig.Second.UserId));
    }

    [Fact]
    public async Task Duty_ThatNobodyConfirmsWithinADay_Lapses()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        var grant = await rig.AskAsync(planner.UserId, Roles.Operator);
        rig.Pass(AccountGrant.Open - TimeSpan.FromMinutes(1));
        Says.RefusedBy("STATE", await rig.Get<AskForDuty>().RunAsync(rig.Second, planner.UserId, Roles.Operator, Cancel), "it waits to be confirmed");

        rig.Pass(TimeSpan.FromMinutes(1));

        Assert.Empty(await rig.Get<WaitingGrants>().RunAsync(rig.Second, null, Cancel));
        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel), "nobody had confirmed it within 24 hours");
        Assert.Equal([Roles.Planner], await rig.DutiesAsync(planner.UserId));
        await rig.AskAsync(planner.UserId, Roles.Operator);
    }

    [Fact]
    public async Task Duty_Declined_OrTakenBack_IsNotGiven()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        var (declined, takenBack) = (await rig.AskAsync(planner.UserId, Roles.Operator), await rig.AskAsync(planner.UserId, Roles.Silver));

        Given.Do(await rig.Get<DeclineGrant>().RunAsync(rig.Second, declined, Cancel));
        Given.Do(await rig.Get<DeclineGrant>().RunAsync(rig.First, takenBack, Cancel));

        Says.RefusedBy("CONFLICT", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, declined, "", Cancel), "Owen Pritchard declined this on");
        Assert.Equal([Roles.Planner], await rig.DutiesAsync(planner.UserId));
    }

    [Fact]
    public async Task Duty_AskedBySomebodyWhoIsNoAdministratorAnyMore_IsNotConfirmed()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        await AddAdministratorAsync(rig);
        var grant = await rig.AskAsync(planner.UserId, Roles.Operator);
        Given.Do(await rig.Get<TakeDuty>().RunAsync(rig.Second, rig.First.UserId, Roles.Administrator, "Moved.", null, Cancel));

        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel), "Sofia Lindqvist, who asked for this, is not an administrator any more.");
    }

    /// <summary>Somebody with the database file asks in another's name, and would confirm it on the page.</summary>
    [Fact]
    public async Task Request_WrittenIntoTheDatabase_IsNotConfirmed_AndIsFound()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        var grant = await rig.AskAsync(planner.UserId, Roles.Operator);
        await rig.App.InDatabaseAsync(db => db.AccountGrants.ExecuteUpdateAsync(g => g.SetProperty(x => x.Duty, Roles.AuthorisingOfficer), Cancel));

        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel), "This request is not as the audit log left it");

        Assert.Contains("What Sofia Lindqvist asked for an account is not as event", Assert.Single(await rig.AlteredAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DutyTakenAway_IsGoneAtOnce_WithAReason_AlsoInAPageThatIsOpen()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        await using var page = await OpenPage.OfAsync(rig, Roles.Planner);
        Assert.True((await page.ActorAsync()).Is(Roles.Planner));
        Says.RefusedBy("FORM", await rig.Get<TakeDuty>().RunAsync(rig.First, planner.UserId, Roles.Planner, "", null, Cancel), "No reason is given.");

        Given.Do(await rig.Get<TakeDuty>().RunAsync(rig.First, planner.UserId, Roles.Planner, "Left the unit.", null, Cancel));

        rig.Pass(CurrentActor.MaximumAge);
        Assert.False((await page.ActorAsync()).Is(Roles.Planner));
        Assert.Equal("Took the duty planner from Priya Nair: Left the unit.", (await rig.SheetAsync(planner.UserId)).History[0].Sentence);
        Assert.Empty(await rig.AlteredAsync());
    }

    [Fact]
    public async Task TwoAdministrators_Remain_WhateverIsTried()
    {
        await using var rig = await PeopleRig.StartAsync();
        const string Sentence = "is one of the last two administrators who can sign in, and two must remain.";

        Says.RefusedBy("STATE", await rig.Get<TakeDuty>().RunAsync(rig.First, rig.Second.UserId, Roles.Administrator, "Why not.", null, Cancel), Sentence);
        Says.RefusedBy("STATE", await rig.Get<TakeDuty>().RunAsync(rig.First, rig.First.UserId, Roles.Administrator, "Tired.", null, Cancel), Sentence);
        Says.RefusedBy("STATE", await rig.Get<LockAccount>().RunAsync(rig.First, rig.Second.UserId, "Why not.", null, Cancel), Sentence);
        Says.RefusedBy("STATE", await rig.Get<RetireAccount>().RunAsync(rig.First, rig.First.UserId, "Leaving.", null, Cancel), Sentence);
        Assert.Equal([Roles.Administrator], await rig.DutiesAsync(rig.Second.UserId));
    }

    /// <summary>An administrator who has not accepted the invitation yet can confirm nothing, and does not count.</summary>
    [Fact]
    public async Task AdministratorWhoIsOnlyInvited_DoesNotCount()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (_, id) = await rig.InviteAsync(PeopleRig.Person("third@force.example", Roles.Administrator));
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, (await rig.Get<WaitingGrants>().RunAsync(rig.Second, id, Cancel)).Single().Id, "", Cancel));

        Says.RefusedBy("STATE", await rig.Get<TakeDuty>().RunAsync(rig.First, rig.Second.UserId, Roles.Administrator, "Moved.", null, Cancel), "two must remain");
        // Who can confirm nothing may go.
        Given.Do(await rig.Get<TakeDuty>().RunAsync(rig.First, id, Roles.Administrator, "A mistake.", null, Cancel));
    }

    [Fact]
    public async Task TwoAdministratorsWhoDemoteEachOtherAtOnce_OneIsRefused()
    {
        await using var rig = await PeopleRig.StartAsync();
        await AddAdministratorAsync(rig);
        await AddAdministratorAsync(rig, "fourth@force.example");

        var outcomes = await Task.WhenAll(
            rig.Get<TakeDuty>().RunAsync(rig.First, rig.Second.UserId, Roles.Administrator, "Him.", null, Cancel),
            rig.Get<TakeDuty>().RunAsync(rig.Second, rig.First.UserId, Roles.Administrator, "Her.", null, Cancel));

        Assert.Single(outcomes, o => o.Succeeded);
        Says.RefusedBy("ROLE", outcomes.Single(o => !o.Succeeded), "Only an administrator may do this.");
    }

    [Fact]
    public async Task LastAdministrator_CanNeitherBeRemovedNorLockedNorRetired()
    {
        await using var rig = await PeopleRig.StartAsync();
        await AloneAsync(rig);
        const string Sentence = "Sofia Lindqvist is the only administrator who can sign in.";

        Says.RefusedBy("STATE", await rig.Get<TakeDuty>().RunAsync(rig.First, rig.First.UserId, Roles.Administrator, "Tired.", null, Cancel), Sentence);
        Says.RefusedBy("STATE", await rig.Get<LockAccount>().RunAsync(rig.First, rig.First.UserId, "Tired.", null, Cancel), Sentence);
        Says.RefusedBy("STATE", await rig.Get<RetireAccount>().RunAsync(rig.First, rig.First.UserId, "Tired.", null, Cancel), Sentence);
    }

    [Fact]
    public async Task CodeOfTheInstallation_StandsInForTheSecondAdministrator_Once_AndLoudly()
    {
        await using var rig = await PeopleRig.StartAsync();
        var codes = await AloneAsync(rig);
        var planner = await rig.AsTheAsync(Roles.Planner);
        var (first, second) = (await rig.AskAsync(planner.UserId, Roles.Operator), await rig.AskAsync(planner.UserId, Roles.Silver));
        Says.RefusedBy("ROLE", await rig.Get<ConfirmGrant>().RunAsync(rig.First, first, "", Cancel), "a second administrator has to confirm it");
        Says.RefusedBy("FORM", await rig.Get<ConfirmGrant>().RunAsync(rig.First, first, "AAAAA-AAAAA-AAAAA-AAAAA", Cancel), "This is none of the codes");

        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.First, first, $" {codes[0].ToLowerInvariant().Replace('-', ' ')} ", Cancel));

        Assert.Contains(Roles.Operator, await rig.DutiesAsync(planner.UserId));
        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.First, second, codes[0], Cancel), "This code was used on");
        Assert.Contains("CONFIRMED WITH A CODE OF THE INSTALLATION, without a second administrator", string.Join('\n', (await rig.SheetAsync(planner.UserId)).History.Select(h => h.Sentence)), StringComparison.Ordinal);
        Assert.Contains(rig.App.Log, line => line.Contains("A code of the installation stood in for a second administrator", StringComparison.Ordinal));
        Assert.Empty(await rig.AlteredAsync());
    }

    [Fact]
    public async Task Code_DoesNotCount_OnceThereAreTwoAdministrators_NorForOneself()
    {
        await using var rig = await PeopleRig.StartAsync();
        var codes = await AloneAsync(rig);
        var grant = await rig.AskAsync(rig.Second.UserId, Roles.Silver);
        await rig.SecondMayAsync(true);

        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.First, grant, codes[0], Cancel), "There is a second administrator now");
        Says.RefusedBy("STATE", (await rig.Get<Web.Hosting.PrintCodes>().RunAsync("More.", null, Cancel)).Outcome, "There are two administrators who can sign in");
        Says.RefusedBy("ROLE", await rig.Get<AskForDuty>().RunAsync(rig.First, rig.First.UserId, Roles.Silver, Cancel), "Nobody gives a duty to themselves.");
    }

    /// <summary>One of two administrators is ill or has left: the other could neither be helped nor help.</summary>
    [Fact]
    public async Task AdministratorWhoCannotBeReached_IsLockedFromTheServer_AndACodeStandsIn()
    {
        await using var rig = await PeopleRig.StartAsync();
        var print = rig.Get<Web.Hosting.PrintCodes>();
        Says.RefusedBy("STATE", (await print.RunAsync("Ill.", null, Cancel)).Outcome, "There are two administrators who can sign in");
        Says.RefusedBy("STATE", (await print.RunAsync("Ill.", "planner@demo.lfr", Cancel)).Outcome, "No administrator who can sign in has the address planner@demo.lfr.");
        Says.RefusedBy("FORM", (await print.RunAsync("", LfrApp.SecondAdministrator.Email, Cancel)).Outcome, "No reason is given.");

        var (outcome, codes) = await print.RunAsync("Ill for a month.", LfrApp.SecondAdministrator.Email, Cancel);

        Given.Do(outcome);
        Assert.Equal(AccountState.Locked, (await rig.SheetAsync(rig.Second.UserId)).State);
        var planner = (await rig.AsTheAsync(Roles.Planner)).UserId;
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.First, await rig.AskAsync(planner, Roles.Administrator), codes[0], Cancel));
        Assert.Contains(Roles.Administrator, await rig.DutiesAsync(planner));
        Assert.Empty(await rig.AlteredAsync());
        var line = await rig.App.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Action == nameof(Web.Hosting.PrintCodes) && e.Done, Cancel));
        Assert.Equal("PRINTED NEW CODES OF THE INSTALLATION at the command line, and locked the account of the administrator Owen Pritchard; earlier ones ended: Ill for a month.", line.Sentence);
    }

    /// <summary>Whoever reads the database has no code, and who writes one there has none that counts.</summary>
    [Fact]
    public async Task Codes_AreKeptAsHashes_AndOneWrittenIntoTheDatabaseIsRefused()
    {
        await using var rig = await PeopleRig.StartAsync();
        var codes = await AloneAsync(rig);
        var grant = await rig.AskAsync((await rig.AsTheAsync(Roles.Planner)).UserId, Roles.Operator);
        Assert.DoesNotContain(codes[0], await rig.App.InDatabaseAsync(db => db.InstallationCodes.Select(c => c.Hash).ToListAsync(Cancel)));
        var forged = InstallationCode.HashOf("FORGE-DFORG-EDFOR-GED00");
        await rig.App.InDatabaseAsync(db => db.InstallationCodes.ExecuteUpdateAsync(c => c.SetProperty(x => x.Hash, forged), Cancel));

        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.First, grant, "FORGE-DFORG-EDFOR-GED00", Cancel), "This code is not as the audit log left it");
    }

    [Fact]
    public async Task Duties_AreForAdministratorsToGive()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (oversight, planner) = (await rig.AsTheAsync(Roles.Oversight), await rig.AsTheAsync(Roles.Planner));
        var grant = await rig.AskAsync(planner.UserId, Roles.Operator);

        Says.RefusedBy("ROLE", await rig.Get<AskForDuty>().RunAsync(oversight, planner.UserId, Roles.Silver, Cancel), "Only an administrator may do this.");
        Says.RefusedBy("ROLE", await rig.Get<ConfirmGrant>().RunAsync(oversight, grant, "", Cancel), "Only an administrator may do this.");
        Says.RefusedBy("ROLE", await rig.Get<TakeDuty>().RunAsync(planner, planner.UserId, Roles.Planner, "Mine.", null, Cancel), "Only an administrator may do this.");
        // Oversight sees what waits, and may do nothing about it.
        Assert.False(Assert.Single(await rig.Get<WaitingGrants>().RunAsync(oversight, null, Cancel)).MayConfirm);
        Assert.Empty(await rig.Get<WaitingGrants>().RunAsync(planner, null, Cancel));
    }

    /// <summary>What Lfr gave would be gone at the person's next sign-in.</summary>
    [Fact]
    public async Task WithEntra_DutiesAndInvitations_AreTheTenants()
    {
        await using var rig = await PeopleRig.StartAsync();
        var entra = rig.WithEntra();
        var planner = (await rig.AsTheAsync(Roles.Planner)).UserId;

        Says.RefusedBy("STATE", await new AskForDuty(entra).RunAsync(rig.First, planner, Roles.Operator, Cancel), "come from the force's Entra tenant here. Give the app role there");
        Says.RefusedBy("STATE", (await new InvitePerson(rig.Get<LfrTransaction>(), entra, rig.Get<IServiceScopeFactory>()).RunAsync(rig.First, PeopleRig.Person(), Cancel)).Outcome, "come from the force's Entra tenant here.");
        Given.Do(await new LockAccount(entra, rig.Get<StaffSessions>()).RunAsync(rig.First, planner, "Telephone lost.", null, Cancel));
    }

    /// <summary>A third administrator, who has accepted.</summary>
    private static async Task AddAdministratorAsync(PeopleRig rig, string email = "third@force.example")
    {
        var (key, id) = await rig.InviteAsync(PeopleRig.Person(email, Roles.Administrator));
        Given.Do(await rig.Get<AcceptInvitation>().RunAsync(key, "lantern-gravel-otter-mitten", null, Cancel));
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, (await rig.Get<WaitingGrants>().RunAsync(rig.Second, id, Cancel)).Single().Id, "", Cancel));
    }

    /// <summary>As after the installation: one administrator who can sign in, and the codes that were printed.</summary>
    private static async Task<IReadOnlyList<string>> AloneAsync(PeopleRig rig)
    {
        await rig.SecondMayAsync(false);
        var (outcome, codes) = await rig.Get<Web.Hosting.PrintCodes>().RunAsync("A test begins.", null, Cancel);
        Given.Do(outcome);
        return codes;
    }
}
