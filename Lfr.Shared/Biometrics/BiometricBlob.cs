namespace Lfr.Shared.Biometrics;

/// <summary>What a blob is, for counting in the purge receipt.</summary>
public enum BlobKind
{
    /// <summary>Photograph of a watchlist entry.</summary>
    WatchlistPhotograph,

    /// <summary>Template of a watchlist entry.</summary>
    WatchlistTemplate,

    /// <summary>Face or context picture of an alert.</summary>
    AlertPicture,

    /// <summary>Template of an alert.</summary>
    AlertTemplate,
}

/// <summary>A picture or template at rest: always encrypted under its deployment's key, never in clear.</summary>
public sealed class BiometricBlob
{
    private BiometricBlob()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Deployment whose key it is encrypted under.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Kind.</summary>
    public BlobKind Kind { get; private set; }

    /// <summary>12-byte nonce, ciphertext, 16-byte tag (AES-256-GCM; associated data: id and kind).</summary>
    public byte[] Sealed { get; private set; } = [];

    /// <summary>When it was stored.</summary>
    public DateTimeOffset StoredAt { get; private set; }

    /// <summary>Keeps an encrypted blob.</summary>
    public static BiometricBlob Keep(Guid id, Guid deploymentId, BlobKind kind, byte[] sealedBytes, DateTimeOffset now) =>
        new() { Id = id, DeploymentId = deploymentId, Kind = kind, Sealed = sealedBytes, StoredAt = now };
}

/// <summary>The key of one deployment's biometrics, wrapped by the installation's master key. Destroying this row makes every copy unreadable.</summary>
public sealed class DeploymentKey
{
    private DeploymentKey()
    {
    }

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Wrapped key: 12-byte nonce, ciphertext, 16-byte tag.</summary>
    public byte[] Wrapped { get; private set; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Keeps a wrapped key.</summary>
    public static DeploymentKey Keep(Guid deploymentId, byte[] wrapped, DateTimeOffset now) => new() { DeploymentId = deploymentId, Wrapped = wrapped, MadeAt = now };
}
