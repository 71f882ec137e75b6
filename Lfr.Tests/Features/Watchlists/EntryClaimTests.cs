using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Pages;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>Two approvers work through one list and never decide the same entry. Each test has entries of its own.</summary>
public class EntryClaimTests(SharedQueue queue) : IClassFixture<SharedQueue>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfTwoWhoOpenOneEntryAtOnce_OneHasIt_AndTheOtherIsToldWho()
    {
        var entry = Given.Id(301);
        var answers = await Task.WhenAll(
            new[] { Given.Approver, Given.OtherApprover }.Select(a => Task.Run(() => queue.Get<ClaimEntry>().RunAsync(a, Page(), entry, Cancel))));

        var refused = Assert.Single(answers, a => !a.Succeeded);
        Says.RefusedBy("CONFLICT", refused, "has had R-0001 open since");
        Assert.Equal(1, await queue.Rig.App.InDatabaseAsync(db => db.EntryClaims.CountAsync(c => c.EntryId == entry, Cancel)));
    }

    [Fact]
    public async Task TwoQueuesReadAtOnce_ShowTwoEntries_AndSayWhatTheOtherHas()
    {
        var (mine, other) = (queue.Open(), queue.Open());
        await Task.WhenAll(Task.Run(() => ReadAsync(mine, Given.Approver)), Task.Run(() => ReadAsync(other, Given.OtherApprover)));
        var seen = await ReadAsync(mine, Given.Approver);

        Assert.NotNull(mine.EntryId);
        Assert.NotNull(other.EntryId);
        Assert.NotEqual(mine.EntryId, other.EntryId);
        Assert.Equal(mine.EntryId, seen.Current);
        var open = Assert.Single(seen.Elsewhere, o => o.EntryId == other.EntryId);
        Assert.Equal((other.EntryId, Given.OtherApprover.Name), (open.EntryId, open.Name));
        await mine.LeaveAsync(Cancel);
        await other.LeaveAsync(Cancel);
    }

    [Fact]
    public async Task Decision_AboutWhatAnotherHasOpen_IsRefused_UntilItIsLeftOrLapses()
    {
        var (entry, page) = (Given.Id(303), Page());
        Given.Do(await queue.Get<ClaimEntry>().RunAsync(Given.OtherApprover, page, entry, Cancel));
        var since = Words.Time(queue.Rig.Clock.GetUtcNow());

        Says.RefusedBy("CONFLICT", await ReturnAsync(Given.Approver, entry), $"{Given.OtherApprover.Name} has had R-0003 open since {since}.");
        // Another page of the same person closes: what this one shows stays claimed.
        await queue.Get<ReleaseEntry>().RunAsync(Given.OtherApprover, Page(), Cancel);
        await queue.Get<ReleaseEntry>().RunAsync(Given.Approver, page, Cancel);
        Says.RefusedBy("CONFLICT", await ReturnAsync(Given.Approver, entry), "has had R-0003 open");
        queue.Rig.Leap(EntryClaim.Lease);
        Given.Do(await ReturnAsync(Given.Approver, entry));

        Given.Do(await queue.Get<ClaimEntry>().RunAsync(Given.OtherApprover, page, Given.Id(304), Cancel));
        await queue.Get<ReleaseEntry>().RunAsync(Given.OtherApprover, page, Cancel);
        Given.Do(await ReturnAsync(Given.Approver, Given.Id(304)));
    }

    [Fact]
    public async Task Decision_ReleasesItsEntry_AndAClaimOnItIsRefused()
    {
        var (entry, page) = (Given.Id(305), Page());
        Given.Do(await queue.Get<ClaimEntry>().RunAsync(Given.Approver, page, entry, Cancel));
        Given.Do(await ReturnAsync(Given.Approver, entry));

        Assert.Equal(0, await queue.Rig.App.InDatabaseAsync(db => db.EntryClaims.CountAsync(c => c.EntryId == entry, Cancel)));
        Says.RefusedBy("STATE", await queue.Get<ClaimEntry>().RunAsync(Given.OtherApprover, page, entry, Cancel), "does not wait for sign-off");
    }

    /// <summary>Nobody keeps from others what is not theirs to answer, by an old tab or an address.</summary>
    [Theory]
    [InlineData(EntryPart.Approved, "The second signature is another approver’s.")]
    [InlineData(EntryPart.HandedOn, "You know this person")]
    public async Task Entry_AnsweredByTheSamePerson_IsNotTheirsToOpen(EntryPart part, string said)
    {
        var hand = new EntryHand(Given.Id(306), part, Given.Approver.UserId, queue.Rig.DeploymentId);
        await ChangeAsync(db => db.Add(hand));

        Says.RefusedBy("STATE", await queue.Get<ClaimEntry>().RunAsync(Given.Approver, Page(), Given.Id(306), Cancel), said);

        await ChangeAsync(db => db.Remove(hand));
    }

    [Fact]
    public async Task EmptyChair_GivesItsEntryBack_AndTakesNoOther()
    {
        var (mine, other) = (queue.Open(), queue.Open());
        await ReadAsync(mine, Given.Approver);
        var first = mine.EntryId;
        queue.Rig.Leap(EntryClaim.Lease);
        await ReadAsync(other, Given.OtherApprover);
        await ReadAsync(mine, Given.Approver);

        Assert.Equal(first, other.EntryId);
        Assert.True(mine.IsLeft);
        Assert.Null(mine.EntryId);
        mine.ComeBack();
        Assert.NotEqual(first, (await ReadAsync(mine, Given.Approver)).Current);
        Assert.NotNull(mine.EntryId);
        await mine.LeaveAsync(Cancel);
        await other.LeaveAsync(Cancel);
    }

    /// <summary>Whoever reads for longer than the lease and touches the page keeps the entry; what else is proposed meanwhile takes nothing off the screen.</summary>
    [Fact]
    public async Task SignOfLife_KeepsTheEntry()
    {
        var mine = queue.Open();
        await ReadAsync(mine, Given.Approver);
        var first = mine.EntryId;
        queue.Rig.Leap(EntryClaim.Lease / 2);
        await mine.TouchAsync(Given.Approver, Cancel);
        queue.Rig.Leap(EntryClaim.Lease / 2);
        var seen = await ReadAsync(mine, Given.Approver, SignOffOrder.Reference);

        Assert.Equal((first, false), (seen.Current, mine.IsLeft));
        await mine.LeaveAsync(Cancel);
    }

    [Fact]
    public async Task WhoLosesTheDutyHalfWay_HoldsNothingBack()
    {
        var mine = queue.Open();
        await ReadAsync(mine, Given.Approver);
        var held = mine.EntryId;
        var without = Given.Approver with { RoleNames = new HashSet<string>(StringComparer.Ordinal) };

        Assert.Null(await mine.ReadAsync(without, Given.DeploymentId, null, SignOffOrder.Risk, Cancel));

        Assert.NotNull(held);
        Assert.False(await queue.Rig.App.InDatabaseAsync(db => db.EntryClaims.AnyAsync(c => c.EntryId == held, Cancel)));
        Says.RefusedBy("ROLE", await queue.Get<ClaimEntry>().RunAsync(without, Page(), Given.Id(310), Cancel));
    }

    [Fact]
    public async Task Order_PutsWhatNeedsCareFirst_OrGoesByReference()
    {
        var queues = queue.Get<ReadSignOffQueue>();
        var (care, plain) = (new List<string>(), (await queues.RunAsync(Given.Approver, Given.DeploymentId, null, SignOffOrder.Reference, Cancel))!);
        var next = (await queues.RunAsync(Given.Approver, Given.DeploymentId, null, SignOffOrder.Risk, Cancel))!.Current;
        while (next is { } id && care.Count < 4)
        {
            care.Add(await queue.Rig.App.InDatabaseAsync(db => db.Entries.Where(e => e.Id == id).Select(e => e.Reference).SingleAsync(Cancel)));
            next = (await queues.RunAsync(Given.Approver, Given.DeploymentId, id, SignOffOrder.Risk, Cancel))!.Following;
        }

        // A child, somebody vulnerable, an old photograph, then the first of the others.
        Assert.Equal(["R-0012", "R-0011", "R-0010"], care.Take(3));
        Assert.NotEqual(Given.Id(312), plain.Current);
    }

    /// <summary>Whoever knows the person decides nothing about them, and is not shown the entry again.</summary>
    [Fact]
    public async Task PersonWhomAnApproverKnows_GoesToAnother_AndNeverComesBack()
    {
        var entry = Given.Id(309);
        var hand = queue.Get<HandOnEntry>();
        var before = (await queue.Get<ReadSignOffQueue>().RunAsync(Given.Approver, Given.DeploymentId, entry, SignOffOrder.Reference, Cancel))!;
        Given.Do(await queue.Get<ClaimEntry>().RunAsync(Given.Approver, Page(), entry, Cancel));

        Says.RefusedBy("FORM", await hand.RunAsync(Given.Approver, entry, " ", null, Cancel), "Nothing says how you know the person.");
        Given.Do(await hand.RunAsync(Given.Approver, entry, "Lives next door.", null, Cancel));
        Says.RefusedBy("STATE", await hand.RunAsync(Given.Approver, entry, "Lives next door.", null, Cancel), "handed R-0009 on already");
        Says.RefusedBy("STATE", await ReturnAsync(Given.Approver, entry), "You know this person and handed R-0009 on.");
        var after = (await queue.Get<ReadSignOffQueue>().RunAsync(Given.Approver, Given.DeploymentId, entry, SignOffOrder.Reference, Cancel))!;
        var others = (await queue.Get<ReadSignOffQueue>().RunAsync(Given.OtherApprover, Given.DeploymentId, entry, SignOffOrder.Reference, Cancel))!;

        Assert.Equal(entry, before.Current);
        Assert.NotEqual(entry, after.Current);
        Assert.Equal((before.Waiting - 1, before.ForOthers + 1), (after.Waiting, after.ForOthers));
        Assert.Equal(entry, others.Current);
        Given.Do(await ReturnAsync(Given.OtherApprover, entry));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(-5, false)]
    public void Claim_StandsForItsLease_AndASetClockKeepsItNoLonger(int minutes, bool stands)
    {
        var claim = EntryClaim.Make(Given.Id(301), Given.DeploymentId, Given.Approver, Page(), Given.Start);

        Assert.Equal(stands, claim.Stands(Given.Start.AddMinutes(minutes)));
        Assert.Equal(stands, EntryClaim.StandsAt(Given.Start.AddMinutes(minutes)).Compile()(claim));
    }

    private Task<int> ChangeAsync(Action<LfrDbContext> change) => queue.Rig.App.InDatabaseAsync(db =>
    {
        change(db);
        return db.SaveChangesAsync(Cancel);
    });

    private static Guid Page() => Guid.CreateVersion7();

    private async Task<Outcome> ReturnAsync(Actor approver, Guid entryId) => await queue.Get<DecideEntry>().RunAsync(
        approver, entryId, EntryVerdict.Returned, "The warrant's number is missing.",
        (await queue.Rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().SingleAsync(e => e.Id == entryId, Cancel))).Hash(), 7, Cancel);

    private static async Task<SignOffQueue> ReadAsync(OpenEntry open, Actor approver, SignOffOrder order = SignOffOrder.Risk) =>
        (await open.ReadAsync(approver, Given.DeploymentId, null, order, Cancel))!;
}

