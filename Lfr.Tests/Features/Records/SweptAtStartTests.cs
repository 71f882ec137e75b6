using Lfr.Shared.Biometrics;
using Lfr.Tests.Policy;
using Lfr.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Records;

/// <summary>The program ends after a purge and before the log could be emptied: what was destroyed would lie there until the next purge.</summary>
public sealed class SweptAtStartTests : IDisposable
{
    private readonly string copy = Directory.CreateTempSubdirectory("lfr-test-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task WhatWasDestroyed_AndStillLiesInTheLog_IsGoneAfterTheNextStart()
    {
        await using var ended = await EndedRig.StartAsync();
        var destroyed = await ended.Rig.App.InDatabaseAsync(db => db.Blobs.Where(b => b.Kind == BlobKind.WatchlistTemplate).Select(b => b.Sealed).FirstAsync(Cancel));
        await using (await ended.HoldAsync("SELECT COUNT(*) FROM BiometricBlobs"))
        {
            await ended.LookAsync(ended.EndedAt.AddHours(24));
            Assert.Equal(0, await ended.BlobsAsync(BlobKind.WatchlistTemplate));
            // As the disk is when the power goes now.
            foreach (var file in Directory.EnumerateFiles(ended.Rig.App.Data, "lfr.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).Concat(Directory.EnumerateFiles(Path.Combine(ended.Rig.App.Data, "keys"), "*", SearchOption.AllDirectories)))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(ended.Rig.App.Data, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await using var to = File.Create(target);
                await from.CopyToAsync(to, Cancel);
            }
        }

        Assert.True(await IsThereAsync(destroyed), "Before the start it is still there.");
        await using var app = LfrHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["LFR_URLS"] = "http://127.0.0.1:0", ["LFR_DATA"] = copy, ["LFR_DEMO"] = "0", ["Worker:CoHosted"] = "false" });
            builder.Services.AddSingleton<TimeProvider>(ended.Rig.Clock);
        });

        // Without the watches, which would sweep again by themselves.
        await app.PrepareLfrDataAsync(Cancel);

        Assert.False(await IsThereAsync(destroyed), "After it, it is not.");
    }

    private async Task<bool> IsThereAsync(byte[] needle)
    {
        foreach (var file in Directory.EnumerateFiles(copy, "lfr.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Cancel);
            // A row of this size may lie on two pages of the file; each begins with a part of it.
            if (bytes.AsSpan().IndexOf(needle.AsSpan(0, 64)) >= 0)
                return true;
        }

        return false;
    }
}
