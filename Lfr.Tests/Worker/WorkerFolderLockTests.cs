using Lfr.Inference.Hosting;
using Lfr.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Worker;

/// <summary>One program per worker's folder: a second one would sign in with the same key and run what the first runs.</summary>
public sealed class WorkerFolderLockTests : IAsyncDisposable
{
    private readonly FakeWeb web = new();
    private readonly string data = Directory.CreateTempSubdirectory("lfr-worker").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task SecondProgram_OnOneFolder_SaysSo_NeverSignsIn_AndTakesOverWhenTheFirstIsGone()
    {
        await web.StartAsync();
        using var first = web.Worker(data);
        await first.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => web.Hellos.Count == 1, "the first worker is connected");
        using var log = new CapturedLog();
        using var logs = LoggerFactory.Create(l => l.AddProvider(log));
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var second = web.Worker(data, null, clock, logs.CreateLogger<LfrWorker>());
        await second.StartAsync(Cancel);

        await Eventually.HoldsAsync(() => log.Lines.Any(l => l.Contains($"Another worker already runs on {data}.", StringComparison.Ordinal)), "the second says why it waits");
        Assert.Single(web.Hellos);

        await first.StopAsync(Cancel);
        Assert.True(File.Exists(Path.Combine(data, "worker.lock")));
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return web.Hellos.Count == 2;
            },
            "the second takes over");
        await second.StopAsync(Cancel);
    }
}
