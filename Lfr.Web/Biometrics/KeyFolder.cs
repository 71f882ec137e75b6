using System.Security.Cryptography;
using Lfr.Web.Hosting;
using Lfr.Web.Settings;

namespace Lfr.Web.Biometrics;

/// <summary>
/// The installation's own secrets in <c>keys/</c> of the data folder: the master key that wraps all others, and the key pair that
/// signs licences. Made at the first start, readable by the service account only, never in the database.
/// </summary>
public sealed class KeyFolder : IDisposable
{
    private readonly byte[] master;

    /// <summary>Opens the folder and makes what is missing.</summary>
    public KeyFolder(LfrPaths paths)
    {
        var folder = paths.Keys;
        Directory.CreateDirectory(folder);
        master = Secret(Path.Combine(folder, "master.key"), () => RandomNumberGenerator.GetBytes(32));
        LicenceKey = ECDsa.Create();
        LicenceKey.ImportPkcs8PrivateKey(Secret(Path.Combine(folder, "licence.key"), () =>
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return fresh.ExportPkcs8PrivateKey();
        }), out _);
        LicencePublicKeyFile = Path.Combine(folder, "licence.public.pem");
        File.WriteAllText(LicencePublicKeyFile, LicencePublicKey);
    }

    /// <summary>Signs licences; ECDSA P-256.</summary>
    public ECDsa LicenceKey { get; }

    /// <summary>The public half as PEM: what a worker checks licences with.</summary>
    public string LicencePublicKey => LicenceKey.ExportSubjectPublicKeyInfoPem();

    /// <summary>Where the public half lies, for a worker on another machine.</summary>
    public string LicencePublicKeyFile { get; }

    /// <summary>Wraps a key with the master key; the wrapping vouches for <paramref name="owner"/>.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> key) => Sealing.Seal(master, key, owner);

    /// <summary>Unwraps a key.</summary>
    /// <exception cref="CryptographicException">It was altered, or is the key of another owner.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> owner, byte[] wrapped) => Sealing.Open(master, wrapped, owner);

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(master);
        LicenceKey.Dispose();
    }

    private static byte[] Secret(string file, Func<byte[]> make)
    {
        if (!File.Exists(file))
        {
            // Written beside and moved, so that a start that is cut off leaves no half key; the first of two starts at once wins.
            var fresh = file + "." + RandomNumberGenerator.GetHexString(8);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(fresh, options))
            {
                stream.Write(make());
                stream.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(fresh, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(fresh);
            }
        }

        return File.ReadAllBytes(file);
    }
}

/// <summary>AES-256-GCM: 12-byte nonce, ciphertext, 16-byte tag.</summary>
internal static class Sealing
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Encrypts under a fresh nonce.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> clear, ReadOnlySpan<byte> associated)
    {
        var sealedBytes = new byte[NonceSize + clear.Length + TagSize];
        var nonce = sealedBytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, clear, sealedBytes.AsSpan(NonceSize, clear.Length), sealedBytes.AsSpan(NonceSize + clear.Length), associated);
        return sealedBytes;
    }

    /// <summary>Decrypts.</summary>
    /// <exception cref="CryptographicException">The bytes were altered, or the key or the associated data is another.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> associated)
    {
        if (sealedBytes.Length < NonceSize + TagSize)
            throw new CryptographicException("The sealed bytes are too short to be whole.");
        var clear = new byte[sealedBytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(sealedBytes[..NonceSize], sealedBytes[NonceSize..^TagSize], sealedBytes[^TagSize..], clear, associated);
        return clear;
    }
}
