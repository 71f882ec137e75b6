using System.Data.Common;
using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Oversight.Commands;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>Nobody sees a listed person, a photograph or an alert before the audit log says who saw what, and why.</summary>
public class LookGateTests
{
    private static readonly EntryFilter Everybody = EntryFilter.From(null, null, null, null);
    private static readonly Guid Alert = Given.Id(5001);
    private static readonly Actor AnotherOperator = Given.Person(71, "Ona Other", Rank.Constable, Roles.Operator);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PageOfAList_IsOneLine_ThatNamesRowsDeploymentAndReason()
    {
        await using var rig = await OpenListAsync();

        Assert.Equal(2, (await RowsAsync(rig, Given.Compiler)).Rows.Count);

        var line = Assert.Single(await LooksAsync(rig));
        Assert.Equal(
            ("ReadEntries", Given.Compiler.UserId, (Guid?)rig.DeploymentId, "Looked at names and small photographs on the list: R-0001 and R-0002. Why: compiles the list."),
            (line.Action, line.ActorId, line.DeploymentId, line.Sentence));
        Assert.Equal([Given.Id(301), Given.Id(302)], await SeenInAsync(rig, line.Number));
    }

    [Fact]
    public async Task Look_DoneTwice_IsOneLine_AndAnotherAfterFiveMinutes()
    {
        await using var rig = await OpenListAsync();

        await RowsAsync(rig, Given.Compiler);
        await RowsAsync(rig, Given.Compiler);
        // The small photographs are on the page that was looked at.
        var small = new Look(LookKind.NamesAndPhotographs, rig.DeploymentId, [new LookedAt(Given.Id(301), Given.Id(301), "R-0001")]);
        Given.Do(await rig.Get<LookGate>().AskAsync(rig.Get<LookAtPhotograph>(), Given.Compiler, small, Cancel));
        Assert.Single(await LooksAsync(rig));

        rig.Clock.Advance(RecentLooks.OneLook);
        await RowsAsync(rig, Given.Compiler);
        Assert.Equal(2, (await LooksAsync(rig)).Count);
    }

    [Fact]
    public async Task Look_OfTwoPeople_IsALineEach()
    {
        await using var rig = await OpenListAsync();

        await RowsAsync(rig, Given.Compiler);
        await RowsAsync(rig, Given.Compiler with { UserId = Given.Id(81), Name = "Cora Compiler" });

        Assert.Equal([Given.Compiler.Name, "Cora Compiler"], (await LooksAsync(rig)).Select(l => l.ActorName));
    }

