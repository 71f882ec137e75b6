using System.Security.Cryptography;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.JSInterop;

namespace Lfr.Web.Components.Forms;

/// <summary>
/// What is being written in a form that is not in the database yet, kept encrypted in the browser tab: a refresh, Back, a lost connection or a restart of Lfr
/// costs no word. Closing the tab does.
/// </summary>
/// <param name="storage">The tab's storage.</param>
/// <param name="time">Clock.</param>
/// <param name="key">Names the form.</param>
/// <param name="keep">Called outside of the page's own thread once nobody has written for a moment; calls <see cref="KeepAsync"/>.</param>
/// <typeparam name="T">What is written.</typeparam>
public sealed class TabDraft<T>(ProtectedSessionStorage storage, TimeProvider time, string key, Func<Task> keep) : IDisposable
    where T : class
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5);
    private ITimer? timer;

    /// <summary>When it was last kept; <see langword="null"/> before it was, or when the connection was lost.</summary>
    public DateTimeOffset? KeptAt { get; private set; }

    /// <summary>Whether everything that was written is kept.</summary>
    public bool IsKept { get; private set; } = true;

    /// <summary>The last time that it was kept.</summary>
    public Task Keeping { get; private set; } = Task.CompletedTask;

    /// <summary>What was kept before; <see langword="null"/> when nothing was, or under keys that this installation no longer has.</summary>
    public async Task<T?> ReadAsync()
    {
        try
        {
            return await storage.GetAsync<T>(key) is { Success: true, Value: { } value } ? value : null;
        }
        catch (CryptographicException)
        {
            await storage.DeleteAsync(key);
            return null;
        }
    }

    /// <summary>Something was written.</summary>
    public void Touch()
    {
        IsKept = false;
        timer ??= time.CreateTimer(_ => Keeping = keep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(Rest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keeps <paramref name="written"/>.</summary>
    public async Task KeepAsync(T written)
    {
        try
        {
            // What is written while it is kept is kept the next time.
            IsKept = true;
            await storage.SetAsync(key, written);
            KeptAt = time.GetUtcNow();
        }
        catch (JSDisconnectedException)
        {
            // The connection is down; the page says so, and the form still holds everything when it comes back.
            (KeptAt, IsKept) = (null, false);
        }
    }

    /// <summary>Forgets it: it was saved, or thrown away.</summary>
    public async Task ForgetAsync()
    {
        timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        (KeptAt, IsKept) = (null, true);
        await storage.DeleteAsync(key);
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();
}
