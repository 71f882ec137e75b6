using Lfr.Shared;
using Lfr.Shared.Alerts;
using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Identity;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Oversight;

/// <summary>Somebody with the database file changes a row. The audit log knows how the last command left it.</summary>
public sealed class EvidenceCheckTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is done to the database, and what is then said.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "UPDATE Deployments SET State = 'Ended'", "The deployment is not as event" },
        { "UPDATE Deployments SET Plan = replace(Plan, 'South Street', 'North Street')", "The deployment is not as event" },
        { "UPDATE Deployments SET Decisions = replace(Decisions, 'Necessary', 'Unnecessary')", "The deployment is not as event" },
        { "UPDATE Deployments SET Plan = replace(Plan, 'Olu Operator', 'Eve Operator')", "The deployment is not as event" },
        { "UPDATE Deployments SET Plan = replace(Plan, '2027-02-28', '2040-02-28')", "The deployment is not as event" },
        { "UPDATE Deployments SET Runs = replace(Runs, '\"gallerySize\":2', '\"gallerySize\":9')", "The deployment is not as event" },
        { "UPDATE Notices SET Versions = replace(Versions, '2026-06-0', '2026-05-0')", "The notice is not as event" },
        { "UPDATE Notices SET Versions = replace(Versions, 'Robberies', 'Burglaries')", "The notice is not as event" },
        { "UPDATE Watchlists SET Seal = replace(Seal, '\"size\":2', '\"size\":3')", "The list is not as event" },
        { "UPDATE WatchlistEntries SET Details = replace(Details, 'Person 1', 'Person 9') WHERE Reference = 'R-0001'", "Entry R-0001 is not as event" },
        { "UPDATE WatchlistEntries SET Decisions = replace(Decisions, 'Approver', 'Accomplice') WHERE Reference = 'R-0001'", "Entry R-0001 is not as event" },
        { "UPDATE WatchlistEntries SET Decisions = replace(Decisions, '\"lookedForSeconds\":12', '\"lookedForSeconds\":99') WHERE Reference = 'R-0001'", "Entry R-0001 is not as event" },
        { "UPDATE WatchlistEntries SET IsVulnerable = 1 WHERE Reference = 'R-0001'", "Entry R-0001 is not as event" },
        { "DELETE FROM WatchlistEntries WHERE Reference = 'R-0002'", "is gone." },
        { "UPDATE Alerts SET Result = 'ConfirmedTrue'", "Alert 1 is not as event" },
        { "UPDATE Alerts SET Evidence = replace(Evidence, '\"agreeingFrames\":5', '\"agreeingFrames\":9')", "Alert 1 is not as event" },
        { "UPDATE Alerts SET SecondsToAnswer = 1", "Alert 1 is not as event" },
        { "UPDATE Alerts SET Adjudications = replace(Adjudications, 'ears', 'nose')", "Alert 1 is not as event" },
        { "DELETE FROM Alerts", "is gone." },
        { "DELETE FROM AuditCovers WHERE Key LIKE 'Alert%'", "of the audit log was altered." },
        { "UPDATE AuditEvents SET Sentence = 'Nothing.' WHERE Action = 'AdjudicateAlert'", "of the audit log was altered." },
        { "UPDATE AuditEvents SET Done = 0 WHERE Action = 'AdjudicateAlert'", "of the audit log was altered." },
        { "UPDATE AuditEvents SET DeploymentId = NULL WHERE Action = 'AdjudicateAlert'", "The audit log does not hold together" },
        { "DELETE FROM AuditEvents WHERE Action = 'AdjudicateAlert'", "The audit log does not hold together" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Row_ChangedPastTheCommands_IsFound_AndNoFiguresAreMadeOfIt(string sql, string said)
    {
        await using var rig = await WithOneAnswerAsync();
        Assert.Empty(await FindAsync(rig));

        Assert.NotEqual(0, await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel)));

        Assert.Contains(await FindAsync(rig), found => found.Contains(said, StringComparison.Ordinal));
        Assert.NotEmpty((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows);
    }

    /// <summary>What somebody wrote into the database does not become what the next command left: the command works, stopping as well, and the check still finds it.</summary>
    [Theory]
    [InlineData("UPDATE Deployments SET Plan = replace(Plan, 'South Street', 'North Street')", "The deployment is not as event", nameof(StopRun))]
    [InlineData("UPDATE WatchlistEntries SET Details = replace(Details, 'Person 1', 'Person 9') WHERE Reference = 'R-0001'", "Entry R-0001 is not as event", nameof(SuspendEntry))]
    [InlineData("UPDATE Alerts SET Adjudications = replace(Adjudications, 'ears', 'nose')", "Alert 1 is not as event", nameof(CorrectAnswer))]
    public async Task Row_ChangedByHand_IsNotMadeRightByTheNextCommand(string sql, string said, string command)
    {
        await using var rig = await WithOneAnswerAsync();
        var alert = (await rig.App.InDatabaseAsync(db => db.Alerts.AsNoTracking().SingleAsync(Cancel))).Id;
        Assert.NotEqual(0, await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel)));

        Given.Do(command switch
        {
            nameof(StopRun) => await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancel),
            nameof(SuspendEntry) => await rig.Get<SuspendEntry>().RunAsync(LiveRig.Silver, Given.Id(301), EntryFate.Arrested, "Arrested in Ilford.", Cancel),
            _ => await rig.Get<CorrectAnswer>().RunAsync(Given.Operator, alert, Answer.Same, "The scar fits.", 1, Cancel),
        });

        Assert.Contains(await FindAsync(rig), found => found.StartsWith(said, StringComparison.Ordinal));
        var sentence = await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == command).Select(e => e.Sentence).SingleAsync(Cancel));
        Assert.EndsWith("was not as the audit log left it: this event does not vouch for it.", sentence, StringComparison.Ordinal);
    }

    /// <summary>What was put in by hand was left by no command: an alert that nobody raised would be counted.</summary>
    [Fact]
    public async Task RowPutInByHand_IsFound_WhereTheLogVouchedFromTheStart()
    {
        await using var rig = await LiveRig.StartAsync();
        var id = Given.Id(555);
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(Given.Planner, id, Given.GoodPlan(), Cancel));
        Assert.Empty(await rig.App.InDatabaseAsync(db => EvidenceCheck.FindAsync(db, id, LogWalk.Begin, Cancel)));

        await rig.App.InDatabaseAsync(async db =>
        {
            db.Watchlists.Add(Watchlist.Start(Given.Id(556), id));
            return await db.SaveChangesAsync(Cancel);
        });

        Assert.Equal("The list is in no event of the audit log.", Assert.Single(await rig.App.InDatabaseAsync(db => EvidenceCheck.FindAsync(db, id, LogWalk.Begin, Cancel))));
    }

    /// <summary>Without its first event nobody could say that the log vouched for everything from the start.</summary>
    [Fact]
    public async Task EventThatBeganADeployment_TakenOut_IsMissed()
    {
        await using var rig = await LiveRig.StartAsync();
        var (earlier, id) = (Given.Id(554), Given.Id(555));
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(Given.Planner, earlier, Given.GoodPlan(), Cancel));
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(Given.Planner, id, Given.GoodPlan(), Cancel));
        var revision = await rig.App.InDatabaseAsync(db => db.Deployments.Where(d => d.Id == id).Select(d => d.Revision).SingleAsync(Cancel));
        Given.Do(await rig.Get<ChangePlan>().RunAsync(Given.Planner, id, Given.GoodPlan() with { Name = "Another name" }, revision, Cancel));
        Assert.Empty(await rig.App.InDatabaseAsync(db => EvidenceCheck.FindAsync(db, id, LogWalk.Begin, Cancel)));

        await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.DeploymentId == id && e.Action == nameof(DraftDeployment)).ExecuteDeleteAsync(Cancel));

        var found = await rig.App.InDatabaseAsync(db => EvidenceCheck.FindAsync(db, id, LogWalk.Begin, Cancel));
        Assert.Contains("The event that began this deployment is not in the audit log any more.", found);
        Assert.Contains(found, f => f.StartsWith("The audit log does not hold together at event", StringComparison.Ordinal));
    }

    /// <summary>A licence is good until its window ends. Whoever puts the rows of a run back that was stopped, or paused, has nothing compared all the same, and no list leaves Lfr.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunPutBackInTheDatabase_HasNoLease_AndNoList(bool stopped)
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var grants = rig.Get<LicenceGrants>();
        var licence = Assert.Single((await rig.DeploymentAsync()).Runs).LicenceId;
        Assert.Equal(LeaseState.Running, (await grants.LeaseAsync(rig.WorkerId, Cancel)).State);
        var before = await rig.App.InDatabaseAsync(db => db.Database.SqlQueryRaw<string>("SELECT State || '|' || Runs AS Value FROM Deployments").SingleAsync(Cancel));
        Given.Do(stopped
            ? await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancel)
            : await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancel));
        Assert.Equal(stopped ? LeaseState.None : LeaseState.Paused, (await grants.LeaseAsync(rig.WorkerId, Cancel)).State);

        var (state, runs) = (before[..before.IndexOf('|', StringComparison.Ordinal)], before[(before.IndexOf('|', StringComparison.Ordinal) + 1)..]);
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE Deployments SET State = {0}, Runs = {1}; UPDATE WorkerAssignments SET EndedAt = NULL", state, runs));

        var lease = await grants.LeaseAsync(rig.WorkerId, Cancel);
        Assert.Equal((LeaseState.None, (Guid?)null), (lease.State, lease.LicenceId));
        Assert.Contains("not as the audit log left it", lease.Reason, StringComparison.Ordinal);
        Assert.Empty(await grants.ForAsync(rig.WorkerId, Cancel));
        Assert.Null(await grants.GalleryAsync(licence, rig.WorkerId, Cancel));
    }

    /// <summary>A deployment that no command began: put in by hand with all that belongs to it, or with its events made another's.</summary>
    [Theory]
    [InlineData("DELETE FROM AuditEvents WHERE Action = 'DraftDeployment' AND Number = (SELECT MAX(Number) FROM AuditEvents)")]
    [InlineData("UPDATE AuditEvents SET DeploymentId = '11111111-2222-4333-8444-555555555555' WHERE Action = 'DraftDeployment'")]
    public async Task DeploymentThatNoEventTellsOf_IsFound_AndDoesNotRun(string sql)
    {
        await using var rig = await LiveRig.StartAsync(accounts: true);
        Assert.Empty(await FindAsync(rig));

        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel)));

        Assert.Equal("The deployment is in no event of the audit log.", Assert.Single(await FindAsync(rig)));
        Says.RefusedBy("LOG", await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel), "The deployment is in no event of the audit log.");
    }

    /// <summary>
    /// Who may do what was given long before the deployment. Whoever takes out of those events what they vouch for gives themselves a role of which nothing is known; and at the next start the log
    /// would vouch for it, as if nobody had been vouched for before.
    /// </summary>
    [Fact]
    public async Task LogThatVouchesForNobodyAnyMore_RunsNothing_AndVouchesForNobodyAgain()
    {
        await using var rig = await LiveRig.StartAsync(accounts: true);
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(
            "DELETE FROM AuditCovers; UPDATE AuditEvents SET Covers = ''; UPDATE AspNetUsers SET Rank = 'Superintendent' WHERE Email = 'operator@demo.lfr'", Cancel));

        Says.RefusedBy("LOG", await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel), "The audit log does not hold together at event");
        await rig.Get<VouchForPeople>().RunAsync(Cancel);
        Assert.False(await rig.App.InDatabaseAsync(db => db.AuditCovers.AnyAsync(Cancel)));
    }

    /// <summary>The keys remember how far the log had come: what was cut off its end is missed by whoever checks, and nothing goes live.</summary>
    [Fact]
    public async Task LinesCutFromTheEndOfTheLog_AreMissed_AndNothingRuns()
    {
        await using var rig = await LiveRig.StartAsync();
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(Given.Planner, Given.Id(555), Given.GoodPlan(), Cancel));
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(Given.Planner, Given.Id(556), Given.GoodPlan(), Cancel));
        await rig.Get<HeadKeeper>().RememberAsync(Cancel);
        Assert.DoesNotContain((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows, r => r.Contains("cut", StringComparison.Ordinal));

        await rig.App.InDatabaseAsync(async db => await db.AuditEvents.Where(e => e.DeploymentId == Given.Id(556)).ExecuteDeleteAsync(Cancel)
            + await db.Deployments.Where(d => d.Id == Given.Id(556)).ExecuteDeleteAsync(Cancel));

        Assert.Contains((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows, r => r.StartsWith("Lines were cut from the end of the audit log", StringComparison.Ordinal));
        Says.RefusedBy("LOG", await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel), "Lines were cut");
    }

    /// <summary>What was vouched for before the form had everything in it is judged by what it had.</summary>
    [Fact]
    public async Task RowUnderTheFirstForm_IsJudgedByIt()
    {
        await using var rig = await WithOneAnswerAsync();
        var deployment = await rig.DeploymentAsync();
        var first = Evidence.HashLike("deployment-row/1:", deployment);
        var cover = await rig.App.InDatabaseAsync(db => db.AuditCovers.AsNoTracking().Where(c => c.Key == Evidence.KeyOf(deployment)).OrderByDescending(c => c.Number).FirstAsync(Cancel));
        await rig.App.InDatabaseAsync(db => db.AuditCovers.Where(c => c.Number == cover.Number && c.Key == cover.Key).ExecuteUpdateAsync(c => c.SetProperty(x => x.Hash, first), Cancel));

        // The event was altered by hand here, and says so; the row itself is as that form left it.
        Assert.DoesNotContain(await FindAsync(rig), f => f.StartsWith("The deployment is not as event", StringComparison.Ordinal));
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Deployments SET State = 'Ended'", Cancel));
        Assert.Contains(await FindAsync(rig), f => f.StartsWith("The deployment is not as event", StringComparison.Ordinal));
    }

    /// <summary>An accusation must not come of somebody working while somebody else checks.</summary>
    [Fact]
    public async Task CommandsWhileTheLogIsChecked_AreNoChangeByHand()
    {
        await using var rig = await LiveRig.StartAsync();
        await TouchAllAsync(rig);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var work = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                    Given.Do(await rig.Get<LfrTransaction>().RunAsync(new Touch(), Actor.System, async (context, cancel) =>
                    {
                        context.About(rig.DeploymentId, "Plan");
                        var deployment = await context.Db.Deployments.SingleAsync(d => d.Id == rig.DeploymentId, cancel);
                        context.Db.Entry(deployment).Property(d => d.HistoricalSource).CurrentValue = $"{deployment.Revision}";
                        return Outcome.Done;
                    }, Cancel));
            },
            Cancel);

        for (var i = 0; i < 6; i++)
            Assert.Empty((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows);

        await enough.CancelAsync();
        await work;
    }

    [Fact]
    public async Task ListChangedByHand_DoesNotRun()
    {
        await using var rig = await LiveRig.StartAsync();
        await TouchAllAsync(rig);
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Deployments SET Decisions = replace(Decisions, 'Necessary', 'Unnecessary')", Cancel));

        var outcome = await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel);

        Says.RefusedBy("LOG", outcome, "The deployment is not as event");
        Assert.Null((await rig.DeploymentAsync()).CurrentRun);
    }

    /// <summary>A pack is a file: a line taken out of it must not let a changed row run.</summary>
    [Fact]
    public async Task ListChangedByHand_DoesNotRun_UnderAPolicyThatLeavesTheRuleOut()
    {
        await using var rig = await LiveRig.StartAsync();
        var lenient = Given.Uk with { Rules = Given.Uk.Rules.Where(r => r.Key != "LOG").ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal) };

        var (outcome, minted) = await rig.App.InDatabaseAsync(async db =>
        {
            var work = new CommandContext(db, Given.Operator, rig.Clock.GetUtcNow());
            var dossier = await rig.Get<DossierReader>().ReadAsync(db, rig.DeploymentId, work.Now, Given.Operator, Cancel);
            return await rig.Get<LicenceMint>().MintAsync(work, dossier! with { Policy = lenient, Discrepancies = ["Entry R-0001 was changed."] }, Given.Operator, Cancel);
        });

        Says.RefusedBy("LOG", outcome, "Entry R-0001 was changed.");
        Assert.Null(minted);
    }

    [Fact]
    public async Task AlertChangedByHand_IsNotPublished()
    {
        await using var ended = await Records.EndedRig.StartAsync();
        Given.Do(await ended.Rig.Get<CloseDown>().RunAsync(Given.Planner, ended.Rig.DeploymentId, null, Cancel));
        Given.Do(await ended.Rig.Get<EditRecord>().RunAsync(Given.Planner, ended.Rig.DeploymentId, Given.Id(77), new RecordText("What happened.", "", null), null, Cancel));
        await ended.RunSqlAsync("UPDATE Alerts SET Result = 'ConfirmedTrue' WHERE Sequence = 1");

        var outcome = await ended.Rig.Get<PublishRecord>().RunAsync(Given.Officer, ended.Rig.DeploymentId, null, Cancel);

        Says.RefusedBy("STATE", outcome, "The figures cannot be trusted: Alert 1 is not as event");
    }

    private static async Task<LiveRig> WithOneAnswerAsync()
    {
        var rig = await LiveRig.StartLiveAsync();
        Assert.True((await rig.RaiseAsync()).Accepted);
        var alert = (await rig.App.InDatabaseAsync(db => db.Alerts.AsNoTracking().SingleAsync(Cancel))).Id;
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, alert, Answer.NotSame, "Different ears.", rig.Clock.GetUtcNow(), Cancel));
        await TouchAllAsync(rig);
        return rig;
    }

    private static Task<IReadOnlyList<string>> FindAsync(LiveRig rig) => rig.App.InDatabaseAsync(db => EvidenceCheck.FindAsync(db, rig.DeploymentId, LogWalk.Begin, Cancel));

    // The rig puts its rows into the database without commands; this stands for the commands that would have.
    private static async Task TouchAllAsync(LiveRig rig) => Given.Do(await rig.Get<LfrTransaction>().RunAsync(new Touch(), Actor.System, async (context, cancel) =>
    {
        context.About(rig.DeploymentId, "Everything");
        foreach (var row in (IEnumerable<IAggregate>)[
            await context.Db.Deployments.SingleAsync(d => d.Id == rig.DeploymentId, cancel), .. await context.Db.Notices.ToListAsync(cancel), .. await context.Db.Watchlists.ToListAsync(cancel),
            .. await context.Db.Entries.ToListAsync(cancel)])
            context.Db.Entry(row).State = EntityState.Modified;
        return Outcome.Done;
    }, Cancel));

    private sealed class Touch;
}
