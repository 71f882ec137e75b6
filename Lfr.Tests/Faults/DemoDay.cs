using Lfr.Inference.Models;
using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Identity;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Faults;

/// <summary>The demonstration's deployment in Romford, run by the people who run it.</summary>
internal static class DemoDay
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The demonstration with a worker in the same process, or its folder from an earlier start.</summary>
    public static Task<LfrApp> StartAsync(string? data = null, bool worker = true) =>
        LfrApp.StartAsync(new LfrAppOptions { Demo = true, Worker = worker, Data = data });

    /// <summary>Waits for the worker and presses Go live.</summary>
    public static async Task<Guid> GoLiveAsync(LfrApp app)
    {
        var fleet = app.Services.GetRequiredService<WorkerFleet>();
        await Eventually.HoldsAsync(() => fleet.IsReady(), "a worker is ready", TimeSpan.FromSeconds(60));
        var id = await RomfordAsync(app);
        Given.Do(await Get<GoLive>(app).RunAsync(await ActorAsync(app, Roles.Operator), id, null, Cancellation));
        return id;
    }

    /// <summary>The deployment that is ready.</summary>
    public static Task<Guid> RomfordAsync(LfrApp app) => app.InDatabaseAsync(async db =>
    {
        var ready = await db.Deployments.AsNoTracking().Where(d => d.State == DeploymentState.Authorised || d.State == DeploymentState.Live).ToListAsync(Cancellation);
        return ready.Single(d => d.Plan.Name == "Romford town centre").Id;
    });

    /// <summary>Alerts in the order of their numbers.</summary>
    public static Task<List<Alert>> AlertsAsync(LfrApp app, Guid deployment) =>
        app.InDatabaseAsync((LfrDbContext db) => db.Alerts.AsNoTracking().Where(a => a.DeploymentId == deployment).OrderBy(a => a.Sequence).ToListAsync(Cancellation));

    /// <summary>Waits for at least <paramref name="number"/> alerts.</summary>
    public static Task RaisedAsync(LfrApp app, Guid deployment, int number) =>
        Eventually.HoldsAsync(async () => (await AlertsAsync(app, deployment)).Count >= number, $"{number} alerts are raised", TimeSpan.FromSeconds(120));

    /// <summary>The account of the demonstration that holds <paramref name="role"/>.</summary>
    public static async Task<Actor> ActorAsync(LfrApp app, string role)
    {
        var person = LfrApp.Person(role);
        return new Actor(await app.IdOfAsync(role), person.Name, person.Rank, new HashSet<string>([role], StringComparer.Ordinal));
    }

    /// <summary>A command or another service.</summary>
    public static T Get<T>(LfrApp app)
        where T : notnull => app.Services.GetRequiredService<T>();
}
