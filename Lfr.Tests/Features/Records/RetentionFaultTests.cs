using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Records;
using Lfr.Web.Features.Records.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Records;

/// <summary>What retention does when a date, an alert, a pack, a row, a key, the disk or the clock is not where it should be. Nothing is kept for ever.</summary>
public class RetentionFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deployment_PostponedWithoutADate_LosesItsListAfterATimeOfItsOwn()
    {
        await using var rig = await LiveRig.StartAsync();
        await EndedRig.StopWatchesAsync(rig);
        Given.Do(await rig.Get<PostponeDeployment>().RunAsync(Given.Planner, rig.DeploymentId, "Snow.", null, Cancellation));
        var due = rig.Clock.GetUtcNow().AddDays(31);

        await LookAsync(rig, due - RetentionSchedule.Ahead - TimeSpan.FromSeconds(1));
        Assert.Equal(4, await rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(Cancellation)));

        await LookAsync(rig, due - RetentionSchedule.Ahead);
        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(Cancellation)));
        var receipt = await rig.App.InDatabaseAsync(db => db.PurgeReceipts.SingleAsync(Cancellation));
        Assert.Equal((RetentionKind.Watchlist, due, true, true), (receipt.Kind, receipt.Due, receipt.InTime, receipt.IsProven));
    }

    [Fact]
    public async Task Run_ThatNobodyCouldEnd_LosesItsListAllTheSame()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await EndedRig.StopWatchesAsync(rig);
        var due = (await rig.DeploymentAsync()).Ends!.Value.AddHours(24);

        await LookAsync(rig, due);

        Assert.NotNull((await rig.DeploymentAsync()).CurrentRun);
        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Deployment_WhosePackIsMissing_IsKeptAsThePackInForceSays_AndTheLogSaysSo()
    {
        await using var ended = await EndedRig.StartAsync();
        await ended.RunSqlAsync("UPDATE Deployments SET PolicyId = 'taken-away.1'");

        await ended.LookAsync(ended.EndedAt.AddHours(24));

        Assert.Equal([(KeyScope.Alert, Given.Id(5002))], await ended.KeysAsync());
        Assert.Contains(await SentencesAsync(ended), s => s.Contains("Its policy pack is missing; the pack in force today said when.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pictures_WhoseAlertIsMissing_FallDueToo()
    {
        await using var ended = await EndedRig.StartAsync();
        await ended.RunSqlAsync("DELETE FROM Alerts");

        await ended.LookAsync(ended.RaisedAt.AddHours(24) - RetentionSchedule.Ahead);

        Assert.Equal([(KeyScope.Watchlist, Given.DeploymentId)], await ended.KeysAsync());
        Assert.Contains("Fell due and was destroyed: pictures whose alert is missing.", await SentencesAsync(ended));
    }

    [Fact]
    public async Task WhatBelongsToNothing_IsDestroyedAtOnce()
    {
        await using var ended = await EndedRig.StartAsync();
        await ended.RunSqlAsync("DELETE FROM BiometricKeys WHERE Scope = 'ContextFrame'; UPDATE BiometricKeys SET DeploymentId = Id WHERE Scope = 'Watchlist'");
        var wrapped = await ended.Rig.App.InDatabaseAsync(db => db.BiometricKeys.Where(k => k.Scope == KeyScope.Watchlist).Select(k => k.Wrapped).SingleAsync(Cancellation));
        var items = await ended.Rig.App.InDatabaseAsync(db => db.Blobs.Where(b => b.Kind == BlobKind.ContextFrame || b.Kind == BlobKind.WatchlistTemplate).Select(b => b.Sealed).ToListAsync(Cancellation));

        await ended.LookAsync(ended.EndedAt.AddMinutes(1));

        Assert.Equal([(KeyScope.Alert, Given.Id(5001)), (KeyScope.Alert, Given.Id(5002))], await ended.KeysAsync());
        Assert.Equal((0, 0, 2), (await ended.BlobsAsync(BlobKind.ContextFrame), await ended.BlobsAsync(BlobKind.WatchlistTemplate), await ended.BlobsAsync(BlobKind.AlertPicture)));
        Assert.Contains("Destroyed what belonged to nothing: 1 key without a deployment, 6 pictures and templates without a key.", await SentencesAsync(ended));
        // As everything else that is destroyed: with receipts, out of the log, and looked for.
        Assert.Equal([(2, true, true), (4, true, true)], (await ended.ReceiptsAsync()).Where(r => r.Kind == RetentionKind.Strays).Select(r => (r.Destroyed.Values.Sum(), r.IsProven, r.InTime)).Order());
        Assert.All([wrapped, .. items], bytes => Assert.Empty(DatabaseFiles.With(ended.Rig.App, bytes)));

        var events = (await SentencesAsync(ended)).Count;
        await ended.LookAsync(ended.EndedAt.AddMinutes(2));
        Assert.Equal(events, (await SentencesAsync(ended)).Count);
    }

    [Fact]
    public async Task Row_ThatComesBackAfterItsDeletionWasProven_IsFoundAndDestroyedAgain()
    {
        await using var ended = await EndedRig.StartAsync();
        await ended.RunSqlAsync("CREATE TABLE Backup AS SELECT * FROM BiometricBlobs");
        await ended.LookAsync(ended.EndedAt.AddHours(24));
        Assert.All(await ended.ReceiptsAsync(), r => Assert.True(r.IsProven));
        await ended.RunSqlAsync("INSERT INTO BiometricBlobs SELECT * FROM Backup WHERE Kind = 'WatchlistPhotograph'; DROP TABLE Backup");

        await ended.LookAsync(ended.EndedAt.AddHours(25));
        Assert.Equal(2, (await ended.ReceiptsAsync()).Single(r => r.Kind == RetentionKind.Watchlist).Remaining);

        await ended.LookAsync(ended.EndedAt.AddHours(26));
        Assert.True((await ended.ReceiptsAsync()).Single(r => r.Kind == RetentionKind.Watchlist).IsProven);
        Assert.Equal(0, await ended.BlobsAsync(BlobKind.WatchlistPhotograph));
    }

    [Fact]
    public async Task Rows_GoneWhileTheirKeyIsThere_LeaveAReceiptThatSaysNothingWasThere()
    {
        await using var ended = await EndedRig.StartAsync();
        await ended.RunSqlAsync("DELETE FROM BiometricBlobs");

        await ended.LookAsync(ended.RaisedAt.AddDays(31));

        Assert.Empty(await ended.KeysAsync());
        Assert.All(await ended.ReceiptsAsync(), r => Assert.Equal((0, true), (r.Destroyed.Count, r.IsProven)));
    }

    [Fact]
    public async Task Program_KilledBetweenTheDeletionAndTheLook_LooksAtItsNextStart()
    {
        await using var ended = await EndedRig.StartAsync();
        ended.Rig.Clock.AdjustTime(ended.EndedAt.AddHours(24));
        Given.Do(await ended.Rig.Get<PurgeDue>().RunAsync(ended.Rig.DeploymentId, Cancellation));
        Assert.All(await ended.ReceiptsAsync(), r => Assert.Equal((null, false), (r.Remaining, r.IsProven)));

        await ended.LookAsync(ended.EndedAt.AddHours(30));

        Assert.All(await ended.ReceiptsAsync(), r => Assert.Equal((true, ended.EndedAt.AddHours(30)), (r.IsProven, r.LookedAt!.Value)));
    }

    [Fact]
    public async Task Purge_OnAFullDisk_HasDeletedNothing_AndIsDoneTheNextTime()
    {
        await using var ended = await EndedRig.StartAsync();
        ended.Fault.Strike(new SqliteException("database or disk is full", 13), times: 1);

        await ended.LookAsync(ended.EndedAt.AddHours(24));
        Assert.Equal((5, 0), ((await ended.KeysAsync()).Count, (await ended.ReceiptsAsync()).Count));
        Assert.Equal(10, await ended.BlobsAsync(Enum.GetValues<BlobKind>()));

        await ended.LookAsync(ended.EndedAt.AddHours(24).AddMinutes(1));
        Assert.Equal([(KeyScope.Alert, Given.Id(5002))], await ended.KeysAsync());
    }

    [Fact]
    public async Task Purges_AtTheSameMoment_WriteOneReceiptForEachKey()
    {
        await using var ended = await EndedRig.StartAsync();
        ended.Rig.Clock.AdjustTime(ended.RaisedAt.AddDays(31));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ended.Rig.Get<PurgeDue>().RunAsync(ended.Rig.DeploymentId, Cancellation), Cancellation)));

        Assert.All(outcomes, o => Assert.True(o.Succeeded, o.Explanation));
        Assert.Equal(5, (await ended.ReceiptsAsync()).Count);
        Assert.Equal(3, (await SentencesAsync(ended)).Count(s => s.StartsWith("Nothing was due any more", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Clock_SetBack_BringsNothingBack_DestroysNothingEarly_AndHoldsNothingUpOnceItIsRight()
    {
        await using var ended = await EndedRig.StartAsync();
        await ended.LookAsync(ended.EndedAt.AddHours(24));
        var receipts = await ended.ReceiptsAsync();

        await ended.LookAsync(ended.EndedAt.AddDays(-300));
        Assert.Equal([(KeyScope.Alert, Given.Id(5002))], await ended.KeysAsync());
        Assert.Equal(receipts.Select(r => (r.KeyId, r.At)).Order(), (await ended.ReceiptsAsync()).Select(r => (r.KeyId, r.At)).Order());

        await ended.LookAsync(ended.RaisedAt.AddDays(31));
        Assert.Empty(await ended.KeysAsync());
        Assert.All(await ended.ReceiptsAsync(), r => Assert.Equal((true, true), (r.InTime || r.Kind != RetentionKind.OtherAlerts, r.IsProven)));
    }

    [Fact]
    public async Task FalseAlert_CorrectedToTheSamePersonBeforeItIsDue_IsKeptAsSuch_AndCorrectedBackIsDueSoon()
    {
        await using var ended = await EndedRig.StartAsync();
        ended.Rig.Clock.AdjustTime(ended.RaisedAt.AddHours(23));
        Given.Do(await CorrectAsync(ended, Given.Engagement, Answer.Same, seen: 1));

        await ended.LookAsync(ended.RaisedAt.AddHours(24));
        Assert.Contains((KeyScope.Alert, Given.Id(5001)), await ended.KeysAsync());

        Given.Do(await CorrectAsync(ended, Given.Operator, Answer.NotSame, seen: 2));
        Given.Do(await DecideAsync(ended, Answer.NotSame));
        await ended.LookAsync(ended.RaisedAt.AddHours(24).AddMinutes(2));
        Assert.Contains((KeyScope.Alert, Given.Id(5001)), await ended.KeysAsync());
        await ended.LookAsync(ended.RaisedAt.AddHours(24).AddMinutes(5));
        Assert.DoesNotContain((KeyScope.Alert, Given.Id(5001)), await ended.KeysAsync());
        Assert.True((await ended.ReceiptsAsync()).Single(r => r.SubjectId == Given.Id(5001) && r.Kind == RetentionKind.FalseAlerts).InTime);
    }

    [Fact]
    public async Task FalseAlert_CorrectedAfterItsPicturesAreGone_StaysWithoutPictures()
    {
        await using var ended = await EndedRig.StartAsync();
        await ended.LookAsync(ended.RaisedAt.AddHours(24));

        Given.Do(await CorrectAsync(ended, Given.Engagement, Answer.Same, seen: 1));

        await ended.LookAsync(ended.RaisedAt.AddHours(25));
        Assert.Single(await ended.ReceiptsAsync(), r => r.SubjectId == Given.Id(5001) && r.Kind != RetentionKind.ContextFrames);
        Assert.Null((await ended.Rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Given.Id(5001), AlertPicture.Probe, Cancellation)).Jpeg);
    }

    [Fact]
    public async Task Lateness_OfEachKind_IsMeasuredOnce()
    {
        await using var ended = await EndedRig.StartAsync();
        using var measurements = new Measurements();
        const int Late = 4321;

        await ended.LookAsync(ended.RaisedAt.AddDays(31).AddSeconds(Late));
        await ended.LookAsync(ended.RaisedAt.AddDays(31).AddSeconds(Late + 60));

        Assert.Single(measurements.Of("lfr.purge.lateness"), m => m.Value == Late && m.Tags == "lfr.kind=OtherAlerts");
        var day = TimeSpan.FromDays(30).TotalSeconds + Late;
        Assert.Single(measurements.Of("lfr.purge.lateness"), m => m.Value == day && m.Tags == "lfr.kind=FalseAlerts");
        Assert.Equal(2, measurements.Of("lfr.purge.lateness").Count(m => m.Value == day && m.Tags == "lfr.kind=ContextFrames"));
    }

    /// <summary>Nothing is read that is sealed: a list of thousands is destroyed without a picture of it in memory.</summary>
    [Fact]
    public async Task Purge_ReadsNoPicture()
    {
        var reads = new ReadCounter();
        await using var ended = await EndedRig.StartAsync(reads);
        reads.Reset();

        await ended.LookAsync(ended.RaisedAt.AddDays(31));

        Assert.Empty(await ended.KeysAsync());
        Assert.Equal((0, true), (reads.Of<BiometricBlob>(), reads.Of<BiometricKey>() > 0));
    }

    /// <summary>To be looked at by hand: what a full list costs.</summary>
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task Purge_OfALargeList_TakesLittleMemory()
    {
        await using var ended = await EndedRig.StartAsync();
        await ended.RunSqlAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 16000)
            INSERT INTO BiometricBlobs (Id, DeploymentId, KeyId, Kind, Sealed, StoredAt)
            SELECT printf('%08X-0000-4000-8000-%012X', n.i, k.i), b.DeploymentId, b.KeyId, CASE k.i WHEN 1 THEN 'WatchlistPhotograph' ELSE 'WatchlistTemplate' END, randomblob(CASE k.i WHEN 1 THEN 20000 ELSE 2076 END), b.StoredAt
            FROM n, (SELECT 1 AS i UNION SELECT 2) k, (SELECT * FROM BiometricBlobs WHERE Kind = 'WatchlistTemplate' LIMIT 1) b
            """);
        var names = await ended.Rig.App.InDatabaseAsync(db => db.Database.SqlQueryRaw<string>(
            "SELECT name FROM pragma_table_info('WatchlistEntries') WHERE name NOT IN ('Id', 'Reference')").ToListAsync(Cancellation));
        var columns = string.Join(", ", names);
        await ended.RunSqlAsync(
            $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 16000) INSERT INTO WatchlistEntries (Id, Reference, {columns}) "
            + $"SELECT printf('%08X-0000-4000-9000-000000000000', i), 'X-' || i, {columns} FROM n, (SELECT * FROM WatchlistEntries LIMIT 1)");
        GC.Collect();
        var (before, watch) = (GC.GetTotalAllocatedBytes(), System.Diagnostics.Stopwatch.StartNew());

        await ended.LookAsync(ended.EndedAt.AddHours(24));

        TestContext.Current.SendDiagnosticMessage($"{watch.Elapsed.TotalSeconds:0.0} s, {(GC.GetTotalAllocatedBytes() - before) / 1e6:0} MB allocated");
        Assert.Equal(16_002, (await ended.ReceiptsAsync()).Single(r => r.Kind == RetentionKind.Watchlist).Destroyed["watchlist photographs"]);
    }

    private static Actor Third { get; } = Given.Person(19, "Tia Third", Rank.Constable, Roles.Operator);

    private static async Task LookAsync(LiveRig rig, DateTimeOffset at)
    {
        rig.Clock.AdjustTime(at);
        await rig.Get<RetentionWatch>().RunOnceAsync(Cancellation);
    }

    private static Task<Outcome> CorrectAsync(EndedRig ended, Actor by, Answer answer, int seen) =>
        ended.Rig.Get<CorrectAnswer>().RunAsync(by, Given.Id(5001), answer, "Looked again.", seen, Cancellation);

    private static Task<Outcome> DecideAsync(EndedRig ended, Answer answer) =>
        ended.Rig.Get<DecideAnswer>().RunAsync(Third, Given.Id(5001), answer, "Both pictures again.", 3, scoreShown: false, Cancellation);

    private static Task<List<string>> SentencesAsync(EndedRig ended) =>
        ended.Rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.ActorName == "Lfr").Select(e => e.Sentence).ToListAsync(Cancellation));
}
