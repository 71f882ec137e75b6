using System.Diagnostics;

namespace Lfr.Tests.Support;

/// <summary>Waits for what happens in another thread or process, by looking at it, never by guessing how long it takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until <paramref name="holds"/>; fails with <paramref name="what"/> after <paramref name="atMost"/> (60 s: patience costs nothing when all is well).</summary>
    public static async Task HoldsAsync(Func<Task<bool>> holds, string what, TimeSpan? atMost = null)
    {
        var limit = atMost ?? TimeSpan.FromSeconds(60);
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > limit)
                Assert.Fail($"Not within {limit.TotalSeconds:0} s: {what}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As <see cref="HoldsAsync(Func{Task{bool}}, string, TimeSpan?)"/>, for what is seen at once.</summary>
    public static Task HoldsAsync(Func<bool> holds, string what, TimeSpan? atMost = null) => HoldsAsync(() => Task.FromResult(holds()), what, atMost);
}
