namespace Lfr.Shared.Biometrics;

/// <summary>What a key seals. Whatever lies under one key is due at one time and is destroyed with it.</summary>
public enum KeyScope
{
    /// <summary>All of a deployment together, as before keys were kept by kind. Split as soon as Lfr finds it.</summary>
    Deployment,

    /// <summary>Photographs and templates of a deployment's list.</summary>
    Watchlist,

    /// <summary>Face picture and template of one alert.</summary>
    Alert,

    /// <summary>Frame of one alert.</summary>
    ContextFrame,
}

/// <summary>
/// A key for biometrics of one kind, wrapped by the installation's master key. Destroying this row makes every copy of what it seals unreadable.
/// </summary>
public sealed class BiometricKey
{
    private BiometricKey()
    {
    }

    /// <summary>Identity; the wrapping vouches for it, for the deployment and for the subject.</summary>
    public Guid Id { get; private set; }

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>What it seals.</summary>
    public KeyScope Scope { get; private set; }

    /// <summary>Whose: the alert, or the deployment for its list.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Wrapped key: 12-byte nonce, ciphertext, 16-byte tag.</summary>
    public byte[] Wrapped { get; private set; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Keeps a wrapped key.</summary>
    public static BiometricKey Keep(Guid id, Guid deploymentId, KeyScope scope, Guid subjectId, byte[] wrapped, DateTimeOffset now) =>
        new() { Id = id, DeploymentId = deploymentId, Scope = scope, SubjectId = subjectId, Wrapped = wrapped, MadeAt = now };

    /// <summary>Seals the list alone from now on: everything else moved to keys of its own.</summary>
    public void LeaveToTheWatchlist() => Scope = KeyScope.Watchlist;
}
