using Lfr.Shared.Biometrics;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>From a photograph to a sealed list: who may do what, and what undoes what.</summary>
public sealed class SigningOffTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Photograph_WithoutAFace_IsRefusedWithTheReason()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var wall = UploadFiles.Encoded(SkiaSharp.SKEncodedImageFormat.Jpeg, 640, 480, (x, y) => new SkiaSharp.SKColor((byte)(x / 4), (byte)(y / 4), 120));

        var outcome = await list.TryProposeAsync(Guid.CreateVersion7(), wall);

        var refusal = Assert.Single(outcome.Refusals);
        Assert.Equal("R23", refusal.RuleId);
        Assert.Contains("No face was found", refusal.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, await shared.App.InDatabaseAsync(db => db.Blobs.CountAsync(b => b.DeploymentId == list.DeploymentId, Cancel)));
        Assert.Equal(1, await list.LoggedAsync(nameof(ProposeEntry), done: false));
    }

    [Fact]
    public async Task Entry_ProposedTwiceWithOneId_IsOneEntry()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");

        var sent = (await list.EntryAsync(id)).Details;
        CompiledList.Done(await list.TryProposeAsync(id, CompiledList.Portrait("01"), _ => sent));

        Assert.Equal("R-00001", Assert.Single(await list.RowsAsync()).Reference);
    }

    /// <summary>A form that comes back after it was sent must not swallow the next person.</summary>
    [Fact]
    public async Task AnotherPerson_UnderAnIdThatWasSent_IsAConflict_AndNeverSilentlyDone()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");

        Says.RefusedBy("CONFLICT", await list.TryProposeAsync(id, CompiledList.Portrait("02")), "This form was sent already, as R-00001");
    }

    [Fact]
    public async Task Entry_ApprovedByItsCompiler_IsRefusedByTheRuleThatThePageShowsBefore()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var both = Given.Approver with { RoleNames = new HashSet<string>(StringComparer.Ordinal) { Shared.Identity.Roles.Compiler, Shared.Identity.Roles.WatchlistApprover } };
        var id = await list.ProposeAsync("01", compiler: both);

        var shown = await list.Get<ReadEntry>().RunAsync(both, id, Cancel);
        var outcome = await list.DecideAsync(both, id);

        Assert.Contains(shown.Value!.Findings, f => f is { RuleId: "R19", Blocks: true });
        Assert.Equal("R19", Assert.Single(outcome.Refusals).RuleId);
        Assert.Equal(EntryState.Proposed, (await list.EntryAsync(id)).State);
    }

    [Fact]
    public async Task SamePhotographUnderTwoNames_NeedsAnAnswerOfItsOwn()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var first = await list.ProposeAsync("01");
        var second = await list.ProposeAsync("01");

        Says.RefusedBy("FORM", await list.DecideAsync(Given.Approver, first), "looks like R-00002");
        CompiledList.Done(await list.DecideAsync(Given.Approver, second, EntryVerdict.Returned, "The same photograph as R-00001."));
        CompiledList.Done(await list.DecideAsync(Given.Approver, first, reasons: "R-00002 carries this photograph by mistake and went back."));
    }

    [Fact]
    public async Task PhotographOfAMaskedFace_SaysSo_AndIsSignedOff_OnlyWithAReason()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var masked = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Faces", "Files", "mask-04.jpg"), Cancel);
        var said = await list.Get<CheckPhotograph>().RunAsync(Given.Compiler, masked, Cancel);
        Assert.Equal("Mouth visible", Assert.Single(said.Measures, m => !m.Met).Name);
        Assert.Equal("poor", PhotographQuality.Word(said.Measures));

        var id = Guid.CreateVersion7();
        CompiledList.Done(await list.TryProposeAsync(id, masked));

        Assert.Contains("The mouth is covered", Assert.Single((await list.Get<ReadEntry>().RunAsync(Given.Approver, id, Cancel)).Value!.Findings, f => f.RuleId == "R23").Sentence, StringComparison.Ordinal);
        Says.RefusedBy("FORM", await list.DecideAsync(Given.Approver, id), "The mouth is covered");
        CompiledList.Done(await list.DecideAsync(Given.Approver, id, reasons: "The court has no other photograph."));
    }

    [Fact]
    public async Task SignOff_TakenBack_WaitsAgain_UntilTheListIsSealed()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        CompiledList.Done(await list.DecideAsync(Given.Approver, id));

        CompiledList.Done(await list.Get<TakeBackEntryDecision>().RunAsync(Given.Approver, id, Cancel));
        Assert.Equal(EntryState.Proposed, (await list.EntryAsync(id)).State);
        Says.RefusedBy("STATE", await list.Get<TakeBackEntryDecision>().RunAsync(Given.Approver, id, Cancel), "is not yours");

        CompiledList.Done(await list.DecideAsync(Given.Approver, id));
        CompiledList.Done(await list.SealAsync());
        Says.RefusedBy("STATE", await list.Get<TakeBackEntryDecision>().RunAsync(Given.Approver, id, Cancel), "sealed");
        Assert.Equal(EntryState.Approved, (await list.EntryAsync(id)).State);
    }

    /// <summary>Compiling and signing off exclude each other within a deployment, whichever came first.</summary>
    [Fact]
    public async Task Approver_AndCompiler_OfOneList_AreTwoPeople()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var both = Given.Approver with { RoleNames = new HashSet<string>(StringComparer.Ordinal) { Shared.Identity.Roles.Compiler, Shared.Identity.Roles.WatchlistApprover } };
        var other = Given.OtherApprover with { RoleNames = both.RoleNames };
        var first = await list.ProposeAsync("01");
        var second = await list.ProposeAsync("02", compiler: other);

        Says.RefusedBy("R19", await list.DecideAsync(other, first), "compiled other entries of this list");
        CompiledList.Done(await list.DecideAsync(both, first));
        Says.RefusedBy("R19", await list.TryProposeAsync(Guid.CreateVersion7(), CompiledList.Portrait("03"), compiler: both), "signed entries of this list off and cannot compile for it");
        Says.RefusedBy("R19", await list.Get<ChangeEntry>().RunAsync(both, second, (await list.EntryAsync(second)).Details, null, null, Cancel), "signed entries of this list off");
    }

    [Fact]
    public async Task Child_IsSignedOff_OnlyByTwoPeople()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01", d => d with { AgeBand = AgeBand.Child13To17, ChildWelfareReason = "Missing for nine days, at risk of exploitation.", Response = PlannedResponse.Safeguard });

        CompiledList.Done(await list.DecideAsync(Given.Approver, id));
        var again = await list.DecideAsync(Given.Approver, id);
        var queueOfFirst = await list.Get<ReadSignOffQueue>().RunAsync(Given.Approver, list.DeploymentId, null, SignOffOrder.Reference, Cancel);
        var stateAfterOne = (await list.EntryAsync(id)).State;
        CompiledList.Done(await list.DecideAsync(Given.OtherApprover, id));

        Says.RefusedBy("R26", again);
        Assert.Equal(EntryState.Proposed, stateAfterOne);
        Assert.Equal((0, null), (queueOfFirst!.Waiting, queueOfFirst.Current));
        Assert.Equal(1, queueOfFirst.ForOthers);
        Assert.Equal(EntryState.Approved, (await list.EntryAsync(id)).State);
    }

    [Fact]
    public async Task Decision_AboutAnEntryThatWasChangedMeanwhile_IsRefused()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        var seen = (await list.EntryAsync(id)).Hash();

        CompiledList.Done(await list.Get<ChangeEntry>().RunAsync(Given.Compiler, id, (await list.EntryAsync(id)).Details with { LegalReference = "Warrant 2026/999" }, null, null, Cancel));
        var outcome = await list.DecideAsync(Given.Approver, id, hashSeen: seen);

        Says.RefusedBy("CONFLICT", outcome, "was changed while you were looking");
    }

    [Fact]
    public async Task Entry_ChangedByTwoCompilersWhoSawTheSame_KeepsTheFirst_AndTellsTheSecond()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        var seen = (await list.EntryAsync(id)).Revision;

        CompiledList.Done(await list.Get<ChangeEntry>().RunAsync(Given.Compiler, id, (await list.EntryAsync(id)).Details with { LegalReference = "Warrant 1" }, null, seen, Cancel));
        var second = await list.Get<ChangeEntry>().RunAsync(Given.Compiler, id, (await list.EntryAsync(id)).Details with { LegalReference = "Warrant 2" }, null, seen, Cancel);

        Assert.Contains($"{Given.Compiler.Name} changed this", second.Explanation, StringComparison.Ordinal);
        Assert.Equal("Warrant 1", (await list.EntryAsync(id)).Details.LegalReference);
    }

    [Fact]
    public async Task Approval_OfAnEntryThatIsChangedAfterwards_NoLongerCounts()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01", d => d with { AgeBand = AgeBand.Child13To17, ChildWelfareReason = "Missing.", Response = PlannedResponse.Safeguard });
        CompiledList.Done(await list.DecideAsync(Given.Approver, id));

        var changed = (await list.EntryAsync(id)).Details with { WhyHereAndNow = "Seen at the bus stop on Tuesday." };
        CompiledList.Done(await list.Get<ChangeEntry>().RunAsync(Given.Compiler, id, changed, CompiledList.Portrait("02"), null, Cancel));

        var entry = await list.EntryAsync(id);
        Assert.Empty(entry.CurrentApprovals);
        Assert.Single(entry.Decisions);
        Assert.Equal(2, await shared.App.InDatabaseAsync(db => db.Blobs.CountAsync(b => b.DeploymentId == list.DeploymentId, Cancel)));
    }

    [Fact]
    public async Task ReturnedEntry_ShowsWhatWasChangedSince_UntilTheListIsDestroyed()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        // Says why the approver looks, beyond the queue's own look at what waits.
        await list.RowsAsync();
        var never = (await list.Get<ReadEntry>().RunAsync(Given.Approver, id, Cancel)).Value!.Changes;
        CompiledList.Done(await list.DecideAsync(Given.Approver, id, EntryVerdict.Returned, "Which warrant?"));
        var withTheCompiler = (await list.Get<ReadEntry>().RunAsync(Given.Approver, id, Cancel)).Value!.Changes;
        var details = (await list.EntryAsync(id)).Details;
        CompiledList.Done(await list.Get<ChangeEntry>().RunAsync(Given.Compiler, id, details with { LegalReference = "Warrant 2026/999" }, CompiledList.Portrait("02"), null, Cancel));

        var changes = (await list.Get<ReadEntry>().RunAsync(Given.Approver, id, Cancel)).Value!.Changes;
        Assert.Null(never);
        Assert.Null(withTheCompiler);
        Assert.Equal([new EntryChange("Photograph", "another", "the one shown"), new EntryChange("Legal reference", details.LegalReference, "Warrant 2026/999")], changes);
        var entry = await list.EntryAsync(id);
        entry.Purge();
        Assert.Null(entry.ReturnedAs);

        // A slip that is taken back went nowhere.
        CompiledList.Done(await list.DecideAsync(Given.Approver, id, EntryVerdict.Returned, "No."));
        CompiledList.Done(await list.Get<TakeBackEntryDecision>().RunAsync(Given.Approver, id, Cancel));
        Assert.Null((await list.EntryAsync(id)).ReturnedAs);
    }

    [Fact]
    public async Task Seal_WhileAnEntryWaits_IsRefused_AndGivenOnceAllAreDecided()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var first = await list.ProposeAsync("01");
        var second = await list.ProposeAsync("02");
        CompiledList.Done(await list.DecideAsync(Given.Approver, first));

        var early = await list.SealAsync();
        CompiledList.Done(await list.DecideAsync(Given.Approver, second, EntryVerdict.Rejected, "The grounds are about somebody else."));
        CompiledList.Done(await list.SealAsync());

        Says.RefusedBy("FORM", early, "still waits");
        var view = await list.Get<ReadWatchlist>().RunAsync(Given.Approver, list.DeploymentId, Cancel);
        Assert.Equal(WatchlistState.Sealed, view!.State);
        Assert.Equal(1, view.Seal!.Size);
        Assert.Equal(new ListCounts(0, 0, 1, 1, 0, 0), view.Counts);
        Assert.Null((await list.RowsAsync("rejected")).Single(e => e.Id == second).PhotographVersion);
    }

    [Fact]
    public async Task Removal_FromASealedList_DestroysTheBiometrics_AndBreaksTheSeal()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var gone = await list.ProposeAsync("01");
        var stays = await list.ProposeAsync("02");
        CompiledList.Done(await list.DecideAsync(Given.Approver, gone));
        CompiledList.Done(await list.DecideAsync(Given.Approver, stays));
        CompiledList.Done(await list.SealAsync());

        CompiledList.Done(await list.Get<RemoveEntry>().RunAsync(Given.Compiler, gone, "The warrant was executed this morning.", Cancel));

        var watchlist = await list.ListAsync();
        Assert.Equal(WatchlistState.Compiling, watchlist.State);
        Assert.Contains("was removed", Assert.Single(watchlist.BrokenSeals).Reason, StringComparison.Ordinal);
        Assert.Equal(EntryState.Removed, (await list.EntryAsync(gone)).State);
        Assert.Equal(1, await shared.App.InDatabaseAsync(db => db.Blobs.CountAsync(b => b.DeploymentId == list.DeploymentId && b.Kind == BlobKind.WatchlistTemplate, Cancel)));
    }

    [Fact]
    public async Task ListedTwice_IsPointedOutAsALookalike_AndWordsThatRepeatAreNamed()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var first = await list.ProposeAsync("03", d => d with { Justification = "Robbed the shop at 12 High Street with a knife on 3 May." });
        var second = Guid.CreateVersion7();
        var otherView = File.ReadAllBytes(Path.Combine(TestData.Demo, "people", "03", "v4_smile.jpg"));
        Says.RefusedBy("FORM", await list.TryProposeAsync(second, otherView, d => d with { KnownSiblings = "Twin: R-00099" }), "R-00099, named as a sibling or twin, is not on this list.");
        CompiledList.Done(await list.TryProposeAsync(second, otherView, d => d with { KnownSiblings = "Twin: r-00001", Justification = "Robbed the shop at 12 High Street with a knife on 3 May." }));
        await list.ProposeAsync("09");

        var view = (await list.Get<ReadEntry>().RunAsync(Given.Approver, second, Cancel)).Value;

        Assert.True(view!.LooksTheSame);
        Assert.Equal(first, view.Nearest!.EntryId);
        Assert.Equal("R-00001", Assert.Single(view.SameWords).Reference);
        Assert.Contains(view.Findings, f => f is { RuleId: "R21", Blocks: true });
    }

    [Fact]
    public async Task Pace_IsTheApproversOwnMean()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var first = await list.ProposeAsync("01");
        await list.ProposeAsync("02");
        CompiledList.Done(await list.DecideAsync(Given.Approver, first));

        var mine = await list.Get<ReadSignOffQueue>().RunAsync(Given.Approver, list.DeploymentId, null, SignOffOrder.Reference, Cancel);
        var others = await list.Get<ReadSignOffQueue>().RunAsync(Given.OtherApprover, list.DeploymentId, null, SignOffOrder.Reference, Cancel);

        Assert.Equal(new SignOffPace(7, 1), mine!.Pace);
        Assert.Null(others!.Pace);
        Assert.Equal((1, 2), (mine.Decided, mine.All));
    }
}
