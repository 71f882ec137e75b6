using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Lfr.Tests.Features.Administration;

/// <summary>A rank opens decisions to whoever holds a duty (R04), so that one administrator alone raises nobody's; acting for a week needs two as well. With Entra it is the same.</summary>
public sealed class RankTests
{
    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task HigherRank_OfWhoeverHoldsADuty_WaitsForASecondAdministrator_AndTheRestIsSaved()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Silver)).UserId;
        var before = (await rig.SheetAsync(id)).Particulars;

        var grant = await AskedAsync(rig, id, Rank.ChiefConstable, unit: "Operations");

        Assert.Equal(before with { Unit = "Operations" }, (await rig.SheetAsync(id)).Particulars);
        Says.RefusedBy("ROLE", await rig.Get<ConfirmGrant>().RunAsync(rig.First, grant, "", Cancel), "You asked for this yourself");
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel));
        Assert.Equal(Rank.ChiefConstable, (await rig.SheetAsync(id)).Particulars.Rank);
        Says.RefusedBy("CONFLICT", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel), "confirmed this on");
        Assert.Empty(await rig.AlteredAsync());
        var history = string.Join('\n', (await rig.SheetAsync(id)).History.Select(h => h.Sentence));
        Assert.Contains("Changed the unit from", history, StringComparison.Ordinal);
        Assert.Contains("the rank chief constable. It waits for a second administrator until", history, StringComparison.Ordinal);
        Assert.Contains("the rank chief constable. Sofia Lindqvist had asked for it.", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LowerRank_AndTheRankOfWhoeverHoldsNothing_CountAtOnce()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = (await rig.AsTheAsync(Roles.Silver)).UserId;
        await SaveAsync(rig, rig.First, silver, Rank.Constable);
        Assert.Equal(Rank.Constable, (await rig.SheetAsync(silver)).Particulars.Rank);

        var (_, guest) = await rig.InviteAsync();
        await SaveAsync(rig, rig.First, guest, Rank.Inspector);
        Assert.Equal(Rank.Inspector, (await rig.SheetAsync(guest)).Particulars.Rank);
        Assert.Empty(await rig.Get<WaitingGrants>().RunAsync(rig.Second, guest, Cancel));
    }

    /// <summary>A constable is confirmed as authorising officer; a moment before, one administrator would make a superintendent of them.</summary>
    [Fact]
    public async Task RankRaised_WhileADutyWaitsToBeConfirmed_WaitsAsWell_AndWhoeverConfirmsTheDutyReadsTheRank()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (_, guest) = await rig.InviteAsync();
        await rig.AskAsync(guest, Roles.AuthorisingOfficer);

        await SaveAsync(rig, rig.First, guest, Rank.Superintendent);

        Assert.Equal(Rank.Sergeant, (await rig.SheetAsync(guest)).Particulars.Rank);
        Assert.Equal(
            [("sergeant", "the duty authorising officer"), ("sergeant", "the rank superintendent")],
            (await rig.Get<WaitingGrants>().RunAsync(rig.Second, guest, Cancel)).Select(g => (g.Rank, g.What)).Order());
    }

    [Fact]
    public async Task AskedTwice_TheLastCounts_AndWhoeverHasTheRankMeanwhileNeedsNone()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Silver)).UserId;
        var slip = await AskedAsync(rig, id, Rank.ChiefConstable);
        var meant = await AskedAsync(rig, id, Rank.Superintendent);

        Says.RefusedBy("CONFLICT", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, slip, "", Cancel), "declined this on");
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, meant, "", Cancel));
        Assert.Equal(Rank.Superintendent, (await rig.SheetAsync(id)).Particulars.Rank);

        var late = await AskedAsync(rig, id, Rank.ChiefSuperintendent);
        rig.Pass(AccountGrant.Open);
        await rig.App.InDatabaseAsync(db => db.Sessions.ExecuteUpdateAsync(s => s.SetProperty(x => x.SecondFactorAt, rig.Time.GetUtcNow()).SetProperty(x => x.LastActiveAt, rig.Time.GetUtcNow()), Cancel));
        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, late, "", Cancel), "nobody had confirmed it within 24 hours");
    }

    [Fact]
    public async Task TwoWhoConfirmAtOnce_AndTheAdministratorWhoseRankItIs()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await AskedAsync(rig, (await rig.AsTheAsync(Roles.Silver)).UserId, Rank.ChiefConstable);
        var outcomes = await Task.WhenAll(rig.Get<ConfirmGrant>().RunAsync(rig.Second, silver, "", Cancel), rig.Get<ConfirmGrant>().RunAsync(rig.Second, silver, "", Cancel));
        Assert.Single(outcomes, o => o.Succeeded);

        var own = await AskedAsync(rig, rig.Second.UserId, Rank.ChiefConstable);
        Says.RefusedBy("ROLE", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, own, "", Cancel), "Nobody gives a duty to themselves.");
        Assert.Equal(rig.Second.Rank, (await rig.SheetAsync(rig.Second.UserId)).Particulars.Rank);
    }

    [Fact]
    public async Task Retiring_EndsWhatWasAsked_AndARowWrittenIntoTheDatabaseIsRefused()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = (await rig.AsTheAsync(Roles.Silver)).UserId;
        var op = (await rig.AsTheAsync(Roles.Operator)).UserId;
        var (ended, forged) = (await AskedAsync(rig, id, Rank.ChiefConstable), await AskedAsync(rig, op, Rank.ChiefInspector));
        Given.Do(await rig.Get<RetireAccount>().RunAsync(rig.First, id, "Left.", null, Cancel));
        Says.RefusedBy("CONFLICT", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, ended, "", Cancel), "declined this on");

        await rig.App.InDatabaseAsync(db => db.AccountGrants.Where(g => g.Id == forged).ExecuteUpdateAsync(g => g.SetProperty(x => x.Rank, Rank.ChiefConstable), Cancel));
        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, forged, "", Cancel), "This request is not as the audit log left it");
    }

    /// <summary>The tenant gives the duty, perhaps tomorrow, and nobody who gives it there reads the rank.</summary>
    [Fact]
    public async Task WithEntra_RanksAreLfrs_AndEachHigherOneWaits_OfWhoeverHoldsNothingToo()
    {
        await using var rig = await PeopleRig.StartAsync();
        var entra = rig.WithEntra();
        var confirm = Confirming(rig, entra);
        var silver = (await rig.AsTheAsync(Roles.Silver)).UserId;
        var (_, guest) = await rig.InviteAsync();

        await SaveAsync(rig, rig.First, guest, Rank.Superintendent, change: new ChangePerson(entra));
        Assert.Equal(Rank.Sergeant, (await rig.SheetAsync(guest)).Particulars.Rank);
        var grant = Assert.Single(await rig.Get<WaitingGrants>().RunAsync(rig.Second, guest, Cancel)).Id;
        Says.RefusedBy("ROLE", await confirm.RunAsync(rig.First, grant, "", Cancel), "You asked for this yourself");
        Given.Do(await confirm.RunAsync(rig.Second, grant, "", Cancel));
        Assert.Equal(Rank.Superintendent, (await rig.SheetAsync(guest)).Particulars.Rank);

        await SaveAsync(rig, rig.First, silver, Rank.Constable, change: new ChangePerson(entra));
        Assert.Equal(Rank.Constable, (await rig.SheetAsync(silver)).Particulars.Rank);
        Assert.Empty(await rig.AlteredAsync());
    }

    /// <summary>On the first day of a force with Entra one person holds the app role, and the server prints the codes.</summary>
    [Fact]
    public async Task WithEntra_WhileThereIsOneAdministrator_ACodeOfTheInstallationConfirmsARank()
    {
        await using var rig = await PeopleRig.StartAsync();
        var entra = rig.WithEntra();
        var confirm = Confirming(rig, entra);
        await rig.SecondMayAsync(signIn: false);
        var (printed, codes) = await new Web.Hosting.PrintCodes(rig.Get<LfrTransaction>(), entra, rig.Get<StaffSessions>()).RunAsync("The first day.", null, Cancel);
        Given.Do(printed);
        var silver = (await rig.AsTheAsync(Roles.Silver)).UserId;
        await SaveAsync(rig, rig.First, silver, Rank.Superintendent, change: new ChangePerson(entra));
        var grant = Assert.Single(await rig.Get<WaitingGrants>().RunAsync(rig.First, silver, Cancel));
        Assert.True(grant is { MayConfirm: true, NeedsCode: true });

        Says.RefusedBy("ROLE", await confirm.RunAsync(rig.First, grant.Id, "", Cancel), "a second administrator has to confirm it");
        Says.RefusedBy("FORM", await confirm.RunAsync(rig.First, grant.Id, "AAAAA-AAAAA-AAAAA-AAAAA", Cancel), "This is none of the codes");
        Given.Do(await confirm.RunAsync(rig.First, grant.Id, codes[0], Cancel));

        Assert.Equal(Rank.Superintendent, (await rig.SheetAsync(silver)).Particulars.Rank);
        Assert.Contains("CONFIRMED WITH A CODE OF THE INSTALLATION", string.Join('\n', (await rig.SheetAsync(silver)).History.Select(h => h.Sentence)), StringComparison.Ordinal);
    }

    private static ConfirmGrant Confirming(PeopleRig rig, AccountChange accounts) => new(rig.Get<LfrTransaction>(), accounts, rig.Get<ILogger<ConfirmGrant>>());

    private static async Task SaveAsync(PeopleRig rig, Actor by, Guid id, Rank rank, string? unit = null, ChangePerson? change = null)
    {
        var sheet = await rig.SheetAsync(id);
        Given.Do(await (change ?? rig.Get<ChangePerson>()).RunAsync(by, id, sheet.Particulars with { Rank = rank, Unit = unit ?? sheet.Particulars.Unit }, sheet.Revision, Cancel));
    }

    private static async Task<Guid> AskedAsync(PeopleRig rig, Guid id, Rank rank, string? unit = null)
    {
        await SaveAsync(rig, rig.First, id, rank, unit);
        return (await rig.Get<WaitingGrants>().RunAsync(rig.Second, id, Cancel)).Single(g => g.What.StartsWith("the rank", StringComparison.Ordinal)).Id;
    }
}
