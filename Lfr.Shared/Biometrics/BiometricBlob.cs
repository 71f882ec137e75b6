namespace Lfr.Shared.Biometrics;

/// <summary>What a blob is. The number is part of what its encryption vouches for, so members are only ever added at the end.</summary>
public enum BlobKind
{
    /// <summary>Photograph of a watchlist entry.</summary>
    WatchlistPhotograph,

    /// <summary>Template of a watchlist entry.</summary>
    WatchlistTemplate,

    /// <summary>Face picture of an alert. Before keys were kept by kind, its frame too.</summary>
    AlertPicture,

    /// <summary>Template of an alert.</summary>
    AlertTemplate,

    /// <summary>Whole frame of an alert, other faces pixelated.</summary>
    ContextFrame,
}

/// <summary>Kinds as words.</summary>
public static class BlobKindLabels
{
    /// <summary>One and many: <c>context frame</c>, <c>context frames</c>.</summary>
    public static (string One, string Many) InWords(this BlobKind kind) => kind switch
    {
        BlobKind.WatchlistPhotograph => ("watchlist photograph", "watchlist photographs"),
        BlobKind.WatchlistTemplate => ("watchlist template", "watchlist templates"),
        BlobKind.AlertPicture => ("alert picture", "alert pictures"),
        BlobKind.AlertTemplate => ("alert template", "alert templates"),
        BlobKind.ContextFrame => ("context frame", "context frames"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}

/// <summary>A picture or template at rest: always encrypted under one <see cref="BiometricKey"/>, never in clear.</summary>
public sealed class BiometricBlob
{
    private BiometricBlob()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>Deployment that it belongs to.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Key that it is encrypted under.</summary>
    public Guid KeyId { get; private set; }

    /// <summary>Kind.</summary>
    public BlobKind Kind { get; private set; }

    /// <summary>12-byte nonce, ciphertext, 16-byte tag (AES-256-GCM; associated data: id and kind).</summary>
    public byte[] Sealed { get; private set; } = [];

    /// <summary>When it was stored.</summary>
    public DateTimeOffset StoredAt { get; private set; }

    /// <summary>Keeps an encrypted blob.</summary>
    public static BiometricBlob Keep(Guid id, BiometricKey key, BlobKind kind, byte[] sealedBytes, DateTimeOffset now) =>
        new() { Id = id, DeploymentId = key.DeploymentId, KeyId = key.Id, Kind = kind, Sealed = sealedBytes, StoredAt = now };

    /// <summary>Re-encrypts it under another key of the same deployment.</summary>
    public void MoveTo(BiometricKey key, BlobKind kind, byte[] sealedBytes) => (KeyId, Kind, Sealed) = (key.Id, kind, sealedBytes);
}
