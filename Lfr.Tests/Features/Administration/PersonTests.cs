using System.Net;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Administration;

/// <summary>What administrators do with one person's account, on record.</summary>
public sealed class PersonTests
{
    private static readonly Uri Home = new(LfrRoutes.Home, UriKind.Relative);

    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task Rank_IsChanged_OnRecord_WithWhatItWas_AndAtOnceInAPageThatIsOpen()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Planner)).UserId;
        await using var page = await OpenPage.OfAsync(rig, Roles.Planner);
        Assert.Equal(Rank.Inspector, (await page.ActorAsync()).Rank);
        var sheet = await rig.SheetAsync(id);

        Given.Do(await rig.Get<ChangePerson>().RunAsync(rig.First, id, new Particulars("Priya Nair", Rank.Constable, " PI 2207 ", "Operations"), sheet.Revision, Cancel));

        rig.Pass(CurrentActor.MaximumAge);
        Assert.Equal(Rank.Constable, (await page.ActorAsync()).Rank);
        Assert.Equal("Changed the rank from inspector to constable, the force number from none to PI 2207, the unit from none to Operations.", (await rig.SheetAsync(id)).History[0].Sentence);
        Assert.Empty(await rig.AlteredAsync());
    }

    /// <summary>Two administrators have the same page open.</summary>
    [Fact]
    public async Task TwoAdministratorsAtOnce_TheSecondIsTold_WhatTheFirstChanged_AndBothVersionsAreThere()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Planner)).UserId;
        var seen = (await rig.SheetAsync(id)).Revision;
        Given.Do(await rig.Get<ChangePerson>().RunAsync(rig.First, id, new Particulars("Priya Nair", Rank.Sergeant, "", ""), seen, Cancel));
        // Signing in is no change, and is not named as one.
        using (await rig.App.SignInAsync(Roles.Planner))
        {
            Says.RefusedBy(
                "CONFLICT", await rig.Get<ChangePerson>().RunAsync(rig.Second, id, new Particulars("Priya Nair", Rank.Superintendent, "", ""), seen, Cancel),
                "Changed the rank from inspector to sergeant. Both versions are on the page");
        }

        Says.RefusedBy("CONFLICT", await rig.Get<TakeDuty>().RunAsync(rig.Second, id, Roles.Planner, "Moved.", seen, Cancel), "Sofia Lindqvist changed this");
        Given.Do(await rig.Get<ChangePerson>().RunAsync(rig.Second, id, new Particulars("Priya Nair", Rank.Superintendent, "", ""), (await rig.SheetAsync(id)).Revision, Cancel));
    }

    [Fact]
    public async Task DutyGivenMeanwhile_IsAChangeOfTheAccountToo()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Planner)).UserId;
        var seen = (await rig.SheetAsync(id)).Revision;
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, await rig.AskAsync(id, Roles.Silver), "", Cancel));

        Says.RefusedBy("CONFLICT", await rig.Get<RetireAccount>().RunAsync(rig.First, id, "Left.", seen, Cancel), "Confirmed for Priya Nair: the duty Silver commander.");
    }

    [Fact]
    public async Task Training_IsRecordedWithItsEvidence_AndCountsForTheRules()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Operator)).UserId;
        var today = rig.Time.GetUtcNow().ForceDay();
        var training = new Training(" LFR operator, level 2 ", today.AddDays(-1), "LMS 88412");

        Given.Do(await rig.Get<RecordTraining>().RunAsync(rig.First, id, training, today.AddYears(2), (await rig.SheetAsync(id)).Revision, Cancel));

        var sheet = await rig.SheetAsync(id);
        Assert.Equal((new Training("LFR operator, level 2", today.AddDays(-1), "LMS 88412"), today.AddYears(2)), (sheet.Training, sheet.TrainedUntil));
        Assert.Equal(today.AddYears(2), (await rig.Get<Accounts>().FindAsync(id, Cancel))!.TrainedUntil);
        Assert.Empty(await rig.AlteredAsync());
        Says.RefusedBy("FORM", await rig.Get<RecordTraining>().RunAsync(rig.First, id, training with { Evidence = "" }, today.AddYears(2), sheet.Revision, Cancel), "the reference to its evidence is missing");
        Says.RefusedBy("FORM", await rig.Get<RecordTraining>().RunAsync(rig.First, id, training with { Day = today.AddDays(1) }, today.AddYears(2), sheet.Revision, Cancel), "has not come yet");
        Says.RefusedBy("FORM", await rig.Get<RecordTraining>().RunAsync(rig.First, id, training, today.AddYears(9), sheet.Revision, Cancel), "more than 5 years ahead");
        Says.RefusedBy("FORM", await rig.Get<RecordTraining>().RunAsync(rig.First, id, training with { Day = today.AddYears(-12) }, today.AddYears(1), sheet.Revision, Cancel), "more than 10 years ago");
        Says.RefusedBy("FORM", await rig.Get<RecordTraining>().RunAsync(rig.First, id, training, today.AddDays(-2), sheet.Revision, Cancel), "ends before the course was completed");
    }

    [Fact]
    public async Task OnesOwnRankAndTraining_AreForAnotherAdministrator()
    {
        await using var rig = await PeopleRig.StartAsync();
        var today = rig.Time.GetUtcNow().ForceDay();
        var revision = (await rig.SheetAsync(rig.First.UserId)).Revision;

        Says.RefusedBy("ROLE", await rig.Get<ChangePerson>().RunAsync(rig.First, rig.First.UserId, new Particulars(rig.First.Name, Rank.ChiefConstable, "", ""), revision, Cancel), "Nobody gives a rank to themselves.");
        Says.RefusedBy("ROLE", await rig.Get<RecordTraining>().RunAsync(rig.First, rig.First.UserId, new Training("Course", today, "LMS 1"), today, revision, Cancel), "Nobody records their own training.");
        Given.Do(await rig.Get<ChangePerson>().RunAsync(rig.First, rig.First.UserId, new Particulars("Sofia Lindqvist-Hale", Rank.Staff, "", ""), revision, Cancel));
    }

    [Fact]
    public async Task LockedAccount_IsSignedOut_AndSignsInAgainOnlyWhenUnlocked()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Operator)).UserId;
        using var browser = await rig.App.SignInAsync(Roles.Operator);
        await using var page = await OpenPage.OfAsync(rig, Roles.Operator);
        var ended = new List<string>();
        rig.Get<StaffSessions>().Ended += (_, e) => ended.Add(e.Id);

        Given.Do(await rig.Get<LockAccount>().RunAsync(rig.First, id, "Telephone lost.", (await rig.SheetAsync(id)).Revision, Cancel));

        // Open pages of this process hear it at once; those of others ask every five seconds.
        Assert.Single(ended);
        rig.Pass(CurrentActor.MaximumAge);
        Assert.Empty((await page.ActorAsync()).RoleNames);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(Home, Cancel)).StatusCode);
        Assert.Equal("/sign-in?failed=wrong", (await SignInAsync(rig)).Headers.Location?.OriginalString);
        Assert.Equal(AccountState.Locked, (await rig.SheetAsync(id)).State);
        Says.RefusedBy("STATE", await rig.Get<LockAccount>().RunAsync(rig.Second, id, "Again.", null, Cancel), "is locked already");

        Given.Do(await rig.Get<UnlockAccount>().RunAsync(rig.Second, id, "Telephone found.", null, Cancel));
        Assert.Equal(LfrRoutes.Home, (await SignInAsync(rig)).Headers.Location?.OriginalString);
        Assert.Empty(await rig.AlteredAsync());
    }

    [Fact]
    [Asvs("7.4.5")]
    public async Task SessionsEndedByAnAdministrator_EndEverywhere_AndThePersonMaySignInAgain()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Operator)).UserId;
        using var van = await rig.App.SignInAsync(Roles.Operator);
        using var phone = await rig.App.SignInAsync(Roles.Operator);
        Says.RefusedBy("FORM", await rig.Get<EndSessions>().RunAsync(rig.First, id, "", Cancel), "No reason is given.");

        Given.Do(await rig.Get<EndSessions>().RunAsync(rig.First, id, "The van was left open.", Cancel));

        Assert.Equal(HttpStatusCode.Redirect, (await van.GetAsync(Home, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await phone.GetAsync(Home, Cancel)).StatusCode);
        Assert.Equal([SessionEnd.ByAdministrator, SessionEnd.ByAdministrator], await rig.App.InDatabaseAsync(db => db.Sessions.Where(s => s.AccountId == id).Select(s => s.EndedBecause!.Value).ToListAsync(Cancel)));
        Says.RefusedBy("STATE", await rig.Get<EndSessions>().RunAsync(rig.First, id, "Again.", Cancel), "is not signed in anywhere");
        Assert.Equal(LfrRoutes.Home, (await SignInAsync(rig)).Headers.Location?.OriginalString);
    }

    [Fact]
    [Asvs("7.4.2")]
    public async Task RetiredPerson_CannotSignIn_AndTwoAdministratorsBringThemBack_WithoutDuties()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Operator)).UserId;
        using var browser = await rig.App.SignInAsync(Roles.Operator);
        var asked = await rig.AskAsync(id, Roles.Silver);

        Given.Do(await rig.Get<RetireAccount>().RunAsync(rig.First, id, "Left the force.", (await rig.SheetAsync(id)).Revision, Cancel));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(Home, Cancel)).StatusCode);
        Assert.Equal("/sign-in?failed=wrong", (await SignInAsync(rig)).Headers.Location?.OriginalString);
        Assert.Equal((AccountState.Retired, 0), ((await rig.SheetAsync(id)).State, (await rig.DutiesAsync(id)).Count));
        Says.RefusedBy("CONFLICT", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, asked, "", Cancel), "Sofia Lindqvist declined this on");
        Says.RefusedBy("STATE", await rig.Get<AskForDuty>().RunAsync(rig.First, id, Roles.Operator, Cancel), "Have the person brought back first.");

        Given.Do(await rig.Get<AskForReturn>().RunAsync(rig.First, id, Cancel));
        var grant = (await rig.Get<WaitingGrants>().RunAsync(rig.Second, id, Cancel)).Single();
        Says.RefusedBy("ROLE", await rig.Get<ConfirmGrant>().RunAsync(rig.First, grant.Id, "", Cancel), "a second administrator has to confirm it");
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant.Id, "", Cancel));

        Assert.Equal(LfrRoutes.Home, (await SignInAsync(rig)).Headers.Location?.OriginalString);
        Assert.Empty(await rig.DutiesAsync(id));
        Assert.Empty(await rig.AlteredAsync());
    }

    /// <summary>Planners choose from those who serve.</summary>
    [Fact]
    public async Task RetiredOrLockedPerson_IsNotOfferedForADeployment()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        var deployment = Given.Id(8901);
        Given.Do(await rig.Get<Web.Features.Deployments.Commands.DraftDeployment>().RunAsync(planner, deployment, Given.GoodPlan() with { Window = null }, Cancel));
        async Task<int> OfferedAsync() => (await rig.Get<Web.Features.Deployments.Queries.ReadPlan>().RunAsync(planner, deployment, Cancel))!.Accounts.Count;
        var before = await OfferedAsync();

        Given.Do(await rig.Get<LockAccount>().RunAsync(rig.First, (await rig.AsTheAsync(Roles.Silver)).UserId, "Telephone lost.", null, Cancel));
        Assert.Equal(before - 1, await OfferedAsync());
        Given.Do(await rig.Get<RetireAccount>().RunAsync(rig.First, (await rig.AsTheAsync(Roles.Operator)).UserId, "Left.", null, Cancel));
        Assert.Equal(before - 2, await OfferedAsync());
    }

    /// <summary>A command vouches for the row that it leaves: it must not make theirs what somebody wrote into the database.</summary>
    [Fact]
    public async Task AccountChangedInTheDatabase_IsNotMadeRightByACommand()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Operator)).UserId;
        await rig.App.InDatabaseAsync(db => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(x => x.Rank, Rank.Superintendent), Cancel));

        Says.RefusedBy("STATE", await rig.Get<ChangePerson>().RunAsync(rig.First, id, new Particulars("Aisha Rahman", Rank.Superintendent, "1", ""), (await rig.SheetAsync(id)).Revision, Cancel), "is not as the audit log left it");
        Says.RefusedBy("STATE", await rig.Get<AskForDuty>().RunAsync(rig.First, id, Roles.Silver, Cancel), "is not as the audit log left it");

        Assert.Single(await rig.AlteredAsync());
    }

    [Theory]
    [InlineData("UPDATE AspNetUsers SET RetiredAt = NULL WHERE Email = 'operator@demo.lfr'")]
    [InlineData("UPDATE AspNetUsers SET LockoutEnd = NULL WHERE Email = 'silver@demo.lfr'")]
    [InlineData("UPDATE AspNetUsers SET Training = replace(Training, 'LMS 1', 'LMS 2') WHERE Email = 'planner@demo.lfr'")]
    [InlineData("UPDATE AspNetUsers SET Unit = 'Custody' WHERE Email = 'planner@demo.lfr'")]
    [InlineData("DELETE FROM AccountGrants")]
    public async Task WhatAnAdministratorDid_UndoneInTheDatabase_IsFound(string sql)
    {
        await using var rig = await PeopleRig.StartAsync();
        var (planner, today) = ((await rig.AsTheAsync(Roles.Planner)).UserId, rig.Time.GetUtcNow().ForceDay());
        Given.Do(await rig.Get<RetireAccount>().RunAsync(rig.First, (await rig.AsTheAsync(Roles.Operator)).UserId, "Left.", null, Cancel));
        Given.Do(await rig.Get<LockAccount>().RunAsync(rig.First, (await rig.AsTheAsync(Roles.Silver)).UserId, "Lost.", null, Cancel));
        Given.Do(await rig.Get<RecordTraining>().RunAsync(rig.First, planner, new Training("Course", today, "LMS 1"), today, (await rig.SheetAsync(planner)).Revision, Cancel));
        await rig.AskAsync(planner, Roles.Silver);
        Assert.Empty(await rig.AlteredAsync());

        Assert.NotEqual(0, await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel)));

        Assert.Single(await rig.AlteredAsync());
    }

    private static async Task<HttpResponseMessage> SignInAsync(PeopleRig rig)
    {
        using var browser = rig.App.Anybody();
        return await LfrApp.SignInAsync(browser, LfrApp.Person(Roles.Operator).Email, Web.Identity.DemoAccounts.Password);
    }
}
