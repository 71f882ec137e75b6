using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Features.Watchlists.Status;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Features.Watchlists.Status;

/// <summary>What becomes of a list when its source is asked: in preparation, live, twice, by the wrong person, and when the source fails.</summary>
public class AskStatusesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhoeverIsNoLongerSought_IsSuspendedAtOnce_AlsoWhileLive_AndOnce()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var source = new Told { Says = { ["NOM-0001"] = new StatusSaid(EntryFate.Arrested, rig.Clock.GetUtcNow()) } };

        Given.Do(await Ask(rig, source).RunAsync(Actor.System, rig.DeploymentId, Cancel));
        Given.Do(await Ask(rig, source).RunAsync(Actor.System, rig.DeploymentId, Cancel));

        var entry = await rig.App.InDatabaseAsync(db => db.Entries.SingleAsync(e => e.Id == Given.Id(301), Cancel));
        Assert.Equal((EntryState.Suspended, EntryFate.Arrested, "The register says so: arrested"), (entry.State, entry.Suspension!.Fate, entry.Suspension.Reason));
        Assert.Single(entry.Suspensions);
        Assert.DoesNotContain("NOM-0001", source.Asked[^1]);
        var looks = (await rig.Get<ReadStatusLooks>().RunAsync(Given.Operator, rig.DeploymentId, Cancel))!.Looks;
        Assert.Equal([0, 1], looks.Select(l => l.Counts.Suspended));
        Assert.Single(await rig.App.InDatabaseAsync(db => db.Withdrawals.ToListAsync(Cancel)));
    }

    [Fact]
    public async Task WhoeverIsStillSought_CountsAsCheckedAgain_AndEverySignatureStands()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var before = await FactsAsync(rig);
        var source = new Told();
        foreach (var reference in before.References)
            source.Says[reference] = new StatusSaid(null, rig.Clock.GetUtcNow());

        Given.Do(await Ask(rig, source).RunAsync(Given.Approver, rig.DeploymentId, Cancel));

        var after = await FactsAsync(rig);
        Assert.Equal(before.Hashes, after.Hashes);
        Assert.Equal(before.Hashes.Count, after.Confirmed.Count);
        // A later look that learns nothing takes nothing away.
        source.Says.Clear();
        source.Problem = "The register cannot be reached.";
        Given.Do(await Ask(rig, source).RunAsync(Actor.System, rig.DeploymentId, Cancel));
        Assert.Equal(before.Hashes.Count, (await FactsAsync(rig)).Confirmed.Count);
        var view = (await rig.Get<ReadStatusLooks>().RunAsync(Given.Approver, rig.DeploymentId, Cancel))!;
        Assert.Equal(("The register cannot be reached.", before.Hashes.Count), (view.Latest!.Problem, view.Latest.Unanswered));
    }

    [Fact]
    public async Task WrongRank_IsRefused_AndNobodyIsAsked()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var source = new Told();

        Assert.False((await Ask(rig, source).RunAsync(Given.Planner, rig.DeploymentId, Cancel)).Succeeded);
        Assert.Empty(source.Asked);
        Assert.Null(await rig.Get<ReadStatusLooks>().RunAsync(Given.Person(77, "Ada Admin", Rank.Staff, Roles.Administrator), rig.DeploymentId, Cancel));
        Says.RefusedBy("FORM", await rig.Get<AskStatuses>().RunAsync(Given.Approver, rig.DeploymentId, Cancel), "No system is named");
    }

    [Fact]
    public async Task Watch_AsksFromThePolicysHoursBeforeTheStart_EveryMinuteWhileLive_AndAgainAfterAFailure()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var source = new Told { Problem = "The register cannot be reached." };
        var watch = new StatusWatch(Ask(rig, source), TimeSpan.FromMinutes(15), rig.Get<IDbContextFactory<LfrDbContext>>(), rig.Get<DossierReader>(), rig.Get<TimeProvider>(), NullLogger<StatusWatch>.Instance);

        await watch.LookAsync(Cancel);
        source.Problem = null;
        await watch.LookAsync(Cancel);
        await watch.LookAsync(Cancel);
        Assert.Equal(2, source.Asked.Count);

        await using var worker = await ListeningWorker.ConnectAsync(rig);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
        await watch.LookAsync(Cancel);
        await watch.LookAsync(Cancel);
        Assert.Equal(4, source.Asked.Count);
    }

    /// <summary>Whatever one list meets, the others are asked about.</summary>
    [Fact]
    public async Task Watch_OfAListThatFails_AsksAboutTheOthersAllTheSame_AndAboutThatOneAgain()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var other = await CompiledList.StartAsync(rig.App);
        await other.ProposeAsync("01");
        var source = new Told { Failures = 1 };
        var watch = new StatusWatch(Ask(rig, source), TimeSpan.FromMinutes(15), rig.Get<IDbContextFactory<LfrDbContext>>(), rig.Get<DossierReader>(), rig.Get<TimeProvider>(), NullLogger<StatusWatch>.Instance);

        await watch.LookAsync(Cancel);
        Assert.Equal(2, source.Asked.Count);
        await watch.LookAsync(Cancel);

        Assert.Equal(3, source.Asked.Count);
        Assert.Equal(source.Asked[0], source.Asked[2]);
    }

    private static AskStatuses Ask(LiveRig rig, Told source) => new(rig.Get<IDbContextFactory<LfrDbContext>>(), [source], rig.Get<SuspendEntry>(), rig.Get<KeepStatusLook>());

    private static async Task<(IReadOnlyList<string> References, IReadOnlyList<string> Hashes, IReadOnlySet<Guid> Confirmed)> FactsAsync(LiveRig rig) => await rig.App.InDatabaseAsync(async db =>
    {
        var entries = await db.Entries.Where(e => e.DeploymentId == rig.DeploymentId && e.State == EntryState.Approved).OrderBy(e => e.Reference).ToListAsync(Cancel);
        return ((IReadOnlyList<string>)[.. entries.Select(e => e.Details.SourceReference)], (IReadOnlyList<string>)[.. entries.Select(e => e.Hash())],
            await StatusLook.ConfirmedSinceAsync(db, rig.DeploymentId, rig.Clock.GetUtcNow().AddMinutes(-5), Cancel));
    });

    /// <summary>A source that says what a test tells it.</summary>
    private sealed class Told : IStatusSource
    {
        public string Name => "The register";

        public Dictionary<string, StatusSaid> Says { get; } = new(StringComparer.OrdinalIgnoreCase);

        public string? Problem { get; set; }

        public int Failures { get; set; }

        public List<IReadOnlyCollection<string>> Asked { get; } = [];

        public Task<StatusReply> AskAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken)
        {
            Asked.Add(references);
            if (Failures-- > 0)
                throw new InvalidOperationException("A damaged row.");
            return Task.FromResult(new StatusReply(Says.Where(s => references.Contains(s.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase), 0, Problem));
        }
    }
}
