using System.Collections.Concurrent;
using Lfr.Inference.Galleries;
using Lfr.Inference.Hosting;
using Lfr.Inference.Publishing;
using Lfr.Inference.Video;
using Lfr.Shared.Live;
using Lfr.Tests.Pipeline;
using Lfr.Tests.Support;
using Lfr.Tests.Video;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Worker;

/// <summary>However a camera's task ends: shown at its tile, tried again, and never in the way of a stop or of the next run.</summary>
public sealed class DeadCameraTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 5, 10, 0, 0, TimeSpan.Zero));
    private readonly string data = Directory.CreateTempSubdirectory("lfr-dead").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Theory]
    [InlineData("headers")]
    [InlineData("length")]
    [InlineData("trickle")]
    [InlineData("mute")]
    public async Task Camera_ThatConnectsAndGivesNothing_IsSaidNotToAnswer_AndTriedAgain_AndNeitherStopNorTheNextRunWaitsForIt(string kind)
    {
        WalkRun.SkipUnlessPossible();
        await using var camera = kind switch
        {
            "headers" => DeadCamera.EndlessHeaders(),
            "length" => DeadCamera.HugeLength(),
            "trickle" => DeadCamera.Trickle(),
            _ => DeadCamera.Mute(),
        };
        for (var run = 0; run < 2; run++)
        {
            var before = camera.Connections;
            using var gallery = Gallery.Load([]);
            using var outbox = new AlertOutbox(data, Guid.CreateVersion7(), new byte[32], time.GetUtcNow().AddHours(1));
            using var session = Session(camera.Address, gallery, outbox);
            await Eventually.HoldsAsync(() => camera.Connections > before, "the camera is asked");
            Assert.Equal(CameraState.Opening, Tile(session).State);

            // Not by any moment: the decoder may only now begin to read.
            time.Advance(TimeSpan.FromSeconds(21));

            await Eventually.HoldsAsync(() => Tile(session).State is CameraState.Failed, "the camera is shown as failed");
            Assert.StartsWith($"The camera at {camera.Address} did not answer within 20 seconds.", Tile(session).Problem, StringComparison.Ordinal);
            var tried = camera.Connections;
            await Eventually.HoldsAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromMilliseconds(200));
                    return camera.Connections > tried;
                },
                "it is tried again");

            await session.StopAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Camera_WhoseOpeningIsCancelledByNobody_OrFails_OrHangs_IsTriedAgain_AndNeverHoldsUpTheEnd()
    {
        Func<CancellationToken, Task<IFrameSource>>[] ends =
        [
            _ => throw new InvalidOperationException("a constructor"),
            _ => throw new OperationCanceledException("nobody asked for it"),
            _ => Task.FromException<IFrameSource>(new UnauthorizedAccessException("a folder")),
            _ => Task.FromCanceled<IFrameSource>(new CancellationToken(canceled: true)),
            _ => Task.FromResult<IFrameSource>(new BrokenSource()),
            _ => new TaskCompletionSource<IFrameSource>().Task,
        ];
        foreach (var end in ends)
        {
            var opened = 0;
            using var stop = new CancellationTokenSource();
            var feed = new CameraFeed(
                token =>
                {
                    Interlocked.Increment(ref opened);
                    return end(token);
                },
                live: true,
                time);
            var running = feed.RunAsync(stop.Token);
            for (var attempts = 1; attempts <= 3; attempts++)
            {
                var expected = attempts;
                await Eventually.HoldsAsync(
                    () =>
                    {
                        time.Advance(TimeSpan.FromSeconds(1));
                        return Volatile.Read(ref opened) > expected;
                    },
                    "it is tried again");
            }

            Assert.EndsWith("The worker tries again every few seconds.", feed.State.Problem, StringComparison.Ordinal);
            await stop.CancelAsync();
            await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            Assert.Equal(CameraState.Ended, feed.State.State);
        }
    }

    /// <summary>The licence has the password encrypted; what the worker was given with it opens the camera.</summary>
    [Fact]
    public async Task CameraThatAsksForAPassword_IsToldTheOneOfTheGrant()
    {
        WalkRun.SkipUnlessPossible();
        var told = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var camera = builder.Build();
        camera.MapGet("/one", (HttpContext http) =>
        {
            if (http.Request.Headers.Authorization is [{ } said, ..])
                told.Enqueue(said);
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"camera\"";
            return Results.StatusCode(401);
        });
        await camera.StartAsync(TestContext.Current.CancellationToken);
        using var gallery = Gallery.Load([]);
        using var outbox = new AlertOutbox(data, Guid.CreateVersion7(), new byte[32], time.GetUtcNow().AddHours(1));
        using var session = Session(camera.Urls.First().Replace("://", "://lfr:lfr-sealed-AAAA@", StringComparison.Ordinal) + "/one", gallery, outbox, "p@ss/1");

        await Eventually.HoldsAsync(() => told.Contains($"Basic {Convert.ToBase64String("lfr:p@ss/1"u8)}"), "the camera is told the password");

        Assert.DoesNotContain("p@ss", Tile(session).Problem ?? "", StringComparison.Ordinal);
        await session.StopAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private static CameraStatus Tile(LicenceSession session) => Assert.Single(session.Status(Guid.Empty, null).Cameras);

    private LicenceSession Session(string source, Gallery gallery, AlertOutbox outbox, string? password = null)
    {
        var camera = Guid.CreateVersion7();
        var now = time.GetUtcNow();
        var licence = new DeploymentLicence(
            Guid.CreateVersion7(), Guid.CreateVersion7(), "2026-001", now.AddMinutes(-1), now.AddHours(1), [new LicensedCamera(camera, "Camera 1", source)],
            0.54f, 3, 300, 48, TestModels.OpenOrSkip().Hashes, "", 0, "uk-2026.1", now);
        return new LicenceSession(
            licence, password is null ? new Dictionary<Guid, string>() : new() { [camera] = password }, TestModels.OpenOrSkip(), gallery, outbox, null, false, time.GetTimestamp(), () => true, () => false, Guid.Empty, () => { }, time, NullLogger.Instance);
    }

    /// <summary>Opens, and then neither reads nor closes as it should.</summary>
    private sealed class BrokenSource : IFrameSource
    {
        public ValueTask<VideoFrame?> ReadAsync(CancellationToken cancellationToken) => throw new OperationCanceledException("nobody asked for it");

        public ValueTask DisposeAsync() => throw new InvalidOperationException("it does not close");
    }
}
