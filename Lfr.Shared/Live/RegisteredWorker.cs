using System.Security.Cryptography;

namespace Lfr.Shared.Live;

/// <summary>
/// A recognition worker that may sign in: a public key and the id that follows from it, so that nobody can claim the id without the private key, which never
/// leaves the worker. Kept after it was revoked, because assignments name it.
/// </summary>
public sealed class RegisteredWorker
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 100;

    private RegisteredWorker()
    {
    }

    /// <summary>Follows from the key: <see cref="IdOf"/>.</summary>
    public Guid Id { get; private set; }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>ECDSA P-256, as SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; private set; } = [];

    /// <summary>Whether it is the one inside Lfr's own process, of which there is one.</summary>
    public bool IsCoHosted { get; private set; }

    /// <summary>When it was registered (UTC).</summary>
    public DateTimeOffset RegisteredAt { get; private set; }

    /// <summary>Who registered it; Lfr itself for the co-hosted one and on the command line.</summary>
    public string RegisteredBy { get; private set; } = "";

    /// <summary>Since when it may no longer sign in (UTC); <see langword="null"/> while it may.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Who revoked it.</summary>
    public string? RevokedBy { get; private set; }

    /// <summary>Registers a key.</summary>
    /// <param name="publicKey">ECDSA P-256, as SubjectPublicKeyInfo.</param>
    /// <param name="name">What people call the worker.</param>
    /// <param name="coHosted">Whether it runs inside Lfr's own process.</param>
    /// <param name="by">Who registers it.</param>
    /// <param name="now">Now (UTC).</param>
    public static RegisteredWorker Register(byte[] publicKey, string name, bool coHosted, string by, DateTimeOffset now) => new()
    {
        Id = IdOf(publicKey),
        Name = name,
        PublicKey = publicKey,
        IsCoHosted = coHosted,
        RegisteredAt = now,
        RegisteredBy = by,
    };

    /// <summary>The id of the worker that holds the private half of a key: the first 16 bytes of the SHA-256 of its SubjectPublicKeyInfo, as a version 8 UUID.</summary>
    public static Guid IdOf(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(publicKey, hash);
        hash[6] = (byte)(0x80 | (hash[6] & 0x0F));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3F));
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>It may no longer sign in. The first time stays.</summary>
    public void Revoke(string by, DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return;
        (RevokedAt, RevokedBy) = (now, by);
    }
}
