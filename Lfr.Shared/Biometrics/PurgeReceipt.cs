namespace Lfr.Shared.Biometrics;

/// <summary>Kinds of biometrics that a policy keeps for different times (R39).</summary>
public enum RetentionKind
{
    /// <summary>Everything of a deployment at once, as before kinds were kept apart.</summary>
    Everything,

    /// <summary>Photographs and templates of the list.</summary>
    Watchlist,

    /// <summary>Face pictures and templates of alerts judged false or not determined.</summary>
    FalseAlerts,

    /// <summary>Face pictures and templates of all other alerts.</summary>
    OtherAlerts,

    /// <summary>Frames of alerts.</summary>
    ContextFrames,

    /// <summary>Photograph and template of one entry that was removed, rejected or given another photograph; the list's key stays for the others.</summary>
    TakenOff,

    /// <summary>What belonged to nothing: a key whose deployment is gone, or pictures whose key is gone.</summary>
    Strays,
}

/// <summary>Kinds as words.</summary>
public static class RetentionKindLabels
{
    /// <summary>The kind in plain words.</summary>
    public static string InWords(this RetentionKind kind) => kind switch
    {
        RetentionKind.Everything => "List and alerts together",
        RetentionKind.Watchlist => "Watchlist",
        RetentionKind.FalseAlerts => "False and undetermined alerts",
        RetentionKind.OtherAlerts => "Other alerts",
        RetentionKind.ContextFrames => "Context frames",
        RetentionKind.TakenOff => "Taken off the list",
        RetentionKind.Strays => "What belonged to nothing",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}

/// <summary>Proof that what one key sealed, or what was taken off a list, is gone (R39). Holds counts and fingerprints, nothing biometric.</summary>
public sealed class PurgeReceipt
{
    private PurgeReceipt()
    {
    }

    /// <summary>The destroyed key's id. A key is destroyed once, so there is one receipt for each. For what was taken off a list, an id of the receipt's own.</summary>
    public Guid KeyId { get; private set; }

    /// <summary>Ids of the destroyed items where their key stays, or was gone before; empty where it was destroyed with all that it sealed.</summary>
    public IReadOnlyList<Guid> Items { get; private set; } = [];

    /// <summary>Deployment.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Whose: the alert, or the deployment for its list.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Kind.</summary>
    public RetentionKind Kind { get; private set; }

    /// <summary>When key and rows were destroyed.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Who destroyed them, or <c>Lfr</c> when they fell due.</summary>
    public string ByName { get; private set; } = "";

    /// <summary>SHA-256, lower-case hex, of the destroyed key's wrapped form: names the key without being it. Empty where the key stays.</summary>
    public string KeyFingerprint { get; private set; } = "";

    /// <summary>Number of destroyed items by kind: <c>watchlist photographs</c>, <c>watchlist templates</c>, <c>alert pictures</c>, <c>alert templates</c>, <c>context frames</c>.</summary>
    public IReadOnlyDictionary<string, int> Destroyed { get; private set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>When it was due at the latest.</summary>
    public DateTimeOffset Due { get; private set; }

    /// <summary>Rows found when Lfr last looked for them after the commit; must be 0. <see langword="null"/> until the first look.</summary>
    public int? Remaining { get; private set; }

    /// <summary>When Lfr last looked.</summary>
    public DateTimeOffset? LookedAt { get; private set; }

    /// <summary>Whether it was in time.</summary>
    public bool InTime => At <= Due;

    /// <summary>Whether a fresh look found nothing.</summary>
    public bool IsProven => Remaining == 0;

    /// <summary>Writes the receipt for items of one entry whose key stays, in the transaction that destroys; they are due at once.</summary>
    public static PurgeReceipt WriteForItems(
        Guid id, Guid deploymentId, Guid entryId, IReadOnlyList<Guid> items, IReadOnlyDictionary<string, int> destroyed, string byName, DateTimeOffset now) => new()
    {
        KeyId = id,
        DeploymentId = deploymentId,
        SubjectId = entryId,
        Items = items,
        Kind = RetentionKind.TakenOff,
        At = now,
        ByName = byName,
        Destroyed = destroyed,
        Due = now,
    };

    /// <summary>Writes the receipt for items whose key was gone already, in the transaction that destroys; they are due at once.</summary>
    public static PurgeReceipt WriteForStrays(
        Guid id, Guid deploymentId, IReadOnlyList<Guid> items, IReadOnlyDictionary<string, int> destroyed, string byName, DateTimeOffset now)
    {
        var receipt = WriteForItems(id, deploymentId, deploymentId, items, destroyed, byName, now);
        receipt.Kind = RetentionKind.Strays;
        return receipt;
    }

    /// <summary>Writes the receipt, in the transaction that destroys.</summary>
    public static PurgeReceipt Write(
        BiometricKey key, RetentionKind kind, string keyFingerprint, IReadOnlyDictionary<string, int> destroyed, DateTimeOffset due, string byName, DateTimeOffset now) => new()
    {
        KeyId = key.Id,
        DeploymentId = key.DeploymentId,
        SubjectId = key.SubjectId,
        Kind = kind,
        At = now,
        ByName = byName,
        KeyFingerprint = keyFingerprint,
        Destroyed = destroyed,
        Due = due,
    };

    /// <summary>Keeps what a fresh look found, after the commit.</summary>
    public void Look(int remaining, DateTimeOffset now) => (Remaining, LookedAt) = (remaining, now);
}

/// <summary>When the biometrics of a list were destroyed.</summary>
/// <param name="At">When.</param>
/// <param name="Due">When it was due at the latest.</param>
public sealed record ListPurge(DateTimeOffset At, DateTimeOffset Due);
