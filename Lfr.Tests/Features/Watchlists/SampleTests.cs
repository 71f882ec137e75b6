using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Oversight.Queries;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>The authorising officer draws from a list that others compiled and signed off, and says what was found.</summary>
public class SampleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sample_IsDrawnOnce_JudgedEntryByEntry_AndOnRecord()
    {
        // Sealed, before its run: the rig's list has two entries that are signed off.
        await using var rig = await LiveRig.StartAsync(worker: false);
        await rig.BeginAsync();
        var draw = rig.Get<DrawSample>();

        var both = await Task.WhenAll(Task.Run(() => draw.RunAsync(Given.Officer, rig.DeploymentId, 0, Cancel)), Task.Run(() => draw.RunAsync(Given.Officer, rig.DeploymentId, 0, Cancel)));
        Says.RefusedBy("CONFLICT", Assert.Single(both, o => !o.Succeeded), $"{Given.Officer.Name} drew a sample");
        Says.RefusedBy("STATE", await draw.RunAsync(Given.Officer, rig.DeploymentId, null, Cancel), "The last sample lacks findings for R-000");
        var view = (await rig.Get<ReadSample>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!;
        var (sound, unsound) = (view.Rows[0], view.Rows[1]);
        Given.Do(await JudgeAsync(rig, view, sound, true, "The warrant is still out."));
        Given.Do(await JudgeAsync(rig, view, unsound, false, "The photograph is of somebody else."));

        var after = (await rig.Get<ReadSample>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!;
        Assert.Equal((1, 1, null), (after.Latest!.Sound, after.Latest.Unsound, after.Next(null)));
        Assert.Equal(EntryState.Returned, after.Rows[1].State);
        var list = await rig.App.InDatabaseAsync(db => db.Watchlists.AsNoTracking().SingleAsync(w => w.DeploymentId == rig.DeploymentId, Cancel));
        Assert.Contains("was drawn and found not sound", Assert.Single(list.BrokenSeals).Reason, StringComparison.Ordinal);
        var logged = await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(DrawSample) && e.Done).Select(e => e.Sentence).SingleAsync(Cancel));
        Assert.Contains(after.Latest.Seed, logged, StringComparison.Ordinal);
        Assert.Equal(after.Latest.Drawn.Select(d => d.Reference), new[] { "R-0001", "R-0002" }.OrderBy(r => ListSample.TicketOf(after.Latest.Seed, r), StringComparer.Ordinal));
        Assert.Equal(1, (await rig.Get<ReadAuthority>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!.List.Samples.Single().Unsound);
        Assert.Equal([true, false], (await rig.Get<ReadBundle>().RunAsync(rig.DeploymentId, Cancel))!.Samples.Single().Findings.Select(f => f.IsSound));

        // What somebody writes into the row afterwards is seen.
        Assert.Empty(await rig.App.InDatabaseAsync(db => EvidenceCheck.FindAsync(db, rig.DeploymentId, LogWalk.Begin, Cancel)));
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE ListSamples SET Seed = 'ffffffffffffffffffffffffffffffff'", Cancel));
        Assert.Contains(await rig.App.InDatabaseAsync(db => EvidenceCheck.FindAsync(db, rig.DeploymentId, LogWalk.Begin, Cancel)), f => f.StartsWith("The sample of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoChangedTheListOrSignedItOff_SamplesNothingOfIt()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await rig.BeginAsync();
        var roles = Given.Officer.RoleNames;

        Says.RefusedBy("ROLE", await rig.Get<DrawSample>().RunAsync(Given.Compiler with { RoleNames = roles }, rig.DeploymentId, 0, Cancel), "You changed this list");
        Says.RefusedBy("ROLE", await rig.Get<DrawSample>().RunAsync(Given.Approver with { RoleNames = roles }, rig.DeploymentId, 0, Cancel), "You signed entries of this list off");
        Given.Do(await rig.Get<DrawSample>().RunAsync(Given.Officer, rig.DeploymentId, 0, Cancel));
        var view = (await rig.Get<ReadSample>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!;
        Says.RefusedBy("ROLE", await JudgeAsync(rig, view, view.Rows[0], true, "Fine.", Given.Compiler with { RoleNames = roles }), "You changed this list");
        Assert.Null(await rig.Get<ReadSample>().RunAsync(Given.Approver, rig.DeploymentId, Cancel));
    }

    /// <summary>Cameras go on comparing what a licence holds: what is not sound is taken from them by suspending it.</summary>
    [Fact]
    public async Task Unsound_WhileTheCamerasLook_IsSuspendedInstead()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<DrawSample>().RunAsync(Given.Officer, rig.DeploymentId, 0, Cancel));
        var view = (await rig.Get<ReadSample>().RunAsync(Given.Officer, rig.DeploymentId, Cancel))!;

        Says.RefusedBy("STATE", await JudgeAsync(rig, view, view.Rows[0], false, "Not the same person."), "The cameras look for");
        Given.Do(await JudgeAsync(rig, view, view.Rows[0], true, "The warrant is still out."));
    }

    private static async Task<Outcome> JudgeAsync(LiveRig rig, SampleView view, SampledRow row, bool isSound, string why, Actor? officer = null)
    {
        var hash = (await rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().SingleAsync(e => e.Id == row.EntryId, Cancel))).Hash();
        return await rig.Get<JudgeSampledEntry>().RunAsync(officer ?? Given.Officer, view.Latest!.Id, row.EntryId, isSound, why, hash, 20, Cancel);
    }
}
