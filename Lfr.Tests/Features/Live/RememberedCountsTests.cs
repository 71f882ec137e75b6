using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Settings;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>Somebody with the database file makes the published denominator what they like, while it is counted.</summary>
public sealed class RememberedCountsTests
{
    private static readonly Guid Counting = Given.Id(901);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Lowered, raised, deleted, and put in for a worker that never was.</summary>
    [Theory]
    [InlineData("UPDATE FaceCountings SET Current = replace(Current, '1000', '10')")]
    [InlineData("UPDATE FaceCountings SET Current = replace(Current, '1000', '100000')")]
    [InlineData("UPDATE FaceCountings SET Before = replace(Before, '\"facesCompared\":0', '\"facesCompared\":5000')")]
    [InlineData("DELETE FROM FaceCountings")]
    [InlineData("INSERT INTO FaceCountings SELECT LicenceId, '01A1F308-C280-7245-AF17-61511EFC6A02', CountingId, Before, Current FROM FaceCountings")]
    public async Task Counts_ChangedInTheDatabase_AreDoubted_InTheRoom_InTheCheck_AndAtTheCloseDown(string sql)
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await TakeAsync(rig, 1000);
        Assert.Null((await RoomAsync(rig)).CountsDoubted);
        Assert.DoesNotContain((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows, r => r.EndsWith(FaceCountStore.Altered, StringComparison.Ordinal));

        Assert.NotEqual(0, await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel)));

        var room = await RoomAsync(rig);
        Assert.Equal(FaceCountStore.Altered, room.CountsDoubted);
        Assert.Contains(LiveAlarm.Of(room, null, true, rig.Clock.GetUtcNow()), a => a.Sentence == FaceCountStore.Altered);
        // What is counted on top of it does not make it right.
        await TakeAsync(rig, 1001);
        Assert.Equal(FaceCountStore.Altered, (await RoomAsync(rig)).CountsDoubted);
        Assert.Contains((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows, r => r.EndsWith(FaceCountStore.Altered, StringComparison.Ordinal));

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Over.", Cancel));
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
        Assert.EndsWith(FaceCountStore.Altered, await ClosedAsync(rig), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_ThatNobodyTouched_AreNotDoubted_FromTheFirstReportToTheCloseDown()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Assert.Null((await RoomAsync(rig)).CountsDoubted);
        foreach (var faces in new[] { 10, 20, 20, 15 })
            await TakeAsync(rig, faces);

        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Over.", Cancel));
        Given.Do(await rig.Get<CloseDown>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));

        Assert.DoesNotContain("counted", await ClosedAsync(rig), StringComparison.Ordinal);
        Assert.Equal(20, (await rig.DeploymentAsync()).Runs[^1].Counters.FacesCompared);
    }

    /// <summary>An earlier count was right once, and is vouched for no longer.</summary>
    [Fact]
    public async Task EarlierCount_PutBack_IsDoubted()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        foreach (var faces in new[] { 100, 200, 300 })
            await TakeAsync(rig, faces);

        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE FaceCountings SET Current = replace(Current, '300', '100')", Cancel));

        Assert.Equal(FaceCountStore.Altered, (await RoomAsync(rig)).CountsDoubted);
    }

    /// <summary>The keys remember a report first. A program that ends before it is saved leaves the count before, and that is nobody's doing.</summary>
    [Fact]
    public async Task ProgramThatEnds_BetweenRememberingAndSaving_AccusesNobody()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await TakeAsync(rig, 100);
        var licence = (await rig.DeploymentAsync()).CurrentRun!.LicenceId;
        var before = await DigestAsync(rig, licence);

        rig.Get<RememberedCounts>().Remember(licence, before, "counts/1:never-saved");

        Assert.Null((await RoomAsync(rig)).CountsDoubted);
        await TakeAsync(rig, 200);
        Assert.Null((await RoomAsync(rig)).CountsDoubted);
    }

    /// <summary>Reports of two workers at once, and eyes on them meanwhile.</summary>
    [Fact]
    public async Task ReportsAtOnce_AccuseNobody()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        var rooms = Enumerable.Range(0, 5).Select(_ => Task.Run(() => RoomAsync(rig), Cancel)).ToArray();
        await Task.WhenAll(Enumerable.Range(1, 10).Select(n => Task.Run(() => TakeAsync(rig, n, Given.Id(910 + (n % 2))), Cancel)));

        Assert.All(await Task.WhenAll(rooms), r => Assert.Null(r.CountsDoubted));
        Assert.Null((await RoomAsync(rig)).CountsDoubted);
    }

    [Fact]
    public async Task DamagedFile_IsDoubted_AndAnotherLicencesFileIsNone()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await TakeAsync(rig, 100);
        var (remembered, licence) = (rig.Get<RememberedCounts>(), (await rig.DeploymentAsync()).CurrentRun!.LicenceId);
        var (file, other) = (FileOf(rig, licence), Given.Id(77));
        File.Copy(file, FileOf(rig, other));

        Assert.False(remembered.Find(other)!.Fits(await DigestAsync(rig, licence)));
        File.WriteAllText(file, "damaged");

        Assert.Equal(FaceCountStore.Altered, (await RoomAsync(rig)).CountsDoubted);
    }

    /// <summary>A licence from before counts were remembered cannot be judged; one that began since, without a file, has counted nothing.</summary>
    [Fact]
    public async Task Licence_WithoutAFile_IsJudged_OnlyWhereItBeganSince()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var (remembered, now) = (rig.Get<RememberedCounts>(), rig.Clock.GetUtcNow());

        Assert.Null(remembered.Find(Guid.CreateVersion7(now.AddDays(-1))));
        Assert.True(remembered.Find(Guid.CreateVersion7(now))!.Fits(RememberedCounts.DigestOf([])));
        Assert.False(remembered.Find(Guid.CreateVersion7(now.AddDays(1)))!.Fits("counts/1:put-in-by-hand"));
    }

    private static string FileOf(LiveRig rig, Guid licence) => Path.Combine(RememberedCounts.FolderOf(rig.Get<LfrPaths>()), licence.ToString("N"));

    private static Task<string> DigestAsync(LiveRig rig, Guid licence) =>
        rig.App.InDatabaseAsync(async db => RememberedCounts.DigestOf(await db.FaceCounts.AsNoTracking().Where(t => t.LicenceId == licence).ToListAsync(Cancel)));

    private static async Task<LiveRoom> RoomAsync(LiveRig rig) => (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancel))!;

    private static async Task TakeAsync(LiveRig rig, int faces, Guid? counting = null) =>
        await rig.Get<FaceCountStore>().TakeAsync((await rig.DeploymentAsync()).Runs[^1].LicenceId, rig.WorkerId, counting ?? Counting, new FaceCounts(faces, faces, 0, 0, 0), Cancel);

    private static Task<string> ClosedAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(CloseDown)).Select(e => e.Sentence).SingleAsync(Cancel));
}
