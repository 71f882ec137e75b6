using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Features.Notices.Queries;
using Lfr.Web.Features.Records.Queries;
using Lfr.Web.Features.Watchlists.Queries;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>How much the pages of a list of 16,000 read, and that they show the same as if they had read all of it.</summary>
public class ListReadsTests(BigList list) : IClassFixture<BigList>
{
    private static readonly EntryFilter Everybody = EntryFilter.From(null, null, null, null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_OfTheList_LoadsNoMoreThanThePage()
    {
        // The first reader has the list compared with itself; what comes after is remembered.
        await list.Rig.Get<ReadEntries>().RunAsync(Given.Approver, Given.DeploymentId, Everybody, 0, 50, Cancel);

        list.Reads.Reset();
        var page = await list.Rig.Get<ReadEntries>().RunAsync(Given.Approver, Given.DeploymentId, Everybody, 100, 50, Cancel);

        Assert.Equal((50, BigList.Size, "R-00101"), (page.Rows.Count, page.Count, page.Rows[0].Reference));
        Assert.Equal(50, list.Reads.Of<WatchlistEntry>());
        Assert.InRange(list.Reads.Rows, 100, 125);
    }

    [Fact]
    public async Task Page_OfAFilter_IsCutByTheDatabase()
    {
        var lists = list.Rig.Get<ReadEntries>();
        await lists.RunAsync(Given.Approver, Given.DeploymentId, Everybody, 0, 50, Cancel);

        list.Reads.Reset();
        var children = await lists.RunAsync(Given.Approver, Given.DeploymentId, EntryFilter.From(null, null, "child", null), 0, 50, Cancel);
        var alike = await lists.RunAsync(Given.Approver, Given.DeploymentId, EntryFilter.From(null, null, "look-alike", null), 0, 50, Cancel);
        var one = await lists.RunAsync(Given.Approver, Given.DeploymentId, EntryFilter.From(null, "W1", null, "person 15999"), 0, 50, Cancel);

        Assert.Equal((BigList.Size / 100, 0, 1), (children.Count, alike.Count, one.Count));
        Assert.Equal(50 + 1, list.Reads.Of<WatchlistEntry>());
    }

    /// <summary>Whatever a column is sorted by: the page is cut by the database, and the last page is the other way round the first.</summary>
    [Theory]
    [InlineData("reference")]
    [InlineData("category")]
    [InlineData("state")]
    [InlineData("imageTakenOn")]
    public async Task Page_OfAnOrder_LoadsNoMoreThanThePage(string order)
    {
        var lists = list.Rig.Get<ReadEntries>();
        await lists.RunAsync(Given.Approver, Given.DeploymentId, Everybody, 0, 50, Cancel);

        list.Reads.Reset();
        var last = await lists.RunAsync(Given.Approver, Given.DeploymentId, Everybody.OrderedBy(order, false), BigList.Size - 25, 25, Cancel);
        var read = list.Reads.Of<WatchlistEntry>();

        Assert.Equal((25, BigList.Size, 25), (last.Rows.Count, last.Count, read));
        Assert.Equal(last.Rows.Select(r => (r.ImageTakenOn, r.Reference)).Order(), last.Rows.Select(r => (r.ImageTakenOn, r.Reference)));
    }

    [Fact]
    public async Task Head_OfTheList_IsCountedByTheDatabase()
    {
        list.Reads.Reset();
        var view = (await list.Rig.Get<ReadWatchlist>().RunAsync(Given.Approver, Given.DeploymentId, Cancel))!;

        Assert.Equal((BigList.Size, BigList.Size), (view.Counts.Waiting, view.Composition.Sum(c => c.Count)));
        Assert.Equal(0, list.Reads.Of<WatchlistEntry>());
        Assert.InRange(list.Reads.Rows, 1, 20);
    }

    [Fact]
    public async Task SignOff_ReadsItsOneEntryAndTheIdOfTheNext()
    {
        var queues = list.Rig.Get<ReadSignOffQueue>();

        // What looks alike is worked out once.
        await queues.RunAsync(Given.Approver, Given.DeploymentId, null, SignOffOrder.Risk, Cancel);

        list.Reads.Reset();
        var first = (await queues.RunAsync(Given.Approver, Given.DeploymentId, null, SignOffOrder.Reference, Cancel))!;
        var last = (await queues.RunAsync(Given.Approver, Given.DeploymentId, Given.Id(300 + BigList.Size), SignOffOrder.Reference, Cancel))!;
        var child = (await queues.RunAsync(Given.Approver, Given.DeploymentId, null, SignOffOrder.Risk, Cancel))!;
        var lastChild = (await queues.RunAsync(Given.Approver, Given.DeploymentId, Given.Id(300 + BigList.Size), SignOffOrder.Risk, Cancel))!;

        Assert.Equal((BigList.Size, Given.Id(301), Given.Id(302)), (first.Waiting, first.Current, first.Following));
        Assert.Equal((Given.Id(300 + BigList.Size), Given.Id(301)), (last.Current, last.Following));
        Assert.Equal((Given.Id(400), Given.Id(500)), (child.Current, child.Following));
        Assert.Equal((Given.Id(300 + BigList.Size), Given.Id(301)), (lastChild.Current, lastChild.Following));
        Assert.Equal(0, list.Reads.Of<WatchlistEntry>());
        Assert.InRange(list.Reads.Rows, 1, 80);
    }

    /// <summary>Who compiled is asked once for the list. Asked again for each entry it would be 16,000 × 16,000 looks, at each change of anything: this test would not end.</summary>
    [Fact]
    public async Task Home_OfAnApprover_CountsWhatWaits()
    {
        var compilerToo = Given.Person(19, "Both", Rank.Staff, Roles.WatchlistApprover) with { UserId = Given.Compiler.UserId };

        var board = await list.Rig.Get<HomeQuery>().ReadAsync(Given.Approver, Cancel);
        var own = await list.Rig.Get<HomeQuery>().ReadAsync(compilerToo, Cancel);

        Assert.Contains(board.Needs, t => t.What == $"Sign off {BigList.Size:N0} entries");
        Assert.DoesNotContain(own.Needs, t => t.What.StartsWith("Sign off", StringComparison.Ordinal));
    }

    /// <summary>Also for the entries of others: whoever compiles for a list signs nothing of it off.</summary>
    [Fact]
    public async Task SignOff_ByACompilerOfTheList_IsRefusedForEveryEntry()
    {
        var view = (await list.Rig.Get<ReadEntry>().RunAsync(BigList.Second with { RoleNames = Given.Approver.RoleNames }, Given.Id(301), Cancel)).Value!;

        Assert.Contains(view.Findings, f => f is { RuleId: "R19", Blocks: true });
    }

    /// <summary>Rules look at counts and at the few entries that are not as they should be; the pages that show what rules say load none of the list.</summary>
    [Theory]
    [InlineData("hub")]
    [InlineData("plan")]
    [InlineData("authority")]
    [InlineData("notice")]
    [InlineData("record")]
    [InlineData("home")]
    public async Task Page_AboutTheWholeDeployment_LoadsNobodyOnTheList(string page)
    {
        list.Reads.Reset();
        object? shown = page switch
        {
            "hub" => await list.Rig.Get<ReadHub>().RunAsync(Given.Planner, Given.DeploymentId, Cancel),
            "plan" => await list.Rig.Get<ReadPlan>().FindingsAsync(Given.Planner, Given.DeploymentId, Cancel) is { Count: > 0 } found ? found : null,
            "authority" => await list.Rig.Get<ReadAuthority>().RunAsync(Given.Officer, Given.DeploymentId, Cancel),
            "notice" => await list.Rig.Get<ReadNotice>().RunAsync(Given.Planner, Given.DeploymentId, Cancel),
            "record" => await list.Rig.Get<ReadRecord>().RunAsync(Given.Planner, Given.DeploymentId, Cancel),
            // Authorised and inside its window: it says how many rules stand in the way.
            _ => await list.Rig.Get<HomeQuery>().ReadAsync(Given.Operator, Cancel),
        };

        Assert.NotNull(shown);
        Assert.Equal(0, list.Reads.Of<WatchlistEntry>());
        Assert.InRange(list.Reads.Rows, 1, 200);
    }

    [Fact]
    public async Task Hub_OfALongList_NamesAFewAndCountsTheRest()
    {
        var view = (await list.Rig.Get<ReadHub>().RunAsync(Given.Planner, Given.DeploymentId, Cancel))!;

        Assert.Contains(view.Readiness, f => f.RuleId == "R19" && f.Sentence == "R-00001, R-00002, R-00003, R-00004, R-00005 and 15995 more are not signed off.");
    }

    [Fact]
    public async Task Entry_IsComparedWithTheOthersByTheirJustificationsAlone()
    {
        list.Reads.Reset();
        var view = (await list.Rig.Get<ReadEntry>().RunAsync(Given.Approver, Given.Id(301), Cancel)).Value!;

        Assert.Contains(view.Findings, f => f.RuleId == "R21");
        Assert.Equal(1, list.Reads.Of<WatchlistEntry>());
    }
}

/// <summary>An application whose one deployment has a list of 16,000 entries that wait for sign-off.</summary>
public sealed class BigList : IAsyncLifetime
{
    /// <summary>Number of entries.</summary>
    public const int Size = 16_000;

