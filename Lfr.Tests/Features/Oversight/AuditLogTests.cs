using System.Text;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Oversight;
using Lfr.Web.Features.Oversight.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Oversight;

public class AuditLogTests
{
    private static readonly AuditFilter Everything = new(null, null, null, false);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chain_AsItWasWritten_IsWhole()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();

        var check = await rig.Get<VerifyChain>().RunAsync(Cancellation);

        Assert.Null(check.FirstBreak);
        Assert.True(check.Events >= 2);
    }

    [Fact]
    public async Task Chain_WithASentenceAlteredInTheDatabase_BreaksThere()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        var number = await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == "GoLive").Select(e => e.Number).SingleAsync(Cancellation));
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE AuditEvents SET Sentence = 'Nothing happened.' WHERE Number = {number}", Cancellation));

        Assert.Equal(number, (await rig.Get<VerifyChain>().RunAsync(Cancellation)).FirstBreak);
    }

    [Fact]
    public async Task Log_ForAnOperator_IsTheirOwnActionsOnly()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        await rig.Get<StopRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "Enough.", Cancellation);

        var mine = await rig.Get<ReadAudit>().AllAsync(Given.Operator, Everything, Cancellation);
        var all = await rig.Get<ReadAudit>().AllAsync(LiveRig.Oversight, Everything, Cancellation);

        Assert.All(mine, l => Assert.Equal(Given.Operator.Name, l.Who));
        Assert.Contains(all, l => l.Who == LiveRig.Silver.Name);
        Assert.Equal(all.OrderByDescending(l => l.Number), all);
    }

    /// <summary>Silver reads the whole log and may have to decide about the alert: who it is about must not stand there before (R32).</summary>
    [Fact]
    public async Task Log_OfAnAlertThatIsNotAnswered_DoesNotSayWhomItIsAbout()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Assert.True((await rig.RaiseAsync()).Accepted);
        await rig.Get<Web.Features.Live.Queries.ReadAlert>().RunAsync(Given.Operator, rig.DeploymentId, 1, Cancellation);
        await rig.Get<ClaimAlert>().RunAsync(Given.Operator, Given.Id(5001), Cancellation);

        var lines = await rig.Get<ReadAudit>().AllAsync(LiveRig.Silver, Everything, Cancellation);

        Assert.Contains(lines, l => l.Sentence == "Alert 1 was raised on Camera 1.");
        Assert.DoesNotContain(lines, l => $"{l.Subject} {l.Sentence}".Contains("R-0001", StringComparison.Ordinal) || $"{l.Subject} {l.Sentence}".Contains($"{Given.Id(301)}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_RefusedOnly_ShowsWhichRule()
    {
        await using var rig = await LiveRig.StartAsync(g => g.NoticeAt = null);
        await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation);

        var page = await rig.Get<ReadAudit>().RunAsync(LiveRig.Oversight, Everything with { RefusedOnly = true, Deployment = rig.DeploymentId }, 0, 10, Cancellation);

        Assert.Contains("R13", Assert.Single(page.Lines).Rules, StringComparison.Ordinal);
        Assert.Equal(1, page.Total);
    }

    /// <summary>Whatever the order, the pages together are the whole log, each event once; the file has the same order.</summary>
    [Fact]
    public async Task Pages_OfTheLog_AreTogetherTheWholeLog_InItsOrder()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        await rig.RaiseAsync();
        await rig.Get<ClaimAlert>().RunAsync(Given.Operator, Given.Id(5001), Cancellation);
        await rig.Get<StopRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "Enough.", Cancellation);
        await rig.Get<StopRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "Enough of it.", Cancellation);

        foreach (var (sort, descending) in new (string?, bool?)[] { (null, null), ("number", null), ("action", null), ("who", true), ("colour", true) })
        {
            var filter = Everything.OrderedBy(sort, descending);
            var whole = await rig.Get<ReadAudit>().AllAsync(LiveRig.Oversight, filter, Cancellation);
            var pages = new List<AuditLine>();
            for (var skip = 0; skip < whole.Count; skip += 2)
                pages.AddRange((await rig.Get<ReadAudit>().RunAsync(LiveRig.Oversight, filter, skip, 2, Cancellation)).Lines);

            Assert.True(whole.Count > 3, $"{whole.Count} events");
            Assert.Equal(whole, pages);
            var expected = sort switch
            {
                "number" => whole.OrderBy(l => l.Number),
                "action" => whole.OrderBy(l => l.Action, StringComparer.Ordinal).ThenByDescending(l => l.Number),
                "who" => whole.OrderByDescending(l => l.Who, StringComparer.Ordinal).ThenByDescending(l => l.Number),
                _ => whole.OrderByDescending(l => l.Number),
            };
            Assert.Equal(expected, whole);
        }
    }

    [Fact]
    public void Csv_WithAFormula_IsHarmless()
    {
        var line = new AuditLine(1, Given.Start, "=HYPERLINK(\"x\")", "GoLive", true, null, "", "Deployment", "Said \"no\", twice", "", new string('0', 64));

        var csv = Encoding.UTF8.GetString(CsvTable.Write(AuditLabels.Columns, [line]));

        Assert.Contains(",\"'=HYPERLINK(\"\"x\"\")\",", csv, StringComparison.Ordinal);
        Assert.Contains("\"Said \"\"no\"\", twice\"", csv, StringComparison.Ordinal);
    }
}
