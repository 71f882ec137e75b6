using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

public class UseChangedListTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChangedList_SealedAgain_TakesOverInTheSameMoment()
    {
        await using var rig = await ChangedAsync();
        Assert.Equal(RunningList.Changed, await ListAsync(rig));

        Given.Do(await UseAsync(rig));

        var deployment = await rig.DeploymentAsync();
        Assert.Equal(DeploymentState.Live, deployment.State);
        Assert.Equal([2, 1], deployment.Runs.Select(r => r.GallerySize));
        Assert.Equal((RunEnd.ListChanged, deployment.Runs[1].StartedBy.At), (deployment.Runs[0].End!.Value, deployment.Runs[0].Ended!.Value));
        var assignments = await rig.App.InDatabaseAsync(db => db.Assignments.AsNoTracking().OrderBy(a => a.Generation).ToListAsync(Cancellation));
        Assert.Equal([(deployment.Runs[0].LicenceId, 1, false), (deployment.Runs[1].LicenceId, 2, true)], assignments.Select(a => (a.LicenceId, a.Generation, a.EndedAt is null)));
        Assert.All(assignments, a => Assert.Equal(rig.WorkerId, a.WorkerId));
        Assert.Equal(RunningList.Same, await ListAsync(rig));
        var told = await rig.App.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Action == nameof(UseChangedList), Cancellation));
        Assert.StartsWith("The changed list runs: 1 on it, 2 before", told.Sentence, StringComparison.Ordinal);
    }

    /// <summary>A worker needs a moment to bring the new list into its memory; whoever walks by in it is not lost, and later nothing counts.</summary>
    [Theory]
    [InlineData(20, true)]
    [InlineData(31, false)]
    public async Task AlertUnderTheLicenceBefore_CountsForAShortHandOver(int seconds, bool counts)
    {
        await using var rig = await ChangedAsync();
        var message = await rig.MessageAsync(2, entry: 2);
        Given.Do(await UseAsync(rig));
        rig.Clock.Advance(TimeSpan.FromSeconds(seconds));

        var ack = await rig.Get<RaiseAlert>().RunAsync(message with { RaisedAt = rig.Clock.GetUtcNow() }, Cancellation);

        Assert.Equal(counts, ack.Accepted);
    }

    [Fact]
    public async Task AlertUnderTheLicenceBefore_AfterStopWasPressed_IsRefused_AlthoughTheHandOverLasts()
    {
        await using var rig = await ChangedAsync();
        var message = await rig.MessageAsync(2, entry: 2);
        Given.Do(await UseAsync(rig));
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        Given.Do(await rig.Get<StopRun>().RunAsync(Given.Operator, rig.DeploymentId, "Rain.", Cancellation));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False((await rig.Get<RaiseAlert>().RunAsync(message with { RaisedAt = rig.Clock.GetUtcNow() }, Cancellation)).Accepted);
        Assert.True((await rig.Get<RaiseAlert>().RunAsync(message with { RaisedAt = rig.Clock.GetUtcNow().AddSeconds(-3) }, Cancellation)).Accepted);
    }

    [Fact]
    public async Task PausedRun_StaysPaused()
    {
        await using var rig = await ChangedAsync();
        Given.Do(await rig.Get<PauseRun>().RunAsync(Given.Operator, rig.DeploymentId, "An ambulance stands in the zone.", Cancellation));

        Given.Do(await UseAsync(rig));

        var deployment = await rig.DeploymentAsync();
        Assert.Equal(DeploymentState.Paused, deployment.State);
        Assert.Equal("An ambulance stands in the zone.", Assert.Single(deployment.Runs[1].Pauses).Reason);
        Assert.NotNull(Assert.Single(deployment.Runs[0].Pauses).To);
        Given.Do(await rig.Get<ResumeRun>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
    }

    [Fact]
    public async Task ListThatIsOpen_IsRefused_AndTheRunGoesOn()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "No longer wanted.", Cancellation));
        Assert.Equal(RunningList.Open, await ListAsync(rig));

        var outcome = await UseAsync(rig);

        Assert.Contains(outcome.Refusals, r => r.RuleId == "R36");
        Assert.Null(Assert.Single((await rig.DeploymentAsync()).Runs).Ended);
    }

    [Fact]
    public async Task ListThatRunsAlready_IsRefused()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        var outcome = await UseAsync(rig);

        Assert.Equal("The sealed list is the one that runs already.", Assert.Single(outcome.Refusals).Sentence);
    }

    [Fact]
    public async Task WorkerThatIsAway_IsNamed_AndTheRunGoesOn()
    {
        await using var rig = await ChangedAsync();
        rig.Get<WorkerFleet>().Leave("no-connection");

        var outcome = await UseAsync(rig);

        Assert.Equal("The worker that runs it is not connected.", Assert.Single(outcome.Refusals).Sentence);
        Assert.Single((await rig.DeploymentAsync()).Runs);
    }

    [Fact]
    public async Task Silver_MayNot()
    {
        await using var rig = await ChangedAsync();

        var outcome = await rig.Get<UseChangedList>().RunAsync(LiveRig.Silver, rig.DeploymentId, null, Cancellation);

        Assert.Equal("ROLE", Assert.Single(outcome.Refusals).RuleId);
    }

    [Fact]
    public async Task Button_PressedAtOnceByTwo_IsOneChange()
    {
        await using var rig = await ChangedAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => UseAsync(rig))));

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.Equal(2, (await rig.DeploymentAsync()).Runs.Count);
    }

    /// <summary>Live; one of the two was taken off and the list sealed again.</summary>
    private static async Task<LiveRig> ChangedAsync()
    {
        var rig = await LiveRig.StartLiveAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "No longer wanted.", Cancellation));
        Given.Do(await rig.Get<SealWatchlist>().RunAsync(Given.Approver, rig.DeploymentId, null, Cancellation));
        return rig;
    }

    private static Task<Outcome> UseAsync(LiveRig rig) => rig.Get<UseChangedList>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation);

    private static async Task<RunningList> ListAsync(LiveRig rig) => (await rig.Get<ReadLiveRoom>().RunAsync(Given.Operator, rig.DeploymentId, Cancellation))!.List;
}
