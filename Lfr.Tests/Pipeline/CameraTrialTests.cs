using Lfr.Inference.Faces;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Video;
using Lfr.Tests.Support;
using Lfr.Tests.Video;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Pipeline;

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

    [Fact]
    public async Task FacesInView_AreMeasured_AlsoWhereOnlyOnePictureComes()
    {
        var models = TestModels.OpenOrSkip();
        File.Copy(Path.Combine(TestData.Demo, "people", "03", "portrait.jpg"), Path.Combine(folder, "1.jpg"));

        var tried = await CameraTrial.RunAsync("images:" + folder, null, TimeProvider.System, Cancel, models);

        Assert.Null(tried.Problem);
        Assert.Equal((1, 48), (tried.Faces!.Most, tried.Faces.ComparedFrom));
        Assert.InRange(tried.Faces.Largest, 100, tried.Height);
        Assert.Equal(tried.Faces.Largest, tried.Faces.Smallest);
        Assert.InRange(tried.FirstAfter!.Value.TotalSeconds, 0.0001, 15);
        Assert.Null(tried.Late);
    }

    /// <summary>A picture is given only to whoever asks, only without a face, and too small to recognise anybody.</summary>
    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task View_IsGiven_WhereNobodysFaceIsInIt(bool somebody, bool asked, bool given)
    {
        var models = TestModels.OpenOrSkip();
        File.Copy(somebody ? Path.Combine(TestData.Demo, "people", "03", "portrait.jpg") : StreetSigns.Picture, Path.Combine(folder, "1.jpg"));

        var tried = await CameraTrial.RunAsync("images:" + folder, null, TimeProvider.System, Cancel, models, asked);

        Assert.Equal(somebody ? 1 : 0, tried.Faces!.Most);
        Assert.Equal(given, tried.View is not null);
        if (tried.View is { } jpeg)
        {
            using var view = Picture.Decode(jpeg);
            Assert.Equal(480, Math.Max(view.Width, view.Height));
        }
    }

    [Theory]
    [InlineData(true, 0, 0.0)]
    [InlineData(true, 1, 0.4)]
    [InlineData(false, 1, null)]
    public void Delay_IsByHowMuchPicturesComeLaterThanTheirTimesPromise_WithoutWhatPiledUpBefore(bool tells, int slow, double? late)
    {
        var began = new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
        var pool = new FramePool();
        var seen = new CountedPictures(began) { TellsTime = tells };
        for (var i = 0; !seen.IsEnough; i++)
        {
            using var frame = pool.Rent(4, 2);
            frame.StreamTime = TimeSpan.FromSeconds(0.1 * i);
            // The first ten had piled up and come at once; from the fifteenth on each comes two fifths slower where the network is slow.
            var lag = i < 10 ? -0.1 * i : -1 + (slow * 0.04 * Math.Max(0, i - 15));
            frame.At = began.AddSeconds(1.5 + (0.1 * i) + lag);
            seen.Count(frame);
        }

        var tried = seen.ToTried(null);

        Assert.Equal(1.5, tried.FirstAfter!.Value.TotalSeconds, 3);
        Assert.Equal(late, tried.Late is { } found ? Math.Round(found.TotalSeconds, 1, MidpointRounding.ToZero) : null);
    }

    [Fact]
    public void FacesAndDelay_AreSaidInPlainWords()
    {
        var tried = new TriedCamera(null, 64, 48, 10) { FirstAfter = TimeSpan.FromSeconds(1.26), Late = TimeSpan.FromSeconds(0.42), Faces = new TriedFaces(3, 31, 84, 48) };

        Assert.Equal(
            "The picture has 64 × 48 pixels and comes 10 times a second. The first came after 1.3 seconds; later ones came up to 0.4 seconds late. Up to 3 faces in view, 31 to 84 pixels high; faces of 48 pixels or more are compared.",
            tried.Sentence);
        Assert.EndsWith(" after 1.3 seconds. One face in view, 60 pixels high.", (tried with { Late = TimeSpan.FromMilliseconds(40), Faces = new TriedFaces(1, 60, 60, 0) }).Sentence, StringComparison.Ordinal);
        Assert.EndsWith(" after 1.3 seconds. No face was in view; faces of 48 pixels or more are compared.", (tried with { Late = null, Faces = new TriedFaces(0, 0, 0, 48) }).Sentence, StringComparison.Ordinal);
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
