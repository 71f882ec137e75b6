using Lfr.Shared.Deployments;
using Lfr.Tests.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Features.Live;

/// <summary>The clock of Lfr's machine is set while a run is live.</summary>
public sealed class ClockWatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(-7200, "set back by 2 h")]
    [InlineData(600, "set forward by 10 min")]
    [InlineData(-6, "set back by 6 s")]
    public async Task ClockThatIsSet_PausesTheRun_SaysSo_AndWhoeverRunsItMayResume(int seconds, string words)
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var clock = new SetClock();
        using var watch = Watch(rig, clock);
        await watch.LookAsync(Cancel);
        clock.Set += TimeSpan.FromSeconds(seconds);

        await watch.LookAsync(Cancel);
        await watch.LookAsync(Cancel);

        var deployment = await rig.DeploymentAsync();
        Assert.Equal(DeploymentState.Paused, deployment.State);
        Assert.Contains(words, Assert.Single(deployment.CurrentRun!.Pauses).Reason, StringComparison.Ordinal);
        Assert.Contains(words, await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(PauseRun) && e.Done).Select(e => e.Sentence).SingleAsync(Cancel)), StringComparison.Ordinal);
        Assert.Null(deployment.Hold);
        Given.Do(await rig.Get<ResumeRun>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
    }

    /// <summary>Nobody asks it to look: the program does.</summary>
    [Fact]
    public async Task Program_WatchesItsClock_ByItself()
    {
        var clock = new SetClock();
        await using var rig = await LiveRig.StartLiveAsync(clock: clock);

        clock.Set = TimeSpan.FromSeconds(-6);
        clock.Advance(TimeSpan.FromSeconds(1));

        await Lfr.Tests.Support.Eventually.HoldsAsync(async () => (await rig.DeploymentAsync()).State == DeploymentState.Paused, "the run is paused");
    }

    /// <summary>Each look sees less than the bound; an hour sees them all. An honest clock that is corrected as often in both directions is none of that.</summary>
    [Fact]
    public void ClockThatIsSetInSmallSteps_IsFoundOut()
    {
        var clock = new SetClock();
        var steps = new ClockSteps(clock);
        for (var look = 0; look < 3; look++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            clock.Set += TimeSpan.FromSeconds(4);
            steps.Unrecorded();
        }

        Assert.True(steps.Unrecorded() >= TimeSpan.FromSeconds(8), "Twelve seconds, of which the last four may still be one small step.");
    }

    [Fact]
    public void ClockThatDriftsAndIsCorrected_NeverCountsAsSet()
    {
        var clock = new SetClock();
        var steps = new ClockSteps(clock);
        for (var hour = 0; hour < 48; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            clock.Set += TimeSpan.FromSeconds(2);
            Assert.Equal(TimeSpan.Zero, steps.Unrecorded());
        }
    }

    /// <summary>Small corrections, and time that simply passes, stop nobody.</summary>
    [Fact]
    public async Task ClockThatIsKeptRight_PausesNothing()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var clock = new SetClock();
        using var watch = Watch(rig, clock);
        await watch.LookAsync(Cancel);

        clock.Set += TimeSpan.FromSeconds(2);
        await watch.LookAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(20));
        await watch.LookAsync(Cancel);

        Assert.Equal(DeploymentState.Live, (await rig.DeploymentAsync()).State);
    }

    /// <summary>What Silver paused stays Silver's.</summary>
    [Fact]
    public async Task ClockThatIsSet_TakesNothingFromSilver()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var clock = new SetClock();
        using var watch = Watch(rig, clock);
        await watch.LookAsync(Cancel);
        Given.Do(await rig.Get<PauseRun>().RunAsync(LiveRig.Silver, rig.DeploymentId, "Crowd", Cancel));
        clock.Set -= TimeSpan.FromHours(2);

        await watch.LookAsync(Cancel);

        Assert.Equal(CommandDuty.Silver, (await rig.DeploymentAsync()).Hold?.Duty);
    }

    private static ClockWatch Watch(LiveRig rig, TimeProvider clock)
    {
        var (contexts, steps) = (rig.Get<IDbContextFactory<LfrDbContext>>(), new ClockSteps(clock));
        return new(contexts, rig.Get<PauseRun>(), new NoteClockStep(contexts, rig.Get<LfrTransaction>(), rig.Get<RememberedHead>(), clock), steps, clock, NullLogger<ClockWatch>.Instance);
    }
}
