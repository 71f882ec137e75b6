using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Tests.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Records;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Records;

/// <summary>What is due is destroyed, by kind, once, whatever happens in between; and nothing else is.</summary>
public class RetentionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RetentionKind.Watchlist)]
    [InlineData(RetentionKind.FalseAlerts)]
    [InlineData(RetentionKind.ContextFrames)]
    [InlineData(RetentionKind.OtherAlerts)]
    public async Task Kind_IsKeptUntilItsOwnTimeAndNoLonger(RetentionKind kind)
    {
        await using var ended = await EndedRig.StartAsync();
        var due = Due(ended, kind);

        await ended.LookAsync(due - RetentionSchedule.Ahead - TimeSpan.FromSeconds(1));
        Assert.Contains(await ended.KeysAsync(), k => Belongs(k, kind));
        Assert.DoesNotContain(await ended.ReceiptsAsync(), r => r.Kind == kind);

        await ended.LookAsync(due - RetentionSchedule.Ahead);
        Assert.DoesNotContain(await ended.KeysAsync(), k => Belongs(k, kind));
        var receipts = (await ended.ReceiptsAsync()).Where(r => r.Kind == kind).ToArray();
        Assert.Equal(kind == RetentionKind.ContextFrames ? 2 : 1, receipts.Length);
        Assert.All(receipts, r => Assert.Equal((due, true, true), (r.Due, r.InTime, r.IsProven)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Receipt_SaysWhetherItWasInTime(int secondsAfterTheLast, bool inTime)
    {
        await using var ended = await EndedRig.StartAsync();

        await ended.LookAsync(Due(ended, RetentionKind.OtherAlerts).AddSeconds(secondsAfterTheLast));

        Assert.Empty(await ended.KeysAsync());
        var receipts = (await ended.ReceiptsAsync()).ToLookup(r => r.Kind);
        Assert.Equal(inTime, receipts[RetentionKind.OtherAlerts].Single().InTime);
        Assert.All(receipts[RetentionKind.Watchlist].Concat(receipts[RetentionKind.ContextFrames]), r => Assert.False(r.InTime));
    }

    [Fact]
    public async Task FalseAlert_FallingDue_TakesItsOwnKeyAndNobodyElses()
    {
        await using var ended = await EndedRig.StartAsync();

        await ended.LookAsync(ended.RaisedAt.AddHours(24));

        Assert.Equal([(KeyScope.Watchlist, Given.DeploymentId), (KeyScope.Alert, Given.Id(5002))], await ended.KeysAsync());
        Assert.Null((await PictureAsync(ended, 5001, AlertPicture.Probe)).Jpeg);
        Assert.NotNull((await PictureAsync(ended, 5002, AlertPicture.Probe)).Jpeg);
        Assert.Null((await PictureAsync(ended, 5002, AlertPicture.Context)).Jpeg);
        Assert.Equal((1, 1, 0), (await ended.BlobsAsync(BlobKind.AlertPicture), await ended.BlobsAsync(BlobKind.AlertTemplate), await ended.BlobsAsync(BlobKind.ContextFrame)));
    }

    [Fact]
    public async Task Watchlist_FallingDue_LeavesWhoWasListedAndWhoDecided()
    {
        await using var ended = await EndedRig.StartAsync();

        await ended.LookAsync(ended.EndedAt.AddHours(24));

        var entries = await ended.Rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().ToListAsync(Cancellation));
        Assert.All(entries, e => Assert.Equal((null, true, 1), (e.Photograph, e.Details.SubjectName.Length > 0, e.Decisions.Count)));
        // Why somebody was listed goes with the list; what a person wrote about another is nobody's any more.
        Assert.All(entries, e => Assert.Equal("", string.Concat(
            e.Details.Justification, e.Details.WhyHereAndNow, e.Details.Necessity, e.Details.Proportionality, e.Details.LawfulHolding, e.Details.ChildWelfareReason, e.Details.Vulnerability,
            e.Details.ResponsePlan, e.Details.KnownSiblings)));
        Assert.Equal(DeploymentState.Ended, (await ended.Rig.DeploymentAsync()).State);
    }

    [Fact]
    public async Task EverythingDue_IsDestroyedOnce_HoweverOftenLfrLooks()
    {
        await using var ended = await EndedRig.StartAsync();
        var end = ended.RaisedAt.AddDays(31);

        await ended.LookAsync(end);
        var first = await ended.ReceiptsAsync();
        await ended.LookAsync(end.AddMinutes(1));
        await ended.LookAsync(end.AddDays(1));

        Assert.Empty(await ended.KeysAsync());
        Assert.False(await ended.Rig.App.InDatabaseAsync(db => db.Blobs.AnyAsync(Cancellation)));
        Assert.Equal(5, first.Count);
        Assert.Equal(first.Select(r => (r.KeyId, r.At, r.LookedAt)).Order(), (await ended.ReceiptsAsync()).Select(r => (r.KeyId, r.At, r.LookedAt)).Order());
    }

    [Fact]
    public async Task CloseDownAndWatch_AtTheSameMoment_DestroyOnceAndBothSucceed()
    {
        await using var ended = await EndedRig.StartAsync();
        ended.Rig.Clock.AdjustTime(ended.EndedAt.AddHours(24));

        var closing = Task.Run(() => ended.Rig.Get<CloseDown>().RunAsync(Given.Planner, ended.Rig.DeploymentId, null, Cancellation), Cancellation);
        var watching = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ended.Rig.Get<RetentionWatch>().RunOnceAsync(Cancellation), Cancellation)));
        Given.Do(await closing);
        await watching;
        await ended.LookAsync(ended.EndedAt.AddHours(24).AddMinutes(1));

        Assert.Equal(DeploymentState.Debriefed, (await ended.Rig.DeploymentAsync()).State);
        var receipts = await ended.ReceiptsAsync();
        Assert.Equal(
            [RetentionKind.Watchlist, RetentionKind.FalseAlerts, RetentionKind.ContextFrames, RetentionKind.ContextFrames], receipts.Select(r => r.Kind).Order());
        Assert.All(receipts, r => Assert.True(r.IsProven));
        Assert.Equal(2, receipts.Single(r => r.Kind == RetentionKind.Watchlist).Destroyed["watchlist templates"]);
    }

    [Fact]
    public async Task Purge_CutOffBetweenDeletionAndReceipt_HasDeletedNothing_AndIsDoneTheNextTime()
    {
        await using var ended = await EndedRig.StartAsync();
        ended.Fault.Strike(new IOException("The machine went down."), times: 1);

        await ended.LookAsync(ended.EndedAt.AddHours(24));
        Assert.Equal(5, (await ended.KeysAsync()).Count);
        Assert.Equal(4, await ended.BlobsAsync(BlobKind.WatchlistPhotograph, BlobKind.WatchlistTemplate));
        Assert.Null((await ended.Rig.DeploymentAsync()).Purge);
        Assert.Contains(ended.Rig.App.Log, l => l.Contains("could not be destroyed", StringComparison.Ordinal));

        await ended.LookAsync(ended.EndedAt.AddHours(24).AddMinutes(1));
        Assert.Equal([(KeyScope.Alert, Given.Id(5002))], await ended.KeysAsync());
        Assert.All(await ended.ReceiptsAsync(), r => Assert.True(r.IsProven));
    }

    [Fact]
    public async Task Purge_RefusedBecauseTheDatabaseStaysBusy_IsSaidAndDoneTheNextTime()
    {
        await using var ended = await EndedRig.StartAsync();
        ended.Fault.Strike(new SqliteException("database is locked", 5), times: 5);

        await ended.LookAsync(ended.EndedAt.AddHours(24));
        Assert.Equal(5, (await ended.KeysAsync()).Count);
        Assert.Contains(ended.Rig.App.Log, l => l.Contains("were not destroyed", StringComparison.Ordinal));

        await ended.LookAsync(ended.EndedAt.AddHours(24).AddMinutes(1));
        Assert.Single(await ended.KeysAsync());
    }

    [Fact]
    public async Task Purge_WhileSomebodyWrites_Waits()
    {
        await using var ended = await EndedRig.StartAsync();
        var writer = await ended.HoldAsync("UPDATE Deployments SET Revision = Revision WHERE 1 = 0");
        var look = Task.Run(() => ended.LookAsync(ended.EndedAt.AddHours(24)), Cancellation);

        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancellation);
        Assert.False(look.IsCompleted);
        await ReleaseAsync(writer);
        await look;

        Assert.Single(await ended.KeysAsync());
    }

    [Fact]
    public async Task Log_ThatSomebodyStillReads_LeavesTheDeletionUnproven_UntilItIsEmpty()
    {
        await using var ended = await EndedRig.StartAsync();
        var reader = await ended.HoldAsync("SELECT COUNT(*) FROM BiometricBlobs");

        await ended.LookAsync(ended.EndedAt.AddHours(24));
        Assert.All(await ended.ReceiptsAsync(), r => Assert.Equal((null, false), (r.LookedAt, r.IsProven)));
        Assert.Contains(ended.Rig.App.Log, l => l.Contains("not proven yet", StringComparison.Ordinal));

        await ReleaseAsync(reader);
        await ended.LookAsync(ended.EndedAt.AddHours(24).AddMinutes(1));
        Assert.All(await ended.ReceiptsAsync(), r => Assert.True(r.IsProven));
    }

    [Fact]
    public async Task Row_FoundAfterItsDeletion_IsAnErrorAndIsDestroyedAgain()
    {
        await using var ended = await EndedRig.StartAsync();
        var reader = await ended.HoldAsync("SELECT COUNT(*) FROM BiometricBlobs");
        await ended.LookAsync(ended.EndedAt.AddHours(24));
        await ReleaseAsync(reader);
        var list = (await ended.ReceiptsAsync()).Single(r => r.Kind == RetentionKind.Watchlist);
        await PlantAsync(ended, list);

        await ended.LookAsync(ended.EndedAt.AddHours(25));
        var found = (await ended.ReceiptsAsync()).Single(r => r.KeyId == list.KeyId);
        Assert.Equal((1, false), (found.Remaining, found.IsProven));
        Assert.Contains(ended.Rig.App.Log, l => l.Contains("were found again", StringComparison.Ordinal));
        var statement = await ended.Rig.App.InDatabaseAsync(async db => await RetentionReader.ReadAsync(
            db, await db.Deployments.SingleAsync(Cancellation), Given.Uk.Retention, Cancellation));
        Assert.Equal(1, statement.Lines.Single(l => l.Kind == RetentionKind.Watchlist).Remaining);

        await ended.LookAsync(ended.EndedAt.AddHours(26));
        Assert.True((await ended.ReceiptsAsync()).Single(r => r.KeyId == list.KeyId).IsProven);
        Assert.Equal(0, await ended.BlobsAsync(BlobKind.WatchlistPhotograph, BlobKind.WatchlistTemplate));
    }

    [Fact]
    public async Task Receipts_AreInTheAuditLog()
    {
        await using var ended = await EndedRig.StartAsync();

        await ended.LookAsync(ended.EndedAt.AddHours(24));

        var sentences = await ended.Rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.ActorName == "Lfr").Select(e => e.Sentence).ToListAsync(Cancellation));
        Assert.Contains("Fell due and was destroyed: the list; pictures of alerts 1; frames of alerts 1, 2.", sentences);
        Assert.Contains("Looked for what was destroyed by 4 receipts: nothing is left.", sentences);
    }

    private static DateTimeOffset Due(EndedRig ended, RetentionKind kind) => kind switch
    {
        RetentionKind.Watchlist => ended.EndedAt.AddHours(24),
        RetentionKind.OtherAlerts => ended.RaisedAt.AddDays(31),
        _ => ended.RaisedAt.AddHours(24),
    };

    private static bool Belongs((KeyScope Scope, Guid Subject) key, RetentionKind kind) => kind switch
    {
        RetentionKind.Watchlist => key.Scope == KeyScope.Watchlist,
        RetentionKind.FalseAlerts => key == (KeyScope.Alert, Given.Id(5001)),
        RetentionKind.OtherAlerts => key == (KeyScope.Alert, Given.Id(5002)),
        _ => key.Scope == KeyScope.ContextFrame,
    };

    private static async Task<PictureAnswer> PictureAsync(EndedRig ended, int alert, AlertPicture kind)
    {
        Given.Do(await ended.Rig.Get<SayWhyYouLook>().RunAsync(Given.Operator, ended.Rig.DeploymentId, "A complaint about the answer came in.", Cancellation));
        return await ended.Rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Given.Id(alert), kind, Cancellation);
    }

    // What nobody should write: a photograph under a key that is gone.
    private static Task<int> PlantAsync(EndedRig ended, PurgeReceipt receipt) => ended.Rig.App.InDatabaseAsync(db =>
    {
        var key = BiometricKey.Keep(receipt.KeyId, receipt.DeploymentId, KeyScope.Watchlist, receipt.SubjectId, [], receipt.At);
        db.Blobs.Add(BiometricBlob.Keep(Given.Id(7001), key, BlobKind.WatchlistPhotograph, [1], receipt.At));
        return db.SaveChangesAsync(Cancellation);
    });

    private static async Task ReleaseAsync(System.Data.Common.DbTransaction transaction)
    {
        var connection = transaction.Connection!;
        await transaction.RollbackAsync(Cancellation);
        await connection.DisposeAsync();
    }
}
