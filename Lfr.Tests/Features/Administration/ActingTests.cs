using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Lfr.Tests.Features.Administration;

/// <summary>Somebody stands in for a while: by two administrators, from the first day to the last, and said wherever it was used.</summary>
public sealed class ActingTests
{
    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task Acting_BeginsAndEndsByItself_WithTheRankAndTheDuty_AndIsSaid()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        var today = rig.Time.GetUtcNow().ForceDay();
        var acting = Of(today.AddDays(2), today.AddDays(3), Above(silver.Rank), Roles.AuthorisingOfficer);
        await ConfirmedAsync(rig, silver.UserId, acting);
        await IsAsync(false);

        rig.Time.AdjustTime(Midnight(today.AddDays(2)).AddSeconds(-1));
        await IsAsync(false);
        rig.Time.AdjustTime(Midnight(today.AddDays(2)));
        await IsAsync(true);
        rig.Time.AdjustTime(Midnight(today.AddDays(4)).AddSeconds(-1));
        await IsAsync(true);
        rig.Time.AdjustTime(Midnight(today.AddDays(4)));
        await IsAsync(false);
        Assert.Empty(await rig.AlteredAsync());

        async Task IsAsync(bool acts)
        {
            var now = (await rig.Get<Accounts>().FindAsync(silver.UserId, Cancel))!;
            Assert.Equal((acts ? acting.Rank!.Value : silver.Rank, acts, true), (now.Rank, now.Roles.Contains(Roles.AuthorisingOfficer), now.Roles.Contains(Roles.Silver)));
            Assert.Equal(acts ? $"acting {acting.Rank!.Value.InWords(null)}, acting as authorising officer until {Words.Day(acting.Until)}" : null, now.Acting);
        }
    }

    /// <summary>Where it was used: behind the name in the decision, in the audit log, in the list of people and in what the rule says.</summary>
    [Fact]
    public async Task WhereItWasUsed_ItIsSaid()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = (await rig.AsTheAsync(Roles.Silver)).UserId;
        var today = rig.Time.GetUtcNow().ForceDay();
        await ConfirmedAsync(rig, silver, Of(today, today.AddDays(1), null, Roles.Planner));
        var now = (await rig.Get<Accounts>().FindAsync(silver, Cancel))!;
        var actor = new Actor(now.Id, now.Name, now.Rank, now.Roles) { Acting = now.Acting };

        Given.Do(await rig.Get<LfrTransaction>().RunAsync(this, actor, (context, _) => Task.FromResult(context.Did(Outcome.Done, "Did something.")), Cancel));

        var line = await rig.App.InDatabaseAsync(db => db.AuditEvents.OrderByDescending(e => e.Number).FirstAsync(Cancel));
        Assert.Equal($"Did something. As {now.Rank.InWords(null)}, acting as planner until {Words.Day(today.AddDays(1))}.", line.Sentence);
        Assert.Equal(now.Acting, actor.Sign(rig.Time.GetUtcNow()).RankInWords(null));
        Assert.Equal("superintendent", new Signature(silver, "S", Rank.Superintendent, default).RankInWords(null));
        Assert.Equal(now.Acting, (await rig.Get<ListPeople>().RunAsync(rig.First, new PeopleFilter("", null, null), 0, 200, Cancel))!.Rows.Single(r => r.Id == silver).Acting);
    }

    [Fact]
    public async Task WhateverIsWrong_IsASentence()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        var today = rig.Time.GetUtcNow().ForceDay();
        var right = Of(today, today.AddDays(6), null, Roles.Planner);

        await RefusedAsync(right with { Duties = [] }, "FORM", "Neither a rank nor a duty is chosen.");
        await RefusedAsync(right with { Rank = silver.Rank }, "FORM", $"The person is {silver.Rank.InWords(null)} already.");
        await RefusedAsync(right with { Duties = [Roles.Silver] }, "STATE", "has the duty Silver commander already");
        await RefusedAsync(right with { Duties = [Roles.Administrator] }, "STATE", "Nobody acts as administrator.");
        await RefusedAsync(right with { Duties = ["King"] }, "FORM", "No such duty.");
        await RefusedAsync(right with { For = " " }, "FORM", "For whom the person acts, or why, is missing.");
        await RefusedAsync(right with { Reason = new string('x', Acting.Longest + 1) }, "FORM", "A text is too long.");
        await RefusedAsync(right with { From = today.AddDays(-1) }, "FORM", "is over.");
        await RefusedAsync(right with { Until = today.AddDays(-1) }, "FORM", "The last day is before the first.");
        await RefusedAsync(right with { From = today.AddDays(400), Until = today.AddDays(401) }, "FORM", "more than a year ahead");
        await RefusedAsync(right with { Until = today.AddDays(Acting.LongestDays) }, "FORM", "This is longer than 92 days.");
        Says.RefusedBy("ROLE", await rig.Get<AskToAct>().RunAsync(rig.First, rig.First.UserId, right, Cancel), "Nobody gives a duty to themselves.");

        var grant = await AskAsync(rig, silver.UserId, right);
        await RefusedAsync(right, "STATE", "already, or it waits to be confirmed");
        Says.RefusedBy("ROLE", await rig.Get<ConfirmGrant>().RunAsync(rig.First, grant, "", Cancel), "a second administrator has to confirm it");
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel));
        Says.RefusedBy("CONFLICT", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel), "confirmed this on");
        await RefusedAsync(right with { From = today.AddDays(6), Until = today.AddDays(7) }, "STATE", "already, or it waits to be confirmed");
        await AskAsync(rig, silver.UserId, right with { From = today.AddDays(7), Until = today.AddDays(8) });

        async Task RefusedAsync(Acting acting, string rule, string sentence) => Says.RefusedBy(rule, await rig.Get<AskToAct>().RunAsync(rig.First, silver.UserId, acting, Cancel), sentence);
    }

    [Fact]
    public async Task Acting_IsEndedByOne_AndByRetiring_AndARowWrittenIntoTheDatabaseMayDoNothing()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        var today = rig.Time.GetUtcNow().ForceDay();
        var grant = await ConfirmedAsync(rig, silver.UserId, Of(today, today.AddDays(9), null, Roles.Planner));
        Says.RefusedBy("FORM", await rig.Get<EndActing>().RunAsync(rig.First, grant, " ", Cancel), "No reason is given.");
        Given.Do(await rig.Get<EndActing>().RunAsync(rig.First, grant, "Back from leave.", Cancel));
        Assert.DoesNotContain(Roles.Planner, (await rig.Get<Accounts>().FindAsync(silver.UserId, Cancel))!.Roles);
        Says.RefusedBy("CONFLICT", await rig.Get<EndActing>().RunAsync(rig.Second, grant, "Back.", Cancel), "ended this on");

        var again = await ConfirmedAsync(rig, silver.UserId, Of(today, today.AddDays(9), null, Roles.Planner));
        Given.Do(await rig.Get<RetireAccount>().RunAsync(rig.First, silver.UserId, "Left.", null, Cancel));
        Assert.Empty(await rig.Get<ReadActing>().RunAsync(rig.First, silver.UserId, Cancel));
        Says.RefusedBy("CONFLICT", await rig.Get<EndActing>().RunAsync(rig.Second, again, "Back.", Cancel), "ended this on");
        Assert.Empty(await rig.AlteredAsync());

        // Somebody with the database alone makes a planner of an operator for a minute.
        var operatorId = (await rig.AsTheAsync(Roles.Operator)).UserId;
        await rig.App.InDatabaseAsync(db =>
        {
            var forged = AccountGrant.AskToAct(Given.Id(77), operatorId, Of(today, today.AddDays(1), null, Roles.Planner), rig.First, rig.Time.GetUtcNow());
            forged.Confirm(rig.Second, false, rig.Time.GetUtcNow());
            db.AccountGrants.Add(forged);
            return db.SaveChangesAsync(Cancel);
        });
        Assert.False(await rig.App.InDatabaseAsync(db => AccountRows.MayActAsync(db, operatorId, Cancel)));
        Assert.Contains("What Morgan", string.Join('\n', await rig.AlteredAsync()).Replace(rig.First.Name, "Morgan", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Asked for on the first day, confirmed after midnight; and one that is over by then.</summary>
    [Fact]
    public async Task Confirmation_OnTheNextMorning_Counts_UnlessTheLastDayIsOver()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        var op = await rig.AsTheAsync(Roles.Operator);
        var today = rig.Time.GetUtcNow().ForceDay();
        var (longer, over) = (await AskAsync(rig, silver.UserId, Of(today, today.AddDays(2), null, Roles.Planner)), await AskAsync(rig, op.UserId, Of(today, today, null, Roles.Planner)));
        rig.Time.AdjustTime(Midnight(today.AddDays(1)).AddSeconds(1));
        await rig.App.InDatabaseAsync(db => db.Sessions.ExecuteUpdateAsync(s => s.SetProperty(x => x.SecondFactorAt, rig.Time.GetUtcNow()).SetProperty(x => x.LastActiveAt, rig.Time.GetUtcNow()), Cancel));

        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, longer, "", Cancel));
        Says.RefusedBy("STATE", await rig.Get<ConfirmGrant>().RunAsync(rig.Second, over, "", Cancel), "is over. Decline this, and ask again for other days.");
    }

    /// <summary>Somebody who is promoted while acting keeps the higher rank, and the acting rank is no longer mentioned.</summary>
    [Fact]
    public async Task PromotedMeanwhile_TheHigherRankCounts()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        var today = rig.Time.GetUtcNow().ForceDay();
        await ConfirmedAsync(rig, silver.UserId, Of(today, today.AddDays(3), Above(silver.Rank), Roles.AuthorisingOfficer));
        await rig.App.InDatabaseAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == silver.UserId, Cancel)).Rank = Above(Above(silver.Rank));
            return await db.SaveChangesAsync(Cancel);
        });

        var now = (await rig.Get<Accounts>().FindAsync(silver.UserId, Cancel))!;

        Assert.Equal(Above(Above(silver.Rank)), now.Rank);
        Assert.StartsWith($"{now.Rank.InWords(null)}, acting as authorising officer until", now.Acting, StringComparison.Ordinal);
    }

    /// <summary>A plan names somebody for a day on which they act; moved past the last day, or taken away, it has to name somebody else (R35). Plans can be handed to whoever acts as a planner today.</summary>
    [Fact]
    public async Task WhoeverActsOnOtherDays_DoesNotHoldTheDutyOnThisOne()
    {
        await using var rig = await PeopleRig.StartAsync();
        var silver = await rig.AsTheAsync(Roles.Silver);
        var today = rig.Time.GetUtcNow().ForceDay();
        await ConfirmedAsync(rig, silver.UserId, Of(today, today.AddDays(3), null, Roles.Operator, Roles.Planner));
        var stranger = new StaffMember(Given.Id(990), "No Account", Roles.Operator, null);

        Assert.Empty(await MissingOnAsync(today.AddDays(3)));
        Assert.Equal(silver.Name, Assert.Single(await MissingOnAsync(today.AddDays(4))).Name);
        Assert.Contains(await rig.Get<ReadPlanners>().RunAsync(await rig.AsTheAsync(Roles.Planner), Cancel), p => p.Id == silver.UserId);
        Assert.Contains((await rig.Get<ListPeople>().RunAsync(rig.First, new PeopleFilter("", Roles.Operator, null), 0, 200, Cancel))!.Rows, r => r.Id == silver.UserId);

        Task<IReadOnlyList<StaffMember>> MissingOnAsync(DateOnly day) => rig.App.InDatabaseAsync(db => StaffOnTheDay.WithoutDutyAsync(
            db, Given.GoodPlan() with { Window = new Window(Midnight(day).AddHours(10), Midnight(day).AddHours(14)), Staff = [new(silver.UserId, silver.Name, Roles.Operator, null), new(silver.UserId, silver.Name, Roles.Silver, null), stranger] },
            rig.Time.GetUtcNow(), Cancel));
    }

    /// <summary>Duties are the tenant's with Entra, and ranks are Lfr's.</summary>
    [Fact]
    public async Task WithEntra_SomebodyActsInAHigherRank_AndInNoDuty()
    {
        await using var rig = await PeopleRig.StartAsync();
        var entra = rig.WithEntra();
        var silver = await rig.AsTheAsync(Roles.Silver);
        var today = rig.Time.GetUtcNow().ForceDay();
        var inADuty = await AskAsync(rig, silver.UserId, Of(today.AddDays(5), today.AddDays(6), null, Roles.Planner));

        Says.RefusedBy("STATE", await new AskToAct(entra).RunAsync(rig.First, silver.UserId, Of(today, today, Above(silver.Rank), Roles.Planner), Cancel), "come from the force's Entra tenant here.");
        Given.Do(await new AskToAct(entra).RunAsync(rig.First, silver.UserId, Of(today, today, Above(silver.Rank)), Cancel));
        var inARank = (await rig.Get<WaitingGrants>().RunAsync(rig.First, silver.UserId, Cancel)).Single(g => g.Id != inADuty).Id;
        var confirm = new ConfirmGrant(rig.Get<LfrTransaction>(), entra, rig.Get<ILogger<ConfirmGrant>>());
        Says.RefusedBy("STATE", await confirm.RunAsync(rig.Second, inADuty, "", Cancel), "come from the force's Entra tenant here.");
        Given.Do(await confirm.RunAsync(rig.Second, inARank, "", Cancel));

        Assert.Equal(Above(silver.Rank), (await rig.Get<Accounts>().FindAsync(silver.UserId, Cancel))!.Rank);
    }

    private static Acting Of(DateOnly from, DateOnly until, Rank? rank, params string[] duties) => new(rank, duties, from, until, "Supt Vale", "Annual leave.");

    private static Rank Above(Rank rank) => rank + 1;

    private static DateTimeOffset Midnight(DateOnly day) => new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById("Europe/London")));

    private static async Task<Guid> AskAsync(PeopleRig rig, Guid account, Acting acting)
    {
        Given.Do(await rig.Get<AskToAct>().RunAsync(rig.First, account, acting, Cancel));
        return (await rig.Get<WaitingGrants>().RunAsync(rig.First, account, Cancel)).Single(g => g.What.StartsWith("to act", StringComparison.Ordinal)).Id;
    }

    private static async Task<Guid> ConfirmedAsync(PeopleRig rig, Guid account, Acting acting)
    {
        var grant = await AskAsync(rig, account, acting);
        Given.Do(await rig.Get<ConfirmGrant>().RunAsync(rig.Second, grant, "", Cancel));
        return grant;
    }
}
