using System.Security.Cryptography;
using System.Text;
using Lfr.Shared;
using Lfr.Web.Settings;

namespace Lfr.Web.Biometrics;

/// <summary>
/// The installation's own secrets in <c>keys/</c> of the data folder: the master key that wraps all others, and the key pair that
/// signs licences. Made at the first start, readable by the service account only, never in the database.
/// </summary>
public sealed class KeyFolder : IDisposable
{
    private readonly byte[] master;

    private const int MasterKeySize = 32;

    /// <summary>Opens the folder and makes what is missing.</summary>
    /// <exception cref="StartRefusedException">A file is there and is no key.</exception>
    public KeyFolder(LfrPaths paths)
    {
        var folder = paths.Keys;
        Directory.CreateDirectory(folder);
        master = Secret(MasterKeyFile(paths), () => RandomNumberGenerator.GetBytes(MasterKeySize));
        if (master.Length != MasterKeySize)
            throw Damaged(MasterKeyFile(paths), null);
        LicenceKey = ECDsa.Create();
        var licence = LicenceKeyFile(paths);
        try
        {
            LicenceKey.ImportPkcs8PrivateKey(Secret(licence, () =>
            {
                using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                return fresh.ExportPkcs8PrivateKey();
            }), out _);
        }
        catch (CryptographicException e)
        {
            throw Damaged(licence, e);
        }

        LicencePublicKeyFile = Path.Combine(folder, "licence.public.pem");
        Publish(LicencePublicKeyFile, LicencePublicKey);
    }

    /// <summary>Signs licences; ECDSA P-256.</summary>
    public ECDsa LicenceKey { get; }

    /// <summary>The public half as PEM: what a worker checks licences with.</summary>
    public string LicencePublicKey => LicenceKey.ExportSubjectPublicKeyInfoPem();

    /// <summary>Where the public half lies, for a worker on another machine.</summary>
    public string LicencePublicKeyFile { get; }

    /// <summary>Whether the folder holds a master key already.</summary>
    public static bool IsThere(LfrPaths paths) => File.Exists(MasterKeyFile(paths));

    /// <summary>Whether it holds a key that signs licences already.</summary>
    public static bool HasLicenceKey(LfrPaths paths) => File.Exists(LicenceKeyFile(paths));

    /// <summary>HMAC-SHA256 of <paramref name="text"/> under a key that is derived from the master key for <paramref name="purpose"/>.</summary>
    public byte[] Vouch(string purpose, ReadOnlySpan<byte> text)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, MasterKeySize, info: Encoding.UTF8.GetBytes(purpose));
        var vouched = HMACSHA256.HashData(key, text);
        CryptographicOperations.ZeroMemory(key);
        return vouched;
    }

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

    private static string MasterKeyFile(LfrPaths paths) => Path.Combine(paths.Keys, "master.key");

    private static string LicenceKeyFile(LfrPaths paths) => Path.Combine(paths.Keys, "licence.key");

    // Whole or not at all: a worker may read it at any moment, also under an account of its own.
    private static void Publish(string file, string pem)
    {
        if (File.Exists(file) && File.ReadAllText(file) == pem)
            return;
        PrivateFile.Write(file, Encoding.ASCII.GetBytes(pem), overwrite: true);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private static StartRefusedException Damaged(string file, Exception? cause) => new(
        $"The file {file} does not hold a key: it is damaged or was cut short. Restore the keys folder from its backup.", cause!);

    private static byte[] Secret(string file, Func<byte[]> make)
    {
        if (!File.Exists(file))
            PrivateFile.Write(file, make(), overwrite: false);
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
