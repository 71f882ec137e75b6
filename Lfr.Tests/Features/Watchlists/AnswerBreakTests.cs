using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>After a long fast stretch the queue asks for a break, and keeps what was answered.</summary>
public class AnswerBreakTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Break_IsAskedForOnce_TakenOrNot_AndThePaceIsOnRecord()
    {
        await using var rig = await LiveRig.StartAsync(g => g.SealedAt = null, worker: false);
        await rig.App.InDatabaseAsync(async db =>
        {
            for (var n = 1; n <= SignOffStretch.Long; n++)
            {
                var entry = Given.Entry(1000 + n);
                Given.Do(entry.Decide(EntryVerdict.Returned, "Not enough.", entry.Hash(), 4, Given.Approver, [], rig.Clock.GetUtcNow().AddSeconds(-4 * n)));
                db.Entries.Add(entry);
            }

            db.Entries.Add(Given.Entry(2000));
            return await db.SaveChangesAsync(Cancel);
        });
        var open = new OpenEntry(rig.Get<ReadSignOffQueue>(), rig.Get<ClaimEntry>(), rig.Get<ReleaseEntry>(), rig.Clock);

        var asked = await ReadAsync(rig, open);
        var (mine, others) = (asked.AskForBreak, (await rig.Get<ReadSignOffQueue>().RunAsync(Given.OtherApprover, rig.DeploymentId, null, SignOffOrder.Risk, Cancel))!.AskForBreak);
        var unopened = open.EntryId;
        Says.RefusedBy("STATE", await rig.Get<AnswerBreak>().RunAsync(Given.OtherApprover, rig.DeploymentId, true, Cancel), "You were not asked for a break");
        Given.Do(await rig.Get<AnswerBreak>().RunAsync(Given.Approver, rig.DeploymentId, false, Cancel));
        var resting = await ReadAsync(rig, open);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Given.Do(await rig.Get<AnswerBreak>().RunAsync(Given.Approver, rig.DeploymentId, true, Cancel));
        var back = await ReadAsync(rig, open);

        Assert.Equal(new SignOffStretch(100, 4), mine);
        Assert.Null(others);
        Assert.Null(unopened);
        Assert.Equal((null, asked.At + SignOffStretch.Pause), (resting.AskForBreak, resting.BreakUntil));
        Assert.Equal((null, null), (back.AskForBreak, back.BreakUntil));
        Assert.Equal(back.Current, open.EntryId);
        var kept = await rig.App.InDatabaseAsync(db => db.SignOffBreaks.AsNoTracking().OrderBy(b => b.At).ToListAsync(Cancel));
        Assert.Equal([(100, 4, false), (0, 0, true)], kept.Select(b => (b.Answers, b.MeanSeconds, b.WentOn)));
        var logged = await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(AnswerBreak) && e.Done).Select(e => e.Sentence).ToListAsync(Cancel));
        Assert.Contains("Answered 100 entries at 4 s each without a pause, and takes a break.", logged);
    }

    private static async Task<SignOffQueue> ReadAsync(LiveRig rig, OpenEntry open) => (await open.ReadAsync(Given.Approver, rig.DeploymentId, null, SignOffOrder.Risk, Cancel))!;
}
