using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Lfr.Shared.Live;

namespace Lfr.Inference.Publishing;

/// <summary>
/// Alerts of one licence that the web has not acknowledged, one encrypted file each (<c>outbox/{licence}/{alert}.alert</c>), so that a worker that is killed or
/// offline loses none and delivers none twice. The key comes with the licence and is never written down; without it the files are noise.
/// </summary>
public sealed class AlertOutbox : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const string Extension = ".alert";
    private const string UntilFile = "until";
    private readonly Guid licenceId;
    private readonly string folder;
    private readonly AesGcm cipher;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<Guid, AlertMessage> unsaved = new();

    /// <param name="dataFolder">The worker's data folder.</param>
    /// <param name="licenceId">The licence.</param>
    /// <param name="key">32 bytes from the licence's grant.</param>
    /// <param name="until">When everything here is to be deleted even if nobody ever asks for it (UTC).</param>
    public AlertOutbox(string dataFolder, Guid licenceId, ReadOnlySpan<byte> key, DateTimeOffset until)
    {
        if (key.Length != 32)
            throw new ArgumentException("The key of the outbox has 32 bytes.", nameof(key));
        this.licenceId = licenceId;
        folder = Path.Combine(Root(dataFolder), licenceId.ToString("D"));
        cipher = new AesGcm(key, TagBytes);
        Directory.CreateDirectory(folder);
        foreach (var left in Directory.EnumerateFiles(folder, "*.tmp"))
            File.Delete(left);
        WriteWhole(Path.Combine(folder, UntilFile), System.Text.Encoding.ASCII.GetBytes(until.ToString("O", CultureInfo.InvariantCulture)));
    }

    /// <summary>Licences of which alerts lie on the disk.</summary>
    public static IReadOnlyList<Guid> Left(string dataFolder) =>
        [.. Folders(dataFolder).Where(f => Directory.EnumerateFiles(f.Path, "*" + Extension).Any()).Select(f => f.Licence)];

    /// <summary>Opens what an earlier life of this worker left, until when it was to be kept; <see langword="null"/> when there is nothing, or its time is over.</summary>
    /// <param name="dataFolder">The worker's data folder.</param>
    /// <param name="licenceId">The licence.</param>
    /// <param name="key">32 bytes from the web.</param>
    /// <param name="now">Now (UTC).</param>
    public static (AlertOutbox Outbox, DateTimeOffset Until)? Reopen(string dataFolder, Guid licenceId, ReadOnlySpan<byte> key, DateTimeOffset now) =>
        UntilOf(Path.Combine(Root(dataFolder), licenceId.ToString("D"))) is { } until && now < until ? (new AlertOutbox(dataFolder, licenceId, key, until), until) : null;

    /// <summary>Alerts that wait.</summary>
    public int Count => Waiting().Count;

    /// <summary>Ids of the alerts that wait, oldest first.</summary>
    public IReadOnlyList<Guid> Waiting()
    {
        var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + Extension) : [];
        return [.. files
            .Select(f => Guid.TryParseExact(Path.GetFileNameWithoutExtension(f), "D", out var id) ? id : Guid.Empty)
            .Where(id => id != Guid.Empty)
            .Union(unsaved.Keys)
            .OrderBy(id => id.ToString("N"), StringComparer.Ordinal)];
    }

    /// <summary>Why alerts cannot be written at the moment, as a sentence; <see langword="null"/> when they can.</summary>
    public string? Problem => unsaved.IsEmpty
        ? null
        : "The worker's disk takes no alerts (is it full?): they are kept in memory until the web has them.";

    /// <summary>
    /// Writes an alert, wholly or not at all. The same alert twice is one. When the disk takes nothing, the alert waits in memory instead: a full
    /// disk must not swallow it.
    /// </summary>
    public void Put(AlertMessage alert)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(alert, JsonSerializerOptions.Web);
        var file = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = file.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        try
        {
            lock (gate)
            {
                cipher.Encrypt(nonce, plain, file.AsSpan(NonceBytes + TagBytes), file.AsSpan(NonceBytes, TagBytes), Context(alert.AlertId));
                Directory.CreateDirectory(folder);
                WriteWhole(PathOf(alert.AlertId), file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unsaved[alert.AlertId] = alert;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Reads an alert that waits; <see langword="null"/> when it is gone, or was not written with this key or was altered.</summary>
    public AlertMessage? Get(Guid alertId)
    {
        if (unsaved.TryGetValue(alertId, out var inMemory))
            return inMemory;
        byte[] file;
        try
        {
            file = File.ReadAllBytes(PathOf(alertId));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        if (file.Length <= NonceBytes + TagBytes)
            return null;
        var plain = new byte[file.Length - NonceBytes - TagBytes];
        try
        {
            lock (gate)
            {
                cipher.Decrypt(
                    file.AsSpan(0, NonceBytes), file.AsSpan(NonceBytes + TagBytes), file.AsSpan(NonceBytes, TagBytes), plain, Context(alertId));
            }

            return JsonSerializer.Deserialize<AlertMessage>(plain, JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is AuthenticationTagMismatchException or JsonException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Deletes an alert: it was acknowledged or finally refused.</summary>
    public void Remove(Guid alertId)
    {
        unsaved.TryRemove(alertId, out _);
        if (Directory.Exists(folder))
            File.Delete(PathOf(alertId));
    }

    /// <summary>Deletes everything of this licence.</summary>
    public void DeleteAll()
    {
        unsaved.Clear();
        lock (gate)
            Delete(folder);
    }

    /// <inheritdoc/>
    public void Dispose() => cipher.Dispose();

    /// <summary>Deletes what belongs to licences other than <paramref name="live"/>: the web said that they are over.</summary>
    public static void DeleteExcept(string dataFolder, IReadOnlyCollection<Guid> live)
    {
        foreach (var (path, licence) in Folders(dataFolder))
        {
            if (!live.Contains(licence))
                Delete(path);
        }
    }

    /// <summary>Deletes what belongs to licences that have run out, also when the web cannot be asked.</summary>
    public static void DeleteExpired(string dataFolder, DateTimeOffset now)
    {
        foreach (var (path, _) in Folders(dataFolder))
        {
            if (UntilOf(path) is not { } until || now >= until)
                Delete(path);
        }
    }

    private static DateTimeOffset? UntilOf(string path)
    {
        var file = Path.Combine(path, UntilFile);
        return File.Exists(file) && DateTimeOffset.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) ? until : null;
    }

    private static IEnumerable<(string Path, Guid Licence)> Folders(string dataFolder)
    {
        var root = Root(dataFolder);
        if (!Directory.Exists(root))
            yield break;
        foreach (var path in Directory.GetDirectories(root))
        {
            if (Guid.TryParseExact(Path.GetFileName(path), "D", out var licence))
                yield return (path, licence);
        }
    }

    private static string Root(string dataFolder) => Path.Combine(dataFolder, "outbox");

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private static void WriteWhole(string path, ReadOnlySpan<byte> bytes)
    {
        var partial = path + ".tmp";
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    private string PathOf(Guid alertId) => Path.Combine(folder, alertId.ToString("D") + Extension);

    /// <summary>Ties the ciphertext to its licence and id: a file that was renamed or moved to another licence does not open.</summary>
    private byte[] Context(Guid alertId)
    {
        var context = new byte[36];
        licenceId.TryWriteBytes(context, bigEndian: true, out _);
        alertId.TryWriteBytes(context.AsSpan(16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(32), 1);
        return context;
    }
}
