using System.Net;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Deployments;

/// <summary>What the commands leave behind in a real database: a deployment with a public notice, a sealed list of two and their encrypted pictures.</summary>
public sealed class ConsequencesOfTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refused_TellsThePublic_DestroysTheList_AndTakesNobodyMore()
    {
        await using var rig = await SubmittedAsync();
        var entry = await FirstEntryAsync(rig);

        Given.Do(await DecideAsync(rig, AuthorityVerdict.Refused));

        var left = await LeftAsync(rig);
        Assert.Equal((DeploymentState.Refused, NoticeState.Refused, WatchlistState.Purged, 0), (left.State, left.Notice, left.List, left.Biometrics));
        var receipt = await rig.App.InDatabaseAsync(db => db.PurgeReceipts.SingleAsync(Cancel));
        Assert.Equal((4, true), (receipt.Destroyed.Values.Sum(), receipt.IsProven));
        Assert.All(await EntriesAsync(rig), e => Assert.Equal((EntryState.Purged, null), (e.State, e.Photograph)));

        var refusals = new[]
        {
            await rig.Get<ProposeEntry>().RunAsync(Given.Compiler, rig.DeploymentId, Given.Id(990), Details(rig), new byte[] { 1 }, Cancel),
            await rig.Get<ChangeEntry>().RunAsync(Given.Compiler, entry.Id, Details(rig), null, null, Cancel),
            await rig.Get<DecideEntry>().RunAsync(Given.Approver, entry.Id, EntryVerdict.Approved, "", entry.Hash(), 5, Cancel),
            await rig.Get<SealWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, null, Cancel),
            await rig.Get<ReopenWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, "Once more", null, Cancel),
        };
        Assert.All(refusals, r => Says.RefusedBy("STATE", r, "The list can no longer be changed: the deployment was refused"));
        Assert.Equal(2, (await EntriesAsync(rig)).Count);
        Assert.Equal(0, (await LeftAsync(rig)).Biometrics);
    }

    [Fact]
    public async Task Refused_WithANoticeThatWasNeverPublic_CanAnnounceNothing()
    {
        await using var rig = await LiveRig.StartAsync(g => { g.AuthorisedBy = null; g.NoticeAt = null; }, worker: false);
        Given.Do(await DecideAsync(rig, AuthorityVerdict.Refused));

        var written = await rig.Get<WriteNotice>().RunAsync(Given.Planner, rig.DeploymentId, Given.NoticeText, null, Cancel);
        var published = await rig.Get<PublishNotice>().RunAsync(Given.Planner, rig.DeploymentId, "", null, null, Cancel);
        var reasoned = await rig.Get<GiveShortNoticeReason>().RunAsync(Given.Planner, rig.DeploymentId, "Threat", null, Cancel);

        Assert.All(new[] { written, published, reasoned }, o => Says.RefusedBy("STATE", o, "There is nothing to announce"));
        Assert.Equal(NoticeState.Draft, (await LeftAsync(rig)).Notice);
    }

    [Fact]
    public async Task Returned_TellsThePublicThatItIsReviewed_AndKeepsTheList()
    {
        await using var rig = await SubmittedAsync();

        Given.Do(await DecideAsync(rig, AuthorityVerdict.Returned));

        Assert.Equal(new Left(DeploymentState.Draft, NoticeState.UnderReview, WatchlistState.Sealed, 4), await LeftAsync(rig));
    }

    [Fact]
    public async Task Revoked_BeforeItRan_TellsThePublic_AndOpensTheList()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);

        Given.Do(await rig.Get<RevokeAuthority>().RunAsync(Given.Officer, rig.DeploymentId, "The threat is over", Cancel));

        Assert.Equal(new Left(DeploymentState.Draft, NoticeState.AuthorityWithdrawn, WatchlistState.Compiling, 4), await LeftAsync(rig));
    }

    [Fact]
    public async Task Revoked_WhileLive_EndsTheRun_AndTheListTakesNobodyMore()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        Given.Do(await rig.Get<RevokeAuthority>().RunAsync(Given.Officer, rig.DeploymentId, "The threat is over", Cancel));

        Assert.Equal(new Left(DeploymentState.Ended, NoticeState.Published, WatchlistState.Sealed, 4), await LeftAsync(rig));
        var reopened = await rig.Get<ReopenWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, "Late warrant", null, Cancel);
        Says.RefusedBy("STATE", reopened, "cannot run again");
    }

    [Fact]
    public async Task Postponed_TellsThePublic_AndEverySignOffIsGivenAgain()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);

        Given.Do(await rig.Get<PostponeDeployment>().RunAsync(Given.Planner, rig.DeploymentId, "Snow", null, Cancel));

        Assert.Equal(new Left(DeploymentState.Draft, NoticeState.Postponed, WatchlistState.Compiling, 4), await LeftAsync(rig));
        Assert.All(await EntriesAsync(rig), e => Assert.Equal(EntryState.Returned, e.State));
    }

    [Fact]
    public async Task Cancelled_TellsThePublic_AndDestroysTheList()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);

        Given.Do(await rig.Get<CancelDeployment>().RunAsync(Given.Planner, rig.DeploymentId, "No longer needed", null, Cancel));

        Assert.Equal(new Left(DeploymentState.Cancelled, NoticeState.Cancelled, WatchlistState.Purged, 0), await LeftAsync(rig));
    }

    [Fact]
    public async Task PlanThatLosesItsAuthority_OpensTheSealedList()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var deployment = await rig.DeploymentAsync();

        Given.Do(await rig.Get<ChangePlan>().RunAsync(Given.Planner, rig.DeploymentId, deployment.Plan with { Name = "Another name" }, deployment.Revision, Cancel));

        Assert.Equal(new Left(DeploymentState.Draft, NoticeState.Published, WatchlistState.Compiling, 4), await LeftAsync(rig));
    }

    [Theory]
    [InlineData(AuthorityVerdict.Refused, "It will not run, so nothing is asked of it any more.", false)]
    [InlineData(AuthorityVerdict.Returned, "The authority is being reviewed", true)]
    public async Task Hub_ShowsTasksAndForecastOnlyOfWhatMayStillRun(AuthorityVerdict verdict, string words, bool ahead)
    {
        await using var rig = await LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false, accounts: true);
        Given.Do(await DecideAsync(rig, verdict));
        using var client = await rig.App.SignInAsync(Roles.Planner);

        var page = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(LfrRoutes.Deployment(rig.DeploymentId), UriKind.Relative), Cancel));

        Assert.Equal((ahead, ahead), (page.Contains("What to expect", StringComparison.Ordinal), page.Contains("id=\"tasks\"", StringComparison.Ordinal)));
        Assert.Contains(words, page, StringComparison.OrdinalIgnoreCase);
        var notice = await client.GetStringAsync(new Uri(LfrRoutes.NoticeEditor(rig.DeploymentId), UriKind.Relative), Cancel);
        Assert.Contains(ahead ? "Under review" : "Refused authority", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_WithAStatusCheckThatCannotBeRight_IsRefusedByTheCommand()
    {
        await using var rig = await LiveRig.StartAsync(g => g.SealedAt = null, worker: false);
        var entry = await FirstEntryAsync(rig);

        var future = await rig.Get<ChangeEntry>().RunAsync(
            Given.Compiler, entry.Id, Given.GoodDetails() with { StatusVerifiedAt = rig.Clock.GetUtcNow().AddMinutes(1) }, null, null, Cancel);
        var old = await rig.Get<ProposeEntry>().RunAsync(
            Given.Compiler, rig.DeploymentId, Given.Id(990), Given.GoodDetails() with { StatusVerifiedAt = new DateTimeOffset(2025, 1, 1, 9, 0, 0, TimeSpan.Zero) }, new byte[] { 1 }, Cancel);

        Says.RefusedBy("FORM", future, "has not come yet");
        Says.RefusedBy("FORM", old, "last 24 h (R20)");
    }

    [Fact]
    public async Task Draft_WithHoursThatAreOver_IsNotStarted()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var over = Given.GoodPlan() with { Window = new Window(Given.Start.AddDays(-1), Given.Start.AddDays(-1).AddHours(2)) };

        var outcome = await rig.Get<DraftDeployment>().RunAsync(Given.Planner, Given.Id(991), over, Cancel);

        Says.RefusedBy("FORM", outcome, "These hours are over");
        Assert.False(await rig.App.InDatabaseAsync(db => db.Deployments.AnyAsync(d => d.Id == Given.Id(991), Cancel)));
    }

    private static Task<LiveRig> SubmittedAsync() => LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false);

    private static EntryDetails Details(LiveRig rig) => Given.GoodDetails() with { StatusVerifiedAt = rig.Clock.GetUtcNow().AddHours(-1) };

    private static async Task<Outcome> DecideAsync(LiveRig rig, AuthorityVerdict verdict) => await rig.Get<DecideAuthority>().RunAsync(
        Given.Officer, rig.DeploymentId, verdict, "Merely useful", "", (await rig.DeploymentAsync()).Plan.Hash(), null, Cancel);

    private static Task<List<WatchlistEntry>> EntriesAsync(LiveRig rig) =>
        rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().Where(e => e.DeploymentId == rig.DeploymentId).OrderBy(e => e.Reference).ToListAsync(Cancel));

    private static async Task<WatchlistEntry> FirstEntryAsync(LiveRig rig) => (await EntriesAsync(rig))[0];

    private static Task<Left> LeftAsync(LiveRig rig) => rig.App.InDatabaseAsync(async db => new Left(
        await db.Deployments.Where(d => d.Id == rig.DeploymentId).Select(d => d.State).SingleAsync(Cancel),
        await db.Notices.Where(n => n.DeploymentId == rig.DeploymentId).Select(n => n.State).SingleAsync(Cancel),
        await db.Watchlists.Where(w => w.DeploymentId == rig.DeploymentId).Select(w => w.State).SingleAsync(Cancel),
        await db.Blobs.CountAsync(b => b.DeploymentId == rig.DeploymentId, Cancel)));

    private sealed record Left(DeploymentState State, NoticeState Notice, WatchlistState List, int Biometrics);
}
