using Lfr.Shared.Deployments;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Tests.Video;
using Lfr.Web.Features.Deployments.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Deployments;

/// <summary>A planner tries a camera before anybody relies on it.</summary>
public sealed class TryCameraTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CameraThatIsTried_IsSaidWithItsSize_AndStandsInTheLogWithoutItsPassword()
    {
        Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");
        var id = await DraftAsync();

        // Nothing listens there; that it is another machine is all that matters.
        var (outcome, tried) = await shared.App.Services.GetRequiredService<TryCamera>().RunAsync(
            Given.Planner, id, new Camera(Given.Id(21), "Camera 1", "http://lfr:Wintergreen-42@camera.invalid/mjpeg?token=1", ""), Cancel);

        Assert.True(outcome.Succeeded, outcome.Explanation);
        Assert.StartsWith("The camera at http://camera.invalid/mjpeg ", tried!.Problem, StringComparison.Ordinal);
        var said = await shared.App.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().Where(e => e.DeploymentId == id && e.Action == nameof(TryCamera)).Select(e => e.Sentence).SingleAsync(Cancel));
        Assert.Equal("Tried the camera at http://camera.invalid/mjpeg.", said);
        Assert.DoesNotContain(shared.App.Log, l => l.Contains("Wintergreen-42", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:80/", "This address leads to the worker itself, not to a camera.")]
    [InlineData("file:/etc/passwd", "This address leads to the worker itself, not to a camera.")]
    [InlineData("concat:a|b", "This camera address is not understood.")]
    public async Task AddressThatNoPlanMayHold_IsNotTriedEither(string address, string sentence)
    {
        var (outcome, tried) = await shared.App.Services.GetRequiredService<TryCamera>().RunAsync(Given.Planner, await DraftAsync(), new Camera(Given.Id(21), "Camera 1", address, ""), Cancel);

        Assert.Null(tried);
        Assert.StartsWith(sentence, outcome.Explanation, StringComparison.Ordinal);
    }

    private async Task<Guid> DraftAsync()
    {
        var id = Guid.CreateVersion7();
        Given.Do(await shared.App.Services.GetRequiredService<DraftDeployment>().RunAsync(Given.Planner, id, Given.GoodPlan() with { Window = null }, Cancel));
        return id;
    }
}
