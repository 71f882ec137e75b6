using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>A deployment of its own in a running application, and its list: compiled with the real models and kept in a real database.</summary>
public sealed class CompiledList
{
    private readonly LfrApp app;
    private int proposed;

    private CompiledList(LfrApp app, Guid deploymentId) => (this.app, DeploymentId) = (app, deploymentId);

    public Guid DeploymentId { get; }

    /// <summary>Starts one. Skips the calling test where the models are missing.</summary>
    public static async Task<CompiledList> StartAsync(LfrApp app)
    {
        TestModels.FolderOrSkip();
        var id = Guid.CreateVersion7();
        // Tomorrow: the biometrics of a window that is over are destroyed by the running application itself.
        var start = app.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(1);
        var plan = Given.GoodPlan() with { Window = new Window(start, start.AddHours(8)) };
        Done(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, id, plan, TestContext.Current.CancellationToken));
        await ApproveCriteriaAsync(app, id, plan);
        return new CompiledList(app, id);
    }

    /// <summary>Has criteria proposed and approved that leave out nobody whom plan and policy allow.</summary>
    public static async Task ApproveCriteriaAsync(LfrApp app, Guid deploymentId, Plan plan)
    {
        var terms = new CriteriaTerms(
            plan.Criteria.Categories, [.. Enum.GetValues<ImageSource>().Where(s => s != ImageSource.PassportOrDrivingLicence)], Enum.GetValues<AgeBand>(), $"Seen by the station in operation {deploymentId}.");
        var revision = await app.InDatabaseAsync(db => db.ListCriteria.Where(c => c.DeploymentId == deploymentId).Select(c => c.Revision).FirstOrDefaultAsync(TestContext.Current.CancellationToken));
        Done(await app.Services.GetRequiredService<ProposeCriteria>().RunAsync(Given.Compiler, deploymentId, terms, revision, TestContext.Current.CancellationToken));
        Done(await app.Services.GetRequiredService<DecideCriteria>().RunAsync(
            Given.Officer, deploymentId, true, "No wider than this operation needs.", null, null, TestContext.Current.CancellationToken));
    }

    public static void Done(Outcome outcome) => Assert.True(outcome.Succeeded, outcome.Explanation);

    public static byte[] Portrait(string person) => File.ReadAllBytes(Path.Combine(TestData.Demo, "people", person, "portrait.jpg"));

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Proposes a synthetic person and returns the entry's id.</summary>
    public async Task<Guid> ProposeAsync(string person, Func<EntryDetails, EntryDetails>? change = null, Actor? compiler = null)
    {
        var id = Guid.CreateVersion7();
        Done(await TryProposeAsync(id, Portrait(person), change, compiler));
        return id;
    }

    public Task<Outcome> TryProposeAsync(Guid id, byte[] photograph, Func<EntryDetails, EntryDetails>? change = null, Actor? compiler = null)
    {
        var number = ++proposed;
        var details = Given.GoodDetails(number) with
        {
            Justification = Justifications[number % Justifications.Length],
            StatusVerifiedAt = app.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(-1),
        };
        return Get<ProposeEntry>().RunAsync(
            compiler ?? Given.Compiler, DeploymentId, id, (change ?? (d => d))(details), photograph, TestContext.Current.CancellationToken);
    }

    public async Task<Outcome> DecideAsync(Actor approver, Guid entryId, EntryVerdict verdict = EntryVerdict.Approved, string reasons = "", string? hashSeen = null) =>
        await Get<DecideEntry>().RunAsync(
            approver, entryId, verdict, reasons, hashSeen ?? (await EntryAsync(entryId)).Hash(), 7, TestContext.Current.CancellationToken);

    public Task<Outcome> SealAsync() => Get<SealWatchlist>().RunAsync(Given.Approver, DeploymentId, null, TestContext.Current.CancellationToken);

    public Task<WatchlistEntry> EntryAsync(Guid id) =>
        app.InDatabaseAsync(db => db.Entries.AsNoTracking().SingleAsync(e => e.Id == id, TestContext.Current.CancellationToken));

    public Task<Watchlist> ListAsync() =>
        app.InDatabaseAsync(db => db.Watchlists.AsNoTracking().SingleAsync(w => w.DeploymentId == DeploymentId, TestContext.Current.CancellationToken));

    /// <summary>The first rows of the list as an approver sees them.</summary>
    public async Task<IReadOnlyList<EntryRow>> RowsAsync(string? state = null)
    {
        Done(await Get<SayWhyYouLook>().RunAsync(Given.Approver, DeploymentId, "Checks how the list stands.", TestContext.Current.CancellationToken));
        return (await Get<ReadEntries>().RunAsync(Given.Approver, DeploymentId, EntryFilter.From(state, null, null, null), 0, 50, TestContext.Current.CancellationToken)).Rows;
    }

    public Task<int> LoggedAsync(string action, bool done = true) => app.InDatabaseAsync(db =>
        db.AuditEvents.CountAsync(e => e.Action == action && e.Done == done && e.DeploymentId == DeploymentId, TestContext.Current.CancellationToken));

    private static readonly string[] Justifications =
    [
        "Failed to appear at Snaresbrook Crown Court on 3 May, charged with wounding.",
        "Recalled to prison after the hostel reported him missing; robbed a shop in Upminster with a knife.",
        "Named by two witnesses as the man who drove the car away from the burglary in Gidea Park.",
        "Broke her non-molestation order four times since Easter, each time at the victim's place of work.",
        "Escaped from escort at Queen's Hospital while under arrest for supplying class A drugs.",
    ];
}
