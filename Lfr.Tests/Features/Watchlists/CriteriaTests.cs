using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>Who may be on a list is proposed by a compiler and approved by an authorising officer before anybody is.</summary>
public sealed class CriteriaTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly CriteriaTerms Wide = new(
        [EntryCategory.WantedByCourts, EntryCategory.SuspectedOfOffence], [ImageSource.Custody, ImageSource.Police], [AgeBand.Adult], "Seen by the station on Fridays.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Criteria_AreProposed_Returned_Approved_AndHoldForThePlanAlone()
    {
        var (id, plan) = await DraftAsync();
        var terms = Wide with { Link = $"Seen by the station in {id}." };

        Says.RefusedBy("FORM", await DecideAsync(id, true), "No criteria were proposed yet.");
        Says.RefusedBy("FORM", await ProposeAsync(id, terms with { Categories = [EntryCategory.RiskOfHarm] }), "does not allow category W5");
        Says.RefusedBy("FORM", await ProposeAsync(id, terms with { Sources = [ImageSource.PassportOrDrivingLicence] }), "does not allow photographs of this kind");
        Says.RefusedBy("FORM", await ProposeAsync(id, terms with { AgeBands = [] }), "are missing");
        CompiledList.Done(await ProposeAsync(id, terms));
        CompiledList.Done(await DecideAsync(id, false));
        Assert.Null((await ReadAsync(id)).InForce);
        Says.RefusedBy("STATE", await DecideAsync(id, true), "No criteria wait for an answer.");
        CompiledList.Done(await ProposeAsync(id, terms));
        Says.RefusedBy("ROLE", await DecideAsync(id, true, Given.Compiler with { RoleNames = Given.Officer.RoleNames }), "You had a part in this list");
        CompiledList.Done(await DecideAsync(id, true));
        Assert.Equal(terms.Link, (await ReadAsync(id)).InForce!.Link);
        Assert.Equal([false, true], (await shared.App.InDatabaseAsync(db => db.ListCriteria.AsNoTracking().SingleAsync(c => c.DeploymentId == id, Cancel))).Decisions.Select(d => d.IsApproved));

        // Another day is another operation.
        var moved = plan with { Window = new Window(plan.Window!.Start.AddDays(1), plan.Window.End.AddDays(1)) };
        CompiledList.Done(await shared.App.Services.GetRequiredService<ChangePlan>().RunAsync(Given.Planner, id, moved, 1, Cancel));
        Assert.Equal((null, true), ((await ReadAsync(id)).InForce, (await ReadAsync(id)).IsOutdated));
    }

    /// <summary>Whoever signed people off under criteria does not widen them.</summary>
    [Fact]
    public async Task Criteria_AreNotDecided_ByWhoeverSignedSomebodyOff()
    {
        var (id, _) = await DraftAsync();
        CompiledList.Done(await ProposeAsync(id, Wide with { Link = $"Seen by the bus stop in {id}." }));
        await shared.App.InDatabaseAsync(async db =>
        {
            var entry = WatchlistEntry.Propose(Given.Id(9301), id, "R-9301", Given.GoodDetails(1), Given.GoodPhotograph(1), Given.Compiler, Given.Start);
            db.Add(entry);
            await db.SaveChangesAsync(Cancel);
            db.Add(new EntryHand(entry.Id, EntryPart.Approved, Given.Officer.UserId, id));
            return await db.SaveChangesAsync(Cancel);
        });

        Says.RefusedBy("ROLE", await DecideAsync(id, true), "You had a part in this list");
    }

    [Fact]
    public async Task Words_OfAnotherOperation_AreRefused()
    {
        var (first, _) = await DraftAsync();
        var (second, _) = await DraftAsync();
        CompiledList.Done(await ProposeAsync(first, Wide with { Link = $"Seen by the market, {first}." }));

        Says.RefusedBy("FORM", await ProposeAsync(second, Wide with { Link = $"SEEN by the  market {first}" }), "The same words are in the criteria of");
        CompiledList.Done(await ProposeAsync(first, Wide with { Link = $"Seen by the market, {first}." }));
    }

    [Fact]
    public async Task OfTwoWhoProposeAtOnce_OneIsKept_AndTheOtherTold()
    {
        var (id, _) = await DraftAsync();
        var both = await Task.WhenAll(Enumerable.Range(1, 2).Select(n => Task.Run(() => shared.App.Services.GetRequiredService<ProposeCriteria>()
            .RunAsync(Given.Compiler, id, Wide with { Link = $"Seen by shop {n} in {id}." }, 0, Cancel))));

        Says.RefusedBy("CONFLICT", Assert.Single(both, o => !o.Succeeded), Given.Compiler.Name);
        Assert.Equal(1, await shared.App.InDatabaseAsync(db => db.ListCriteria.CountAsync(c => c.DeploymentId == id, Cancel)));
    }

    [Fact]
    public async Task Entry_IsRefused_BeforeCriteria_AndOutsideOfThem_AndTheyNarrowNobodySignedOff()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        CompiledList.Done(await list.DecideAsync(Given.Approver, id));
        CompiledList.Done(await ProposeAsync(list.DeploymentId, Wide with { Categories = [EntryCategory.SuspectedOfOffence], Link = $"Narrower, {list.DeploymentId}." }));

        Says.RefusedBy("STATE", await DecideAsync(list.DeploymentId, true), "leave out people who are signed off: R-00001.");
        CompiledList.Done(await ProposeAsync(list.DeploymentId, Wide with { Categories = [EntryCategory.WantedByCourts], Link = $"Narrower, {list.DeploymentId}." }));
        CompiledList.Done(await DecideAsync(list.DeploymentId, true));
        Says.RefusedBy("R52", await list.TryProposeAsync(Guid.CreateVersion7(), CompiledList.Portrait("02"), d => d with { Category = EntryCategory.SuspectedOfOffence }), "do not include category W2");
        Says.RefusedBy("R52", await list.Get<ChangeEntry>().RunAsync(Given.Compiler, await list.ProposeAsync("03"), Given.GoodDetails(9) with
        {
            ImageSource = ImageSource.ThirdParty, StatusVerifiedAt = shared.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(-1),
        }, null, null, Cancel), "photographs of this kind");

        var (other, _) = await DraftAsync();
        Says.RefusedBy("R52", await list.Get<ProposeEntry>().RunAsync(Given.Compiler, other, Guid.CreateVersion7(), Given.GoodDetails() with
        {
            StatusVerifiedAt = shared.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(-1),
        }, CompiledList.Portrait("02"), Cancel), "has not approved criteria");
        Assert.False(await shared.App.InDatabaseAsync(db => db.Entries.AnyAsync(e => e.DeploymentId == other, Cancel)));
        Assert.True((await shared.App.Services.GetRequiredService<ReadAuthority>().RunAsync(Given.Officer, other, Cancel))!.List.Criteria is { AreNeeded: true, Terms: null });
    }

    [Fact]
    public async Task SealedList_OfAPlanThatChangedSince_DoesNotRun_BeforeItsCriteriaAreApprovedAgain()
    {
        var list = await CompiledList.StartAsync(shared.App);
        CompiledList.Done(await list.DecideAsync(Given.Approver, await list.ProposeAsync("01")));
        CompiledList.Done(await list.SealAsync());
        Assert.Equal(Weight.Met, (await SealedAsync(list.DeploymentId)).Weight);

        var now = await shared.App.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == list.DeploymentId, Cancel));
        CompiledList.Done(await list.Get<ChangePlan>().RunAsync(Given.Planner, now.Id, now.Plan with { Place = now.Plan.Place with { Venue = "Market Place" } }, now.Revision, Cancel));
        Assert.Equal(WatchlistState.Sealed, (await list.ListAsync()).State);
        var refused = await SealedAsync(now.Id);
        Assert.True(refused.Blocks, refused.Sentence);
        Assert.Contains("as the plan now stands", refused.Sentence, StringComparison.Ordinal);

        CompiledList.Done(await ProposeAsync(now.Id, Wide with { Link = $"Seen by the market place, {now.Id}." }));
        CompiledList.Done(await DecideAsync(now.Id, true));
        Assert.Equal(Weight.Met, (await SealedAsync(now.Id)).Weight);
    }

    [Fact]
    public async Task Officer_DecidesForThePlanThatWasRead_AndForNoOther()
    {
        var (id, plan) = await DraftAsync();
        CompiledList.Done(await ProposeAsync(id, Wide with { Link = $"Seen in South Street, {id}." }));
        var read = (await ReadAsync(id)).Facts;
        CompiledList.Done(await shared.App.Services.GetRequiredService<ChangePlan>().RunAsync(Given.Planner, id, plan with { Place = plan.Place with { Venue = "Market Place" } }, 1, Cancel));

        Says.RefusedBy("CONFLICT", await DecideAsync(id, true, facts: read), "Place, time or purpose changed");
        Assert.NotNull((await ReadAsync(id)).Proposed);
        CompiledList.Done(await DecideAsync(id, true, facts: (await ReadAsync(id)).Facts));
    }

    private Task<Finding> SealedAsync(Guid id) => shared.App.InDatabaseAsync(async db => RuleBook.Readiness(
        (await shared.App.Services.GetRequiredService<DossierReader>().LookAsync(db, id, shared.App.Services.GetRequiredService<TimeProvider>().GetUtcNow(), null, Cancel))!).Single(f => f.RuleId == "R36"));

    private async Task<(Guid Id, Plan Plan)> DraftAsync()
    {
        var start = shared.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(1);
        var (id, plan) = (Guid.CreateVersion7(), Given.GoodPlan() with { Window = new Window(start, start.AddHours(8)) });
        CompiledList.Done(await shared.App.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, id, plan, Cancel));
        return (id, plan);
    }

    private async Task<CriteriaView> ReadAsync(Guid id) => (await shared.App.Services.GetRequiredService<ReadCriteria>().RunAsync(Given.Officer, id, Cancel))!;

    private Task<Outcome> ProposeAsync(Guid id, CriteriaTerms terms) => shared.App.Services.GetRequiredService<ProposeCriteria>().RunAsync(Given.Compiler, id, terms, null, Cancel);

    private Task<Outcome> DecideAsync(Guid id, bool approves, Actor? officer = null, string? facts = null) =>
        shared.App.Services.GetRequiredService<DecideCriteria>().RunAsync(officer ?? Given.Officer, id, approves, "No wider than this operation needs.", null, facts, Cancel);
}
