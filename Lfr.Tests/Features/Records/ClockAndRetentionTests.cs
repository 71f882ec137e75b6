using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Records;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Records;

/// <summary>A clock that is set far ahead makes everything look overdue. What is destroyed too early cannot be brought back, so a person looks at another clock first.</summary>
public sealed class ClockAndRetentionTests
{
    private static readonly Actor Protection = Given.Person(19, "Dana Protection", Rank.Staff, Roles.DataProtectionOfficer);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(4000)]
    public async Task ClockSetForward_DestroysNothing_UntilSomebodyConfirmsTheTime(int days)
    {
        var clock = new SetClock();
        await using var ended = await EndedRig.StartAsync(clock: clock);
        clock.Set += TimeSpan.FromDays(days);

        await LookAsync(ended);
        await ended.Rig.Get<ClockWatch>().LookAsync(Cancel);
        await LookAsync(ended);
        Assert.Equal(5, (await ended.KeysAsync()).Count);

        var step = (await StepAsync(ended.Rig.App))!;
        Assert.Contains(days == 3 ? "set forward by 72 h" : "set forward by 4,000 days", step.Sentence, StringComparison.Ordinal);
        Assert.Contains("set forward", (await RetentionAsync(ended)).Waits, StringComparison.Ordinal);
        Assert.Equal(step, (await ended.Rig.Get<HomeQuery>().ReadAsync(Given.Operator, Cancel)).Clock);
        Assert.Contains(ended.Rig.App.Log, l => l.Contains("are not destroyed", StringComparison.Ordinal));

        Given.Do(await ended.Rig.Get<ConfirmTime>().RunAsync(Protection, step.Number, Cancel));
        await LookAsync(ended);
        Assert.Equal(days == 3 ? 1 : 0, (await ended.KeysAsync()).Count);
        Assert.Null((await RetentionAsync(ended)).Waits);
    }

    [Fact]
    public async Task HomePage_SaysThatTheTimeIsInDoubt_AndOffersTheConfirmationToWhoeverMayGiveIt()
    {
        await using var app = await LfrApp.StartAsync();
        Given.Do(await app.Services.GetRequiredService<NoteClockStep>().RunAsync(TimeSpan.FromDays(-9), Cancel));

        foreach (var (role, may) in ((string, bool)[])[(Roles.DataProtectionOfficer, true), (Roles.Administrator, true), (Roles.Operator, false)])
        {
            using var client = await app.SignInAsync(role);
            var page = await client.GetStringAsync(new Uri(LfrRoutes.Home, UriKind.Relative), Cancel);
            Assert.Contains("set back by 9 days", page, StringComparison.Ordinal);
            Assert.Equal(may, page.Contains("Confirm the time", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task CloseDownAfterTheClockWasSet_DestroysTheList_AndLeavesWhatOnlyFellDue()
    {
        var clock = new SetClock();
        await using var ended = await EndedRig.StartAsync(clock: clock);
        clock.Set += TimeSpan.FromDays(4000);

        Given.Do(await ended.Rig.Get<CloseDown>().RunAsync(Given.Planner, ended.Rig.DeploymentId, null, Cancel));

        Assert.DoesNotContain(await ended.KeysAsync(), k => k.Scope == KeyScope.Watchlist);
        Assert.Equal(4, (await ended.KeysAsync()).Count);
        Assert.Contains("waits until somebody confirms the time", await SentenceAsync(ended.Rig.App, nameof(CloseDown)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_IsConfirmedByWhoeverHasTheDuty_ForTheStepThatTheyRead()
    {
        var clock = new SetClock();
        await using var ended = await EndedRig.StartAsync(clock: clock);
        var (watch, confirm) = (ended.Rig.Get<ClockWatch>(), ended.Rig.Get<ConfirmTime>());
        clock.Set += TimeSpan.FromDays(9);
        await watch.LookAsync(Cancel);
        var first = (await StepAsync(ended.Rig.App))!;

        Says.RefusedBy("ROLE", await confirm.RunAsync(Given.Operator, first.Number, Cancel));
        clock.Set += TimeSpan.FromDays(9);
        Says.RefusedBy("CONFLICT", await confirm.RunAsync(Protection, first.Number, Cancel));
        await watch.LookAsync(Cancel);
        Says.RefusedBy("CONFLICT", await confirm.RunAsync(Protection, first.Number, Cancel));
        Given.Do(await confirm.RunAsync(Protection, (await StepAsync(ended.Rig.App))!.Number, Cancel));
        Says.RefusedBy("STATE", await confirm.RunAsync(Protection, first.Number, Cancel));
    }

    /// <summary>Time in which Lfr was off looks like a clock that was set. A night asks nobody; beyond that a person tells.</summary>
    [Theory]
    [InlineData(20, null)]
    [InlineData(24 * 5, "5 days after the last time that it remembers")]
    [InlineData(-2, "2 h before the last time that it remembers")]
    public async Task StartAtAnotherTime_IsInDoubtUntilConfirmed_HoweverOftenItStarts(int hours, string? words)
    {
        var data = await RunOnceAsync(null, Given.Start, async app => Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(1), Given.GoodPlan(), Cancel)));
        try
        {
            var then = Given.Start.AddHours(hours);
            ClockStep? first = null, second = null, third = null;
            await RunOnceAsync(data, then, async app => first = await StepAsync(app));
            await RunOnceAsync(data, then.AddMinutes(1), async app =>
            {
                second = await StepAsync(app);
                if (second is not null)
                    Given.Do(await app.Services.GetRequiredService<ConfirmTime>().RunAsync(Protection, second.Number, Cancel));
            });
            await RunOnceAsync(data, then.AddMinutes(2), async app => third = await StepAsync(app));

            Assert.Equal((words is null, first), (first is null, second));
            Assert.Contains(words ?? "", first?.Sentence ?? "", StringComparison.Ordinal);
            Assert.Null(third);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>The keys learn every minute that Lfr runs, also when nobody does anything: a quiet week is no clock that was set.</summary>
    [Fact]
    public async Task RestartAfterAQuietWeek_AsksNobody()
    {
        var clock = new FakeTimeProvider(Given.Start);
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = clock });
        Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, Given.Id(1), Given.GoodPlan(), Cancel));
        clock.AdjustTime(Given.Start.AddDays(7));
        var data = await app.StopAsync();
        ClockStep? found = null;

        await RunOnceAsync(data, Given.Start.AddDays(7).AddMinutes(1), async again => found = await StepAsync(again));

        Assert.Null(found);
        Directory.Delete(data, recursive: true);
    }

    private static async Task<string> RunOnceAsync(string? data, DateTimeOffset at, Func<LfrApp, Task> meanwhile)
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Data = data, Accounts = false, Time = new FakeTimeProvider(at) });
        await meanwhile(app);
        return await app.StopAsync();
    }

    private static Task LookAsync(EndedRig ended) => ended.Rig.Get<RetentionWatch>().RunOnceAsync(Cancel);

    private static Task<ClockStep?> StepAsync(LfrApp app) => app.InDatabaseAsync(db => UnconfirmedTime.OnRecordAsync(db, Cancel));

    private static async Task<RetentionStatement> RetentionAsync(EndedRig ended) => (await ended.Rig.Get<ReadRecord>().RunAsync(Given.Planner, ended.Rig.DeploymentId, Cancel))!.Retention;

    private static Task<string> SentenceAsync(LfrApp app, string action) =>
        app.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == action && e.Done).Select(e => e.Sentence).SingleAsync(Cancel));
}