/// <summary>An application whose one deployment has a list of twelve that waits for sign-off: the last is a child, the one before vulnerable, the one before that has an old photograph.</summary>
public sealed class SharedQueue : IAsyncLifetime
{
    /// <summary>The application.</summary>
    public LiveRig Rig { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Rig = await LiveRig.StartAsync(g => g.SealedAt = null, worker: false);
        await Rig.App.InDatabaseAsync(async db =>
        {
            db.Entries.RemoveRange(db.Entries);
            await db.SaveChangesAsync(CancellationToken.None);
            db.Entries.AddRange(Enumerable.Range(1, 12).Select(n => Given.Entry(n, d => n switch
            {
                12 => d with { AgeBand = AgeBand.Child13To17, ChildWelfareReason = "Missing for nine days.", Response = PlannedResponse.Safeguard },
                11 => d with { Vulnerability = "Deaf: lip-reads." },
                10 => d with { ImageTakenOn = new DateOnly(2012, 3, 4) },
                _ => d,
            })));
            return await db.SaveChangesAsync(CancellationToken.None);
        });
    }

    public T Get<T>()
        where T : notnull => Rig.Get<T>();

    /// <summary>A page of the queue.</summary>
    public OpenEntry Open() => new(Get<ReadSignOffQueue>(), Get<ClaimEntry>(), Get<ReleaseEntry>(), Rig.Clock);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}
