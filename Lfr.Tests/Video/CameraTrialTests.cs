using Lfr.Inference.Video;
using Lfr.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Video;

/// <summary>A camera that is tried from the plan: with a real decoder and a real server.</summary>
public sealed class CameraTrialTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-trial").FullName;

    public CameraTrialTests() => Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task CameraThatWorks_IsSaidWithSizeAndRate()
    {
        var tried = await TryAsync("file:" + Films.Make(folder, 10));

        Assert.Null(tried.Problem);
        Assert.Equal((320, 240, 0d), (tried.Width, tried.Height, tried.Damaged));
        Assert.InRange(tried.FramesPerSecond, 5, 20);
        Assert.StartsWith("The picture has 320 × 240 pixels and comes ", tried.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp//10.0.0.1/one", "This camera address is not understood.")]
    [InlineData("http://127.0.0.1:1/", "The camera at http://127.0.0.1:1/ refuses the connection.")]
    [InlineData("file:/none/such.mp4", "The video file such.mp4 does not exist on this worker.")]
    [InlineData("images:/none/such", "The folder")]
    [InlineData("demo:walk.mp4", "This worker has no demonstration films.")]
    public async Task CameraThatFails_IsASentence(string address, string sentence) =>
        Assert.StartsWith(sentence, (await TryAsync(address)).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task CameraThatAnswersNothing_IsGivenUpAfterTwentySeconds()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var camera = builder.Build();
        var asked = new SemaphoreSlim(0);
        camera.MapGet("/", async http =>
        {
            http.Response.ContentType = "video/mp4";
            await http.Response.Body.FlushAsync(http.RequestAborted);
            asked.Release();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        await camera.StartAsync(Cancel);
        var clock = new FakeTimeProvider();
        var trying = CameraTrial.RunAsync(camera.Urls.First() + "/", null, clock, Cancel);
        await asked.WaitAsync(Cancel);

        clock.Advance(CameraTrial.Longest);

        Assert.Contains("within 20 seconds", (await trying).Problem, StringComparison.Ordinal);
        await camera.StopAsync(new CancellationToken(canceled: true));
    }

    [Fact]
    public async Task Trial_ThatItsPageLeft_IsCancelled()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CameraTrial.RunAsync("file:" + Films.Make(folder, 5), null, TimeProvider.System, left.Token));
    }

    [Theory]
    [InlineData(25.04, 0, "The picture has 64 × 48 pixels and comes 25 times a second.")]
    [InlineData(0.2, 0, "The picture has 64 × 48 pixels and comes 0.2 times a second.")]
    [InlineData(0, 0, "The picture has 64 × 48 pixels and came once.")]
    [InlineData(10, 0.124, "The picture has 64 × 48 pixels and comes 10 times a second. Damaged: 12 % of the pictures; check the network.")]
    public void WhatWasFound_IsSaidInOneSentence(double rate, double damaged, string sentence) => Assert.Equal(sentence, new TriedCamera(null, 64, 48, rate, damaged).Sentence);

    private static Task<TriedCamera> TryAsync(string address) => CameraTrial.RunAsync(address, null, TimeProvider.System, Cancel);
}