    /// <summary>The one entry that <see cref="Second"/> compiled.</summary>
    public const int ByTheSecond = 5;

    /// <summary>A second compiler.</summary>
    public static Shared.Identity.Actor Second { get; } = Given.Person(61, "Cora Compiler", Shared.Identity.Rank.Staff, Shared.Identity.Roles.Compiler);

    /// <summary>What it reads.</summary>
    public ReadCounter Reads { get; } = new();

    /// <summary>The application.</summary>
    public LiveRig Rig { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Rig = await LiveRig.StartAsync(g => g.SealedAt = null, worker: false, reads: Reads);
        await Rig.App.InDatabaseAsync(async db =>
        {
            db.Entries.RemoveRange(db.Entries);
            await db.SaveChangesAsync(CancellationToken.None);
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var number = 1; number <= Size; number++)
            {
                var child = number % 100 == 0;
                db.Entries.Add(WatchlistEntry.Propose(
                    Given.Id(300 + number), Given.DeploymentId, $"R-{number:00000}",
                    Given.GoodDetails(number) with { AgeBand = child ? AgeBand.Child13To17 : AgeBand.Adult }, Given.GoodPhotograph(number),
                    number == ByTheSecond ? Second : Given.Compiler, Given.Start.AddHours(-20)));
            }

            return await db.SaveChangesAsync(CancellationToken.None);
        });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}
