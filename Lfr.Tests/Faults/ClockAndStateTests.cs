using Lfr.Shared.Live;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Pipeline;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Faults;

/// <summary>What changes between the moment in which all was well and the press of the button.</summary>
public class ClockAndStateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GoLive_WhenTheWindowIsOver_IsRefusedByName()
    {
        await using var rig = await LiveRig.StartAsync();
        rig.Leap(Given.Start.AddHours(8) - rig.Clock.GetUtcNow());

        var outcome = await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation);

        Assert.Contains(outcome.Refusals, r => r.RuleId == "R07b");
        Assert.Empty((await rig.DeploymentAsync()).Runs);
    }

    [Fact]
    public async Task ModelFile_AlteredAfterTheStart_ComparesNothingAndSaysWhy()
    {
        WalkRun.SkipUnlessPossible();
        var models = Directory.CreateTempSubdirectory("lfr-models-").FullName;
        foreach (var file in Directory.GetFiles(TestModels.FolderOrSkip()))
            File.Copy(file, Path.Combine(models, Path.GetFileName(file)));
        try
        {
            await using var app = await LfrApp.StartAsync(new LfrAppOptions
            {
                Demo = true, Worker = true, Settings = new Dictionary<string, string?> { ["LFR_MODELS"] = models },
            });
            var fleet = DemoDay.Get<WorkerFleet>(app);
            await Eventually.HoldsAsync(() => fleet.IsReady(), "a worker is ready", TimeSpan.FromSeconds(60));
            foreach (var file in Directory.GetFiles(models, "*.onnx"))
                await File.AppendAllTextAsync(file, "altered", Cancellation);

            var id = await DemoDay.GoLiveAsync(app);

            var licence = await app.InDatabaseAsync(async db => (await db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancellation)).Runs[^1].LicenceId);
            await Eventually.HoldsAsync(
                () => fleet.Running(licence)?.Status is { Problem: { } problem } && problem.Contains("its SHA-256 differs", StringComparison.Ordinal), "the worker says why");
            Assert.NotEqual(WorkerState.Running, fleet.Running(licence)!.Status!.State);
            Assert.Empty(await DemoDay.AlertsAsync(app, id));
        }
        finally
        {
            Directory.Delete(models, recursive: true);
        }
    }
}
