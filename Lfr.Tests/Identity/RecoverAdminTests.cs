using Lfr.Shared.Identity;
using Lfr.Tests.Features.Administration;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>No administrator can be reached: two officers and whoever holds the server make another one together, and none of them alone.</summary>
public sealed class RecoverAdminTests
{
    private const string Vale = "Supt Asha Vale";
    private const string Reed = "Insp. Bo Reed";
    private const string Password = "lantern-gravel-otter-mitten";

    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task OnlyAdministratorIsLost_TwoOfficersAndTheServerMakeAnother_Once_AndLoudly()
    {
        await using var rig = await PeopleRig.StartAsync();
        var keys = await KeysAsync(rig);
        await OnlyFirstMayAsync(rig);
        var recovery = new Recovery("jo@force.example", "Jo Okoye", "Robin died.", LfrApp.Person(Roles.Administrator).Email);

        var (outcome, printed) = await rig.Get<RecoverAdmin>().RunAsync(recovery, keys, Password, Cancel);

        Given.Do(outcome);
        Assert.Equal([Reed, Vale], printed.Select(p => p.Keeper));
        var made = await rig.AsAsync("jo@force.example");
        Assert.True(made.Is(Roles.Administrator));
        Assert.Equal(AccountState.Locked, (await rig.Get<ReadPerson>().RunAsync(made, rig.First.UserId, Cancel))!.State);
        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.Sessions.CountAsync(s => s.AccountId == rig.First.UserId && s.EndedAt == null, Cancel)));
        var line = await rig.App.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Action == nameof(RecoverAdmin), Cancel));
        Assert.StartsWith($"RECOVERED THE INSTALLATION AT THE COMMAND LINE with the codes of {Reed} and {Vale}: Jo Okoye is administrator, with a new password and without a second factor, and the account of the administrator", line.Sentence, StringComparison.Ordinal);
        Assert.Contains(rig.App.Log, l => l.Contains("was recovered at the command line with the codes of two officers", StringComparison.Ordinal));
        Assert.Empty(await rig.AlteredAsync());

        // The same sheet again, when the new administrator is lost too.
        Says.RefusedBy("STATE", (await rig.Get<RecoverAdmin>().RunAsync(recovery with { Without = "jo@force.example", Email = "x@force.example" }, keys, Password, Cancel)).Outcome, "ended on");
    }

    /// <summary>The commonest loss: the telephone and the recovery codes.</summary>
    [Fact]
    public async Task AdministratorWhoLostEveryFactor_ComesBackAsThemselves()
    {
        await using var rig = await PeopleRig.StartAsync();
        var keys = await KeysAsync(rig);
        await OnlyFirstMayAsync(rig);
        var email = LfrApp.Person(Roles.Administrator).Email;
        Assert.True((await rig.App.InDatabaseAsync(db => SecondFactors.OfAsync(db, rig.First.UserId, Cancel))).Any);

        Given.Do((await rig.Get<RecoverAdmin>().RunAsync(new Recovery(email, "", "Telephone and codes lost.", null), keys, Password, Cancel)).Outcome);

        Assert.False((await rig.App.InDatabaseAsync(db => SecondFactors.OfAsync(db, rig.First.UserId, Cancel))).Any);
        await using var scope = rig.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();
        Assert.True(await users.CheckPasswordAsync((await users.FindByEmailAsync(email))!, Password));
        Assert.Contains(Roles.Administrator, await rig.DutiesAsync(rig.First.UserId));
        Assert.Empty(await rig.AlteredAsync());
    }

    [Fact]
    public async Task WhateverIsWrong_IsASentence_AndUsesNoCodeUp()
    {
        await using var rig = await PeopleRig.StartAsync();
        var recover = rig.Get<RecoverAdmin>();
        var right = new Recovery("jo@force.example", "Jo Okoye", "Lost.", LfrApp.Person(Roles.Administrator).Email);
        Says.RefusedBy("STATE", (await recover.RunAsync(right, new Dictionary<string, string>(), Password, Cancel)).Outcome, "Nobody keeps codes for the recovery");
        var keys = await KeysAsync(rig);
        await RefusedAsync(right, keys, "STATE", "Two administrators can sign in");
        await OnlyFirstMayAsync(rig);

        await RefusedAsync(right, With(Vale, "AAAAA-AAAAA-AAAAA-AAAAA"), "FORM", $"What was entered for {Vale} is no code");
        await RefusedAsync(right, With(Vale, ""), "FORM", $"What was entered for {Vale} is no code");
        await RefusedAsync(right, With(Vale, keys[Reed]), "STATE", $"The code entered for {Vale} is the one that {Reed} keeps. One officer’s code does not count twice.");
        await RefusedAsync(right with { Without = null }, keys, "STATE", "is an administrator who can sign in.");
        await RefusedAsync(right with { Without = "nobody@force.example" }, keys, "STATE", "No other administrator who can sign in has the address nobody@force.example.");
        await RefusedAsync(right with { Reason = " " }, keys, "FORM", "No reason is given.");
        await RefusedAsync(right with { Name = "" }, keys, "FORM", "a new one needs a name");
        Says.RefusedBy("FORM", (await recover.RunAsync(right, keys, "short", Cancel)).Outcome, "at least 12 characters");
        var planner = (await rig.AsTheAsync(Roles.Planner)).UserId;
        Given.Do(await rig.Get<RetireAccount>().RunAsync(rig.First, planner, "Left.", null, Cancel));
        await RefusedAsync(right with { Email = LfrApp.Person(Roles.Planner).Email }, keys, "STATE", "is retired");

        Assert.Equal(2, await rig.App.InDatabaseAsync(async db => (await RecoveryKeys.InForceAsync(db, Cancel)).Count));
        Assert.False(await rig.App.InDatabaseAsync(db => db.Users.AnyAsync(u => u.Email == "jo@force.example", Cancel)));
        var forged = InstallationCode.HashOf("FORGE-DFORG-EDFOR-GED00");
        await rig.App.InDatabaseAsync(db => db.InstallationCodes.Where(c => c.Keeper == Vale).ExecuteUpdateAsync(c => c.SetProperty(x => x.Hash, forged), Cancel));
        await RefusedAsync(right, With(Vale, "FORGE-DFORG-EDFOR-GED00"), "STATE", $"The code that {Vale} keeps is not as the audit log left it");

        Dictionary<string, string> With(string keeper, string typed) => new(keys, StringComparer.Ordinal) { [keeper] = typed };

        async Task RefusedAsync(Recovery recovery, IReadOnlyDictionary<string, string> typed, string rule, string sentence) =>
            Says.RefusedBy(rule, (await recover.RunAsync(recovery, typed, Password, Cancel)).Outcome, sentence);
    }

    /// <summary>Where officers keep codes there is no other way in for one person with the server alone; and their codes open nothing else.</summary>
    [Fact]
    public async Task CodesOfOfficers_CountForTheRecoveryAlone_AndEndTheWayAroundThem()
    {
        await using var rig = await PeopleRig.StartAsync();
        var renew = rig.Get<RenewRecoveryKeys>();
        Says.RefusedBy("FORM", (await renew.RunAsync(rig.First, [Vale, $" {Vale.ToLowerInvariant()}  "], Cancel)).Outcome, "is named twice");
        Says.RefusedBy("FORM", (await renew.RunAsync(rig.First, [Vale, " "], Cancel)).Outcome, "two names are needed");
        var earlier = await KeysAsync(rig);
        var keys = await KeysAsync(rig);
        var line = (await rig.Get<ReadSystem>().RunAsync(rig.First, Cancel))!.Recovery!;
        Assert.True(line.IsGood);
        Assert.StartsWith($"{Reed} and {Vale} keep the codes", line.Sentence, StringComparison.Ordinal);
        var grant = await rig.AskAsync((await rig.AsTheAsync(Roles.Planner)).UserId, Roles.Silver);
        await OnlyFirstMayAsync(rig);

        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.First, grant, keys[Vale], Cancel), $"This is the code that {Vale} keeps for the recovery");
        var only = LfrApp.Person(Roles.Administrator).Email;
        Says.RefusedBy("STATE", (await rig.Get<PrintCodes>().RunAsync("Ill.", only, Cancel)).Outcome, $"Ask {Reed} and {Vale}, and use recover-admin.");
        Given.Do((await rig.Get<PrintCodes>().RunAsync("Sheet lost.", null, Cancel)).Outcome);
        Says.RefusedBy("STATE", (await rig.Get<RecoverAdmin>().RunAsync(new Recovery(only, "", "Lost.", null), earlier, Password, Cancel)).Outcome, "ended on");
        Given.Do((await rig.Get<RecoverAdmin>().RunAsync(new Recovery(only, "", "Lost.", null), keys, Password, Cancel)).Outcome);
    }

    [Fact]
    public void Keepers_AreNamedOnTheCommandLine_TwoDifferentOnes()
    {
        Assert.Equal([Vale, Reed], CreateAdmin.Read(["--name", "R", "--email", "r@f.example", "--keepers", $"{Vale}; {Reed}"]).Administrator.Keepers);
        Assert.Contains("two names are needed", Assert.Throws<StartRefusedException>(() => CreateAdmin.Read(["--name", "R", "--email", "r@f.example", "--keepers", Vale])).Message, StringComparison.Ordinal);
    }

    /// <summary>The program itself, as the officers and whoever holds the server use it.</summary>
    [Fact]
    public async Task Program_RefusesBesideARunningServer_AsksEachOfficer_AndTellsNobodyTheCodes()
    {
        var data = Directory.CreateTempSubdirectory("lfr-test-").FullName;
        var keys = await InstallAsync(data);
        string[] words = [RecoverAdmin.Verb, "--email", "jo@force.example", "--name", "Jo Okoye", "--reason", "Robin died.", "--without", "robin@force.example"];
        using (var held = new FileStream(Path.Combine(data, "lfr.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var beside = await RunAsync("", words);
            Assert.Equal(1, beside.ExitCode);
            Assert.StartsWith("Lfr cannot start. Another Lfr already runs on the data folder", beside.Error, StringComparison.Ordinal);
        }

        var twice = await RunAsync($"{keys[Reed]}\n{keys[Reed]}\n{Password}\n", words);
        Assert.Contains("One officer’s code does not count twice.", twice.Error, StringComparison.Ordinal);
        var done = await RunAsync($"{keys[Reed]}\n{keys[Vale]}\n{Password}\n", words);

        Assert.Equal(0, done.ExitCode);
        Assert.Contains($"Code of {Reed}: Code of {Vale}: Password of the administrator", done.Output, StringComparison.Ordinal);
        Assert.Contains("jo@force.example is administrator and can sign in, and that is on record.", done.Output, StringComparison.Ordinal);
        Assert.All(keys.Values, k => Assert.DoesNotContain(k, done.Output + done.Error + twice.Output + twice.Error, StringComparison.Ordinal));
        Directory.Delete(data, recursive: true);

        Task<Finished> RunAsync(string typed, string[] arguments) => LfrProcess.RunTypingAsync(
            typed, Path.GetTempPath(), new Dictionary<string, string> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0", ["Worker__CoHosted"] = "false" }, [LfrProcess.Program, .. arguments]);
    }

    private static async Task<IReadOnlyDictionary<string, string>> InstallAsync(string data)
    {
        await using var app = LfrHost.Build([], builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0", ["Worker:CoHosted"] = "false" }));
        using var input = new StringReader(Password);
        await using var output = new StringWriter();
        await new CreateAdmin(app).RunAsync(new FirstAdministrator("robin@force.example", "Robin Vale") { Keepers = [Vale, Reed] }, input, output, Cancel);
        return output.ToString().Split('\n', StringSplitOptions.TrimEntries).Where(l => l.StartsWith(Vale, StringComparison.Ordinal) || l.StartsWith(Reed, StringComparison.Ordinal))
            .Select(l => l.Split(": ")).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<string, string>> KeysAsync(PeopleRig rig)
    {
        var (outcome, keys) = await rig.Get<RenewRecoveryKeys>().RunAsync(rig.First, [Vale, Reed], Cancel);
        Given.Do(outcome);
        return keys.ToDictionary(k => k.Keeper, k => k.Code, StringComparer.Ordinal);
    }

    // An account of a demonstration that is off cannot sign in, and the log does not vouch for that mark.
    private static Task<int> OnlyFirstMayAsync(PeopleRig rig) =>
        rig.App.InDatabaseAsync(db => db.Users.Where(u => u.Id == rig.Second.UserId).ExecuteUpdateAsync(u => u.SetProperty(x => x.IsDemonstration, true), Cancel));
}