    [Fact]
    public async Task Look_AskedForTenTimesAtOnce_IsOneLine()
    {
        await using var rig = await AlertedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n =>
            Task.Run(() => rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Alert, (AlertPicture)(n % 3), Cancel), Cancel)));

        Assert.All(answers, a => Assert.NotNull(a.Jpeg));
        Assert.Equal("Looked at the alert and its pictures: alert 1. Why: operator named in the plan of this run.", Assert.Single(await LooksAsync(rig)).Sentence);
    }

    [Fact]
    public async Task Alert_IsALook_AndTheNameThatTheAnswerOpensIsAnother()
    {
        await using var rig = await AlertedAsync();

        await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancel);
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Alert, Answer.Same, "Ears and hairline.", rig.Clock.GetUtcNow(), Cancel));
        await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancel);
        await rig.Get<ReadEngagements>().RunAsync(Given.Engagement, rig.DeploymentId, Cancel);

        Assert.Equal(
            [
                "Looked at the alert and its pictures: alert 1. Why: operator named in the plan of this run.",
                "Looked at the person an alert is about: alert 1. Why: operator named in the plan of this run.",
                "Looked at people officers look for: alert 1. Why: engagement officer named in the plan of this run.",
                "Looked at the person an alert is about: alert 1. Why: engagement officer named in the plan of this run.",
            ],
            (await LooksAsync(rig)).Select(l => l.Sentence));
    }

    [Fact]
    [Asvs("8.2.2")]
    public async Task Operator_WhomThePlanDoesNotName_SeesNothingBeforeAReasonIsGiven()
    {
        await using var rig = await AlertedAsync();
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Operator, Alert, Answer.Same, "Ears and hairline.", rig.Clock.GetUtcNow(), Cancel));

        var before = (await rig.Get<ReadAlert>().RunAsync(AnotherOperator, rig.DeploymentId, 1, Cancel))!;
        Assert.True(before.Closed!.IsRefusedAs(RefusalKind.Form));
        Assert.Null(before.Revealed);
        Assert.Null((await rig.Get<ReadEngagements>().RunAsync(AnotherOperator, rig.DeploymentId, Cancel)).Value);
        Assert.True((await rig.Get<LookAtAlertPicture>().RunAsync(AnotherOperator, Alert, AlertPicture.Probe, Cancel)).Refused);
        Assert.Empty(await LooksAsync(rig));

        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(AnotherOperator, rig.DeploymentId, "Relieves Olu Operator, who fell ill.", Cancel));
        Assert.NotNull((await rig.Get<ReadAlert>().RunAsync(AnotherOperator, rig.DeploymentId, 1, Cancel))!.Revealed);
        Assert.Contains("Why: \"Relieves Olu Operator, who fell ill.\"", (await LooksAsync(rig))[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reason_HoldsForHalfAnHour_ForOneDeploymentAndOnePerson()
    {
        await using var rig = await StartAsync();
        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(LiveRig.Oversight, rig.DeploymentId, "Inspects every tenth list.", Cancel));

        Assert.NotEmpty((await RowsAsync(rig, LiveRig.Oversight)).Rows);
        Assert.Empty((await RowsAsync(rig, LiveRig.Oversight with { UserId = Given.Id(82) })).Rows);
        rig.Clock.Advance(SayWhyYouLook.Holds);
        Assert.True((await RowsAsync(rig, LiveRig.Oversight)).Closed!.IsRefusedAs(RefusalKind.Form));
    }

    [Fact]
    public async Task Reason_GetsNoYounger_WhenTheClockIsSetBack()
    {
        await using var rig = await StartAsync();
        Given.Do(await rig.Get<SayWhyYouLook>().RunAsync(LiveRig.Oversight, rig.DeploymentId, "Inspects every tenth list.", Cancel));

        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddDays(-1));

        Assert.True((await RowsAsync(rig, LiveRig.Oversight)).Closed!.IsRefusedAs(RefusalKind.Form));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("because")]
    [InlineData("............................")]
    public async Task Reason_ThatSaysNothing_IsRefused(string reason)
    {
        await using var rig = await StartAsync();

        Says.RefusedBy("FORM", await rig.Get<SayWhyYouLook>().RunAsync(LiveRig.Oversight, rig.DeploymentId, reason, Cancel));
        Assert.Empty((await RowsAsync(rig, LiveRig.Oversight)).Rows);
    }

    [Fact]
    public async Task WhoeverHasNoDuty_IsRefusedWhateverTheySay_AndTheRefusalIsLogged()
    {
        await using var rig = await AlertedAsync();

        Says.RefusedBy("ROLE", await rig.Get<SayWhyYouLook>().RunAsync(Given.Planner, rig.DeploymentId, "I should like to see who it is.", Cancel));
        Assert.True((await rig.Get<LookAtAlertPicture>().RunAsync(Given.Planner, Alert, AlertPicture.Probe, Cancel)).Refused);
        Assert.True((await rig.Get<LookAtPhotograph>().RunAsync(Given.Operator, Given.Id(301), small: false, Cancel)).Outcome.IsRefusedAs(RefusalKind.Role));
        Assert.True((await rig.Get<ExportWatchlist>().RunAsync(Given.Planner, rig.DeploymentId, Everybody, Cancel)).Outcome.IsRefusedAs(RefusalKind.Role));

        var refused = await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => !e.Done).OrderBy(e => e.Number).Select(e => e.Action).ToListAsync(Cancel));
        Assert.Equal([nameof(SayWhyYouLook), nameof(LookAtAlertPicture), nameof(LookAtPhotograph), nameof(ExportWatchlist)], refused);
        Assert.Empty(await LooksAsync(rig));
    }

    /// <summary>A disk that is full still reads.</summary>
    [Fact]
    public async Task NothingIsShown_WhileTheLogCannotBeWritten()
    {
        var disk = new FullDisk();
        await using var rig = await AlertedAsync(disk);
        disk.IsFull = true;

        var rows = await RowsAsync(rig, Given.Officer);
        var entry = await rig.Get<ReadEntry>().RunAsync(Given.Officer, Given.Id(301), Cancel);
        var photograph = await rig.Get<LookAtPhotograph>().RunAsync(Given.Officer, Given.Id(301), small: false, Cancel);
        var alert = (await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancel))!;
        var picture = await rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Alert, AlertPicture.Probe, Cancel);
        var log = await rig.Get<ExportLog>().RunAsync(Given.Operator, new AuditFilter(null, null, null, false), Cancel);

        Assert.Empty(rows.Rows);
        Assert.StartsWith("The audit log cannot be written at the moment", rows.Closed!.Explanation, StringComparison.Ordinal);
        Assert.Equal((null, null, true, null), (entry.Value, photograph.Jpeg, picture.Refused, log.Value));
        Assert.True(alert.Closed!.IsRefusedAs(RefusalKind.State));
        Assert.Contains(rig.App.Log, l => l.Contains("could not be written into the audit log", StringComparison.Ordinal));
        disk.IsFull = false;
        Assert.Empty(await LooksAsync(rig));
        Assert.Equal(2, (await RowsAsync(rig, Given.Officer)).Rows.Count);
    }

    [Fact]
    public async Task Export_IsALineEachTime()
    {
        await using var rig = await OpenListAsync();

        await rig.Get<ExportWatchlist>().RunAsync(Given.Compiler, rig.DeploymentId, Everybody, Cancel);
        await rig.Get<ExportWatchlist>().RunAsync(Given.Compiler, rig.DeploymentId, Everybody, Cancel);
        await rig.Get<ExportLog>().RunAsync(LiveRig.Oversight, new AuditFilter(null, null, null, false), Cancel);

        Assert.Equal(2, (await LooksAsync(rig)).Count(l => l.Action == nameof(ExportWatchlist)));
        var log = await rig.App.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Action == nameof(ExportLog), Cancel));
        Assert.Equal("Looked at a table of the audit log. Why: reads what is theirs to read of the log.", log.Sentence);
    }

    [Fact]
    public async Task Inspector_FindsEverybodyWhoLookedAtOnePerson()
    {
        await using var rig = await AlertedAsync();
        await RowsAsync(rig, Given.Officer);
        await rig.Get<ReadEntry>().RunAsync(Given.Officer, Given.Id(302), Cancel);
        await rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Alert, AlertPicture.Probe, Cancel);

        var first = await FindAsync(rig, LiveRig.Oversight, "R-0001");
        var second = await FindAsync(rig, LiveRig.Oversight, "R-0002");

        Assert.Equal([nameof(LookAtAlertPicture), nameof(ReadEntries)], first.Select(l => l.Action));
        Assert.Equal([nameof(ReadEntry), nameof(ReadEntries)], second.Select(l => l.Action));
        // It would tell an operator whose alert it is before the answer (R32).
        Assert.Empty(await FindAsync(rig, Given.Operator, "R-0001"));
        Assert.Empty(await FindAsync(rig, LiveRig.Silver, "R-0001"));
    }

    /// <summary>Who looked stays findable: a look that was taken out of the table, or put into it, is an altered event.</summary>
    [Theory]
    [InlineData("DELETE FROM AuditLooks")]
    [InlineData("INSERT INTO AuditLooks (Number, EntryId) SELECT Number, '00000001-0000-0000-0000-000000000000' FROM AuditLooks LIMIT 1")]
    public async Task Look_ChangedByHandInTheDatabase_IsFound(string sql)
    {
        await using var rig = await AlertedAsync();
        await rig.Get<LookAtAlertPicture>().RunAsync(Given.Operator, Alert, AlertPicture.Probe, Cancel);
        Assert.Empty((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows);

        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel));

        Assert.Contains("of the audit log was altered.", Assert.Single((await rig.Get<VerifyChain>().RunAsync(Cancel)).Rows), StringComparison.Ordinal);
    }

    /// <summary>Whoever looked changed nothing: the person who meets another's change reads what was changed, not who looked since.</summary>
    [Fact]
    public async Task Conflict_TellsWhatWasChanged_NotWhoLookedSince()
    {
        await using var rig = await AlertedAsync();
        var seen = (await rig.Get<ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancel))!.Revision;
        Given.Do(await rig.Get<AdjudicateAlert>().RunAsync(Given.Engagement, Alert, Answer.Same, "Ears and hairline.", rig.Clock.GetUtcNow(), Cancel));
        await rig.Get<LookAtAlertPicture>().RunAsync(Given.Engagement, Alert, AlertPicture.Probe, Cancel);

        var outcome = await rig.Get<DispatchOfficers>().RunAsync(Given.Operator, Alert, seen, Cancel);

        Assert.True(outcome.IsRefusedAs(RefusalKind.Conflict));
        Assert.DoesNotContain("Looked at", outcome.Explanation, StringComparison.Ordinal);
    }

    private static async Task<LiveRig> StartAsync() => await LiveRig.StartAsync(worker: false);

    private static Task<LiveRig> OpenListAsync() => LiveRig.StartAsync(g => g.SealedAt = null, worker: false);

    private static async Task<LiveRig> AlertedAsync(FullDisk? disk = null)
    {
        var rig = await LiveRig.StartLiveAsync(configure: disk is null ? null : b => b.Services.ConfigureDbContext<SqliteLfrDbContext>(o => o.AddInterceptors(disk)));
        Assert.True((await rig.RaiseAsync()).Accepted);
        rig.Clock.Advance(TimeSpan.FromSeconds(6));
        return rig;
    }

    private static Task<EntryPage> RowsAsync(LiveRig rig, Actor reader) => rig.Get<ReadEntries>().RunAsync(reader, rig.DeploymentId, Everybody, 0, 50, Cancel);

    private static async Task<IReadOnlyList<AuditLine>> FindAsync(LiveRig rig, Actor reader, string reference) =>
        (await rig.Get<ReadAudit>().RunAsync(reader, new AuditFilter(rig.DeploymentId, null, null, false) { Seen = reference }, 0, 50, Cancel)).Lines;

    private static Task<List<Shared.Audit.AuditEvent>> LooksAsync(LiveRig rig) => rig.App.InDatabaseAsync(db =>
        db.AuditEvents.AsNoTracking().Where(e => db.AuditLooks.Any(l => l.Number == e.Number)).OrderBy(e => e.Number).ToListAsync(Cancel));

    private static Task<List<Guid>> SeenInAsync(LiveRig rig, long number) => rig.App.InDatabaseAsync(db =>
        db.AuditLooks.Where(l => l.Number == number).OrderBy(l => l.EntryId).Select(l => l.EntryId).ToListAsync(Cancel));

    /// <summary>A disk that takes no more lines of the log.</summary>
    private sealed class FullDisk : DbCommandInterceptor
    {
        private const int SqliteFull = 13;

        public bool IsFull { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            IsFull && command.CommandText.Contains("INSERT INTO \"AuditEvents\"", StringComparison.Ordinal)
                ? throw new SqliteException("database or disk is full", SqliteFull)
                : ValueTask.FromResult(result);
    }
}
