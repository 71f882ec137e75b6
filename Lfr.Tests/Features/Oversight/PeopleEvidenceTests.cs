using System.Security.Cryptography;
using Lfr.Inference.Hosting;
using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Tests.Features.Administration;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Oversight;

/// <summary>Somebody with the database file gives themselves a role, a rank or a worker. The audit log knows who may do what, and from whom they have it.</summary>
public sealed class PeopleEvidenceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is done to the database, and what is then said.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "UPDATE AspNetUsers SET Rank = 'Superintendent' WHERE Email = 'operator@demo.lfr'", "The account of Aisha Rahman is not as event" },
        { "UPDATE AspNetUsers SET TrainedUntil = '2099-01-01' WHERE Email = 'operator@demo.lfr'", "The account of Aisha Rahman is not as event" },
        { "INSERT INTO AspNetUserRoles SELECT u.Id, r.Id FROM AspNetUsers u, AspNetRoles r WHERE u.Email = 'operator@demo.lfr' AND r.Name = 'AuthorisingOfficer'", "The account of Aisha Rahman is not as event" },
        { "UPDATE AspNetRoles SET Name = 'AuthorisingOfficer' WHERE Name = 'Operator'", "The account of Aisha Rahman is not as event" },
        { "DELETE FROM AspNetUserRoles WHERE UserId = (SELECT Id FROM AspNetUsers WHERE Email = 'operator@demo.lfr')", "The account of Aisha Rahman is not as event" },
        { "INSERT INTO AspNetUsers (Id, DisplayName, Rank, TrainedUntil, IsDemonstration, EmailConfirmed, PasswordHash, SecurityStamp, ConcurrencyStamp, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount) SELECT '11111111-2222-4333-8444-555555555555', DisplayName, Rank, TrainedUntil, IsDemonstration, EmailConfirmed, PasswordHash, SecurityStamp, ConcurrencyStamp, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount FROM AspNetUsers WHERE Email = 'operator@demo.lfr'", "The account of Aisha Rahman is in no event" },
        { "UPDATE RegisteredWorkers SET PublicKey = zeroblob(91) WHERE Name = 'Van 3'", "The worker Van 3 is not as event" },
        { "DELETE FROM RegisteredWorkers WHERE Name = 'Van 3'", "is gone." },
        { "DELETE FROM AuditCovers WHERE Key LIKE 'Account%'", "of the audit log was altered." },
        { "UPDATE AuditEvents SET Covers = '' WHERE Action = 'AddDemonstrationAccounts'", "of the audit log was altered." },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task RoleRankOrWorker_ChangedPastTheCommands_IsFound_AndNothingRuns(string sql, string said)
    {
        await using var rig = await LiveRig.StartAsync(accounts: true);
        Assert.Empty(await FindAsync(rig.App));
        Assert.Empty((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows);

        Assert.NotEqual(0, await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel)));

        Assert.Contains(await FindAsync(rig.App), found => found.Contains(said, StringComparison.Ordinal));
        Assert.Contains((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows, found => found.Contains(said, StringComparison.Ordinal));
        Says.RefusedBy("LOG", await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel), said);
    }

    /// <summary>
    /// A role for as long as a decision takes, and taken back before anybody looks; or made true by a command about the account itself, however small. Neither works, and stopping always does.
    /// </summary>
    [Fact]
    public async Task RoleWrittenIntoTheDatabase_DecidesNothing_AndNoCommandMakesItTrue()
    {
        await using var rig = await LiveRig.StartAsync(accounts: true);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
        var id = await rig.App.InDatabaseAsync(db => db.Users.Where(u => u.Email == "operator@demo.lfr").Select(u => u.Id).SingleAsync(Cancel));
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(
            "INSERT INTO AspNetUserRoles SELECT u.Id, r.Id FROM AspNetUsers u, AspNetRoles r WHERE u.Email = 'operator@demo.lfr' AND r.Name IN ('Planner', 'AuthorisingOfficer')", Cancel));
        var actor = Given.Operator with { UserId = id, RoleNames = new HashSet<string>(StringComparer.Ordinal) { Roles.Operator, Roles.Planner, Roles.AuthorisingOfficer } };
        const string altered = "Your account is not as the audit log left it";

        Assert.Contains(altered, (await rig.Get<DraftDeployment>().RunAsync(actor, Given.Id(73), Given.GoodPlan(), Cancel)).Explanation, StringComparison.Ordinal);
        Assert.Contains(altered, (await rig.Get<ChooseMails>().RunAsync(actor, MailChoice.AtOnce, Cancel)).Explanation, StringComparison.Ordinal);
        Assert.Contains(await FindAsync(rig.App), found => found.StartsWith("The account of Aisha Rahman is not as event", StringComparison.Ordinal));

        Given.Do(await rig.Get<StopRun>().RunAsync(actor, rig.DeploymentId, "Something is wrong here.", Cancel));
        Given.Do(await rig.Get<SignOutEverywhere>().RunAsync(actor, Cancel));
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(
            "DELETE FROM AspNetUserRoles WHERE RoleId IN (SELECT Id FROM AspNetRoles WHERE Name IN ('Planner', 'AuthorisingOfficer')) AND UserId = (SELECT Id FROM AspNetUsers WHERE Email = 'operator@demo.lfr')", Cancel));
        Given.Do(await rig.Get<ChooseMails>().RunAsync(actor, MailChoice.AtOnce, Cancel));
    }

    /// <summary>Whoever writes a passkey of their own into the database, or another key into one that is there, would sign in as the person.</summary>
    [Theory]
    [Asvs("6.7.1")]
    [InlineData("UPDATE AspNetUserPasskeys SET Data = json_set(Data, '$.PublicKey', '090909')")]
    [InlineData("INSERT INTO AspNetUserPasskeys (CredentialId, UserId, Data) SELECT x'0909', UserId, Data FROM AspNetUserPasskeys")]
    [InlineData("DELETE FROM AspNetUserPasskeys")]
    public async Task PasskeyWrittenIntoTheDatabase_OpensNothing(string sql)
    {
        await using var rig = await PeopleRig.StartAsync();
        Given.Do(await rig.Get<AddPasskey>().RunAsync(rig.First, new UserPasskeyInfo([1, 1, 2, 3], [4, 5, 6], DateTimeOffset.UnixEpoch, 0, null, true, false, false, [7], [8]), "Phone", Cancel));
        Given.Do(await rig.Get<ChooseMails>().RunAsync(rig.First, MailChoice.Daily, Cancel));
        Assert.Empty(await rig.AlteredAsync());

        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel)));

        Assert.Contains("Your account is not as the audit log left it", (await rig.Get<ChooseMails>().RunAsync(rig.First, MailChoice.AtOnce, Cancel)).Explanation, StringComparison.Ordinal);
        Assert.Contains(await rig.AlteredAsync(), found => found.StartsWith("The account of Sofia Lindqvist is not as event", StringComparison.Ordinal));
    }

    /// <summary>Whoever can change the row can change what the log says of it, for as short a time.</summary>
    [Fact]
    public async Task AccountAlteredTogetherWithItsLineInTheLog_DecidesNothing()
    {
        await using var rig = await LiveRig.StartAsync(accounts: true);
        var user = await rig.App.InDatabaseAsync(db => db.Users.AsNoTracking().SingleAsync(u => u.Email == "operator@demo.lfr", Cancel));
        await rig.App.InDatabaseAsync(async db =>
        {
            await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Rank, Rank.ChiefConstable), Cancel);
            var hash = Evidence.HashOf(Assert.Single(await AccountRows.ReadAsync(db, [user.Id], Cancel)));
            return await db.AuditCovers.Where(c => c.Key == $"{Evidence.Account}{user.Id:D}").ExecuteUpdateAsync(set => set.SetProperty(c => c.Hash, hash), Cancel);
        });

        var outcome = await rig.Get<ChooseMails>().RunAsync(Given.Operator with { UserId = user.Id }, MailChoice.AtOnce, Cancel);
        Assert.Contains("Your account is not as the audit log left it", outcome.Explanation, StringComparison.Ordinal);
    }

    /// <summary>A command that somebody else gives about an altered account does what it says and vouches for nothing.</summary>
    [Fact]
    public async Task AccountAlteredInTheDatabase_IsNotMadeTrueByWhoeverLocksIt()
    {
        await using var rig = await LiveRig.StartAsync(accounts: true);
        await rig.App.InDatabaseAsync(db => db.Users.Where(u => u.Email == "admin2@demo.lfr").ExecuteUpdateAsync(set => set.SetProperty(u => u.Rank, Rank.ChiefConstable), Cancel));
        var (outcome, codes) = await rig.Get<PrintCodes>().RunAsync("Owen left.", "admin2@demo.lfr", Cancel);

        Given.Do(outcome);
        Assert.NotEmpty(codes);
        Assert.Contains(await FindAsync(rig.App), found => found.StartsWith("The account of Owen Pritchard is not as event", StringComparison.Ordinal));
        Assert.EndsWith("The account of Owen Pritchard was not as the audit log left it: this event does not vouch for it.",
            await rig.App.InDatabaseAsync(db => db.AuditEvents.OrderByDescending(e => e.Number).Select(e => e.Sentence).FirstAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkerPutInByHand_IsFound()
    {
        await using var rig = await LiveRig.StartAsync(accounts: true);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await rig.App.InDatabaseAsync(async db =>
        {
            db.RegisteredWorkers.Add(RegisteredWorker.Register(key.ExportSubjectPublicKeyInfo(), "Van 9", coHosted: false, "Nobody", Given.Start));
            return await db.SaveChangesAsync(Cancel);
        });

        Assert.Equal("The worker Van 9 is in no event of the audit log.", Assert.Single(await FindAsync(rig.App)));
    }

    /// <summary>Whatever gives or takes a role, a rank or a sign-in within Lfr leaves what the log vouches for.</summary>
    [Fact]
    public async Task RolesAndWorkers_ThatCommandsChange_AreAsTheLogLeftThem()
    {
        await using var app = await LfrApp.StartAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var copy = ActivatorUtilities.CreateInstance<CopyEntraAccount>(scope.ServiceProvider);
        Given.Do(await copy.RunAsync(new EntraPerson(Given.Id(71), "Eve Entra", "eve@force.example", [Roles.Silver, Roles.Planner]), Cancel));
        Given.Do(await copy.RunAsync(new EntraPerson(Given.Id(71), "Eve Entra", "eve@force.example", [Roles.Silver]), Cancel));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Given.Do(await app.Services.GetRequiredService<RegisterWorker>().RunAsync(Actor.System, "Van 2", key.ExportSubjectPublicKeyInfoPem(), Cancel));
        Given.Do(await app.Services.GetRequiredService<RevokeWorker>().RunAsync(Actor.System, RegisteredWorker.IdOf(key.ExportSubjectPublicKeyInfo()), "Stolen.", Cancel));

        Assert.Empty(await FindAsync(app));
    }

    /// <summary>A database from before the log covered people is recorded once, at the first start; rows that were not changed raise no alarm.</summary>
    [Fact]
    public async Task AccountsFromBefore_AreTakenDownOnce_AndJudgedFromThenOn()
    {
        var data = await FromBeforeAsync();
        for (var start = 1; start <= 2; start++)
        {
            var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Data = data });
            Assert.Empty(await FindAsync(app));
            Assert.Equal(1, await app.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(VouchForPeople), Cancel)));
            if (start == 2)
            {
                await app.InDatabaseAsync(db => db.Users.ExecuteUpdateAsync(u => u.SetProperty(x => x.Rank, Rank.ChiefConstable), Cancel));
                Assert.StartsWith("The account of Olga Old is not as event", Assert.Single(await FindAsync(app)), StringComparison.Ordinal);
            }

            await app.StopAsync();
        }

        Directory.Delete(data, recursive: true);
    }

    /// <summary>The first program to see such a database may be a command line: what it adds must not leave the older rows in no event.</summary>
    [Fact]
    public async Task AccountsFromBefore_AreTakenDown_BeforeACommandLineAddsToThem()
    {
        var data = await FromBeforeAsync();
        using (var identity = WorkerIdentity.ReadOrCreate(Path.Combine(data, "van")))
        {
            var added = await LfrProcess.RunAsync(
                Path.GetTempPath(), new Dictionary<string, string> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0" }, [LfrProcess.Program, "add-worker", "--name", "Van 7", "--public-key", identity.PublicKeyFile]);
            Assert.Equal((0, "Van 7 is registered and can sign in."), (added.ExitCode, added.Output.Trim()));
        }

        var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Data = data });
        Assert.Empty(await FindAsync(app));
        await app.StopAsync();
        Directory.Delete(data, recursive: true);
    }

    private static async Task<string> FromBeforeAsync()
    {
        var first = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        await using (var scope = first.Services.CreateAsyncScope())
        {
            var user = new LfrUser { Id = Given.Id(72), UserName = "old@force.example", Email = "old@force.example", DisplayName = "Olga Old", Rank = Rank.Sergeant };
            var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();
            IdentityResults.Require(await users.CreateAsync(user));
            IdentityResults.Require(await users.AddToRoleAsync(user, Roles.Operator));
        }

        Assert.Empty(await FindAsync(first));
        return await first.StopAsync();
    }

    private static Task<IReadOnlyList<string>> FindAsync(LfrApp app) => app.InDatabaseAsync(db => EvidenceCheck.FindOfPeopleAsync(db, Cancel));
}
