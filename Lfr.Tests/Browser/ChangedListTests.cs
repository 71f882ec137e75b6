using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Faults;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Urls;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Browser;

/// <summary>Somebody is taken off the list in the middle of a run; the operator sees it, and goes on with the changed list without a pause.</summary>
public sealed class ChangedListTests(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operator_GoesOnWithTheChangedList_AndTheWorkerIsNeverIdle()
    {
        TestModels.FolderOrSkip();
        await using var app = await DemoDay.StartAsync();
        var deployment = await DemoDay.GoLiveAsync(app);
        var fleet = DemoDay.Get<WorkerFleet>(app);
        var first = (await DeploymentAsync(app, deployment)).CurrentRun!;
        await Eventually.HoldsAsync(() => fleet.Running(first.LicenceId)?.Status is { State: WorkerState.Running, FacesCompared: > 0 }, "faces are compared", TimeSpan.FromSeconds(60));
        var frames = fleet.Running(first.LicenceId)!.Status!.Cameras[0].FramesRead;
        await using var room = await Desk.OfAsync(chromium, app, Roles.Operator);
        await room.GoAsync(LfrRoutes.Live(deployment));

        var approver = await DemoDay.ActorAsync(app, Roles.WatchlistApprover);
        var gone = await app.InDatabaseAsync(db => db.Entries.Where(e => e.DeploymentId == deployment && e.State == EntryState.Approved)
            .OrderByDescending(e => e.Reference).Select(e => e.Id).FirstAsync(Cancel));
        Given.Do(await DemoDay.Get<RemoveEntry>(app).RunAsync(approver, gone, "She gave herself up this morning.", Cancel));
        await room.SeesAsync("The list is open for changes.");
        Given.Do(await DemoDay.Get<SealWatchlist>(app).RunAsync(approver, deployment, null, Cancel));
        await room.SeesAsync("The list was changed and sealed again");
        await room.LookAsync("19-changed-list");
        await room.Page.SetViewportSizeAsync(390, 844);
        await room.LookAsync("20-changed-list-phone");
        await room.PressAsync("Use the changed list");

        await Eventually.HoldsAsync(async () => (await DeploymentAsync(app, deployment)).Runs.Count == 2, "the changed list runs");
        var second = (await DeploymentAsync(app, deployment)).CurrentRun!;
        Assert.Equal(first.GallerySize - 1, second.GallerySize);
        await Eventually.HoldsAsync(
            () => fleet.Running(second.LicenceId)?.Status is { State: WorkerState.Running, FacesCompared: > 0 } s && s.LicenceId == second.LicenceId && s.Cameras[0].FramesRead > frames,
            "the same camera goes on under the next licence", TimeSpan.FromSeconds(60));
        room.AssertQuiet();
    }

    private static Task<Deployment> DeploymentAsync(LfrApp app, Guid id) => app.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel));
}
