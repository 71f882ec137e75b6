using System.Text.RegularExpressions;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>
/// Romford in January and February 2019 at a browser, hour by hour: planned, announced at four in the afternoon before, authorised and run on 31 January; the second day put off for the weather, announced
/// again and run on 14 February. Once under the rules of the trials, and once as if the model policy of 2026 had been in force: what it refuses is asserted by the rule that refuses.
/// </summary>
public sealed partial class RomfordAgainTests(Chromium chromium) : IAsyncDisposable
{
    private const string Weather = "Snow and ice: nobody is to wait outside in it.";
    private readonly ShiftedClock clock = new();
    private readonly Dictionary<string, Desk> desks = new(StringComparer.Ordinal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UnderTheRulesOfTheTrials_ItHappensAsItDid()
    {
        await using var app = await StartAsync("met-2019.json");
        var first = await PlannedAsync(app, January(31));
        await EquippedAsync(app, first);

        clock.MoveTo(London(1, 30, 16, 0));
        await AnnouncedAsync(app, first);
        await AskedAsync(app, first);
        await GrantedAsync(app, first);
        await SealedAsync(app, first);
        await PublicReadsAsync(app, first, "Planned.", "Thursday 31 January 2019, 10:00–18:00", "30 January 2019, 16:00");

        clock.MoveTo(London(1, 31, 10, 0));
        await GoesLiveAsync(app, first);
        await PublicReadsAsync(app, first, "Taking place now.");
        // The second day is planned while the first still runs, from the first one's plan.
        var second = await CopiedAsync(app, first, new DateOnly(2019, 2, 1));
        await AnnouncedAsync(app, second);
        await AskedAsync(app, second);
        await GrantedAsync(app, second);
        clock.MoveTo(London(1, 31, 18, 0));
        await Eventually.HoldsAsync(async () => (await DeploymentAsync(app, first)).State == DeploymentState.Ended, "the window closed by itself");

        clock.MoveTo(London(2, 1, 7, 0));
        await PutOffAsync(app, second);
        await PublicReadsAsync(app, second, "Postponed.", Weather, "We will not compare any faces until we publish a new date here.");

        clock.MoveTo(London(2, 13, 16, 0));
        await GivenAnotherDayAsync(app, second, new DateOnly(2019, 2, 14));
        await AnnouncedAgainAsync(app, second, "The weather is better: it takes place on 14 February.");
        await AskedAsync(app, second);
        await GrantedAsync(app, second);
        await SealedAsync(app, second);
        await PublicReadsAsync(app, second, "Planned.", "Thursday 14 February 2019, 10:00–18:00", "13 February 2019, 16:00", Weather);

        clock.MoveTo(London(2, 14, 10, 0));
        await GoesLiveAsync(app, second);
        clock.MoveTo(London(2, 14, 16, 0));
        await StoppedAsync(app, second);
        await PublicReadsAsync(app, second, "Over.", "14 February 2019, 16:0");

        var (ran, again) = (await DeploymentAsync(app, first), await DeploymentAsync(app, second));
        Assert.Equal(("met-2019.1", RunEnd.WindowClosed), (ran.PolicyId, Assert.Single(ran.Runs).End));
        Assert.Equal(("met-2019.1", RunEnd.Stopped), (again.PolicyId, Assert.Single(again.Runs).End));
        // The first notice of the second day is still there to be read, with the day that it named.
        Assert.Equal([London(2, 1, 10, 0), London(2, 1, 10, 0), London(2, 14, 10, 0)], await app.InDatabaseAsync(async db =>
            (await db.Notices.AsNoTracking().SingleAsync(n => n.DeploymentId == second, Cancel)).Versions.Select(v => v.Window.Start).ToArray()));
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task UnderTheModelPolicyOfToday_ItIsRefusedUntilEachRuleIsKept()
    {
        await using var app = await StartAsync("uk-2026.json");
        var id = await PlannedAsync(app, January(31));
        await EquippedAsync(app, id);

        // The plan of the trials: a place, a day and a purpose.
        await TriedAsync(app, id, LfrRoutes.Deployment(id), Roles.Planner, "Submit for authority", nameof(SubmitDeployment), "R02", "R03", "R08", "R09", "R10", "R12b", "R18");
        await ReasonedAsync(app, id);
        await AskedAsync(app, id);
        clock.MoveTo(London(1, 30, 16, 0));
        await AnnouncedAsync(app, id);
        await GrantedAsync(app, id);
        await CompiledAsync(app, id);

        // Eighteen hours are less than the policy's twenty-four, and nobody has said why.
        clock.MoveTo(London(1, 31, 10, 0));
        await TriedAsync(app, id, LfrRoutes.Live(id), Roles.Operator, "Go live", nameof(GoLive), "R14", "R15", "R20", "R36");
        Done(await Get<SealWatchlist>(app).RunAsync(Given.Approver, id, null, Cancel));
        await TriedAsync(app, id, LfrRoutes.Live(id), Roles.Operator, "Go live", nameof(GoLive), "R14", "R15");
        await PutOffAsync(app, id);
        await PublicReadsAsync(app, id, "Postponed.", Weather);
        var off = await DeploymentAsync(app, id);
        Assert.Equal((DeploymentState.Draft, (AuthorityDecision?)null, (Window?)null), (off.State, off.Authority, off.Plan.Window));

        // The new day needs a notice, an authority and a list of its own (R17), and a reason for a notice that is short again.
        clock.MoveTo(London(2, 13, 16, 0));
        await GivenAnotherDayAsync(app, id, new DateOnly(2019, 2, 14));
        await AnnouncedAgainAsync(app, id, "The weather is better: it takes place on 14 February.");
        await AskedAsync(app, id);
        await GrantedAsync(app, id);
        clock.MoveTo(London(2, 14, 10, 0));
        await TriedAsync(app, id, LfrRoutes.Live(id), Roles.Operator, "Go live", nameof(GoLive), "R14", "R15", "R19", "R20", "R36");
        await CompiledAgainAsync(app, id);
        await StreetSigns.UpAsync(app, id);
        await TriedAsync(app, id, LfrRoutes.Live(id), Roles.Operator, "Go live", nameof(GoLive), "R14");
        await SecondReasonAsync(app, id, "The forecast was only good enough on the day before.");
        await GoesLiveAsync(app, id);
        await StoppedAsync(app, id);
        Assert.Equal(("uk-2026.1", RunEnd.Stopped), ((await DeploymentAsync(app, id)).PolicyId, Assert.Single((await DeploymentAsync(app, id)).Runs).End));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var desk in desks.Values)
            await desk.DisposeAsync();
    }

    private static DateTimeOffset London(int month, int day, int hour, int minute) => new(2019, month, day, hour, minute, 0, TimeSpan.Zero);

    private static DateOnly January(int day) => new(2019, 1, day);

    private static void Done(Outcome outcome) => CompiledList.Done(outcome);

    private static T Get<T>(LfrApp app)
        where T : notnull => app.Services.GetRequiredService<T>();

    private static Task<Deployment> DeploymentAsync(LfrApp app, Guid id) => app.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel));

    /// <summary>A library of one pack, as if it had been in force in 2019: nothing of it is changed but its first day.</summary>
    private static PolicyLibrary Only(string pack)
    {
        var folder = Directory.CreateTempSubdirectory("lfr-policies-").FullName;
        try
        {
            var text = File.ReadAllText(Repository.Combine("policies", pack));
            File.WriteAllText(Path.Combine(folder, pack), new Regex("\"effectiveFrom\": \"[0-9-]+\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Replace(text, "\"effectiveFrom\": \"2016-01-01\"", 1));
            return PolicyLibrary.Load(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<LfrApp> StartAsync(string pack)
    {
        TestModels.FolderOrSkip();
        clock.MoveTo(London(1, 28, 11, 0));
        return await LfrApp.StartAsync(new LfrAppOptions
        {
            Worker = true,
            Time = clock,
            Configure = builder => builder.Services.AddSingleton(Only(pack)),
        });
    }
}
