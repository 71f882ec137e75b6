using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Lfr.Web.Identity;

/// <summary>
/// The key with which a worker signs in to the hub: 32 random bytes in <c>keys/worker.key</c> of the data folder, made at the first start and
/// readable by this account only. A worker on another machine gets a copy of the file.
/// </summary>
public sealed class WorkerKey
{
    private readonly byte[] digest;

    private WorkerKey(string value)
    {
        Value = value;
        digest = SHA256.HashData(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>The key, base64url.</summary>
    public string Value { get; }

    /// <summary>Reads the key, or makes it.</summary>
    public static WorkerKey ReadOrCreate(string path)
    {
        if (!File.Exists(path))
            Write(path, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

        return new WorkerKey(File.ReadAllText(path).Trim());
    }

    /// <summary>Whether <paramref name="presented"/> is the key; takes the same time whatever it is.</summary>
    public bool Matches(string presented) =>
        CryptographicOperations.FixedTimeEquals(digest, SHA256.HashData(Encoding.UTF8.GetBytes(presented)));

    private static void Write(string path, string key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, Encoding.ASCII, options);
        file.Write(key);
    }
}
