using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Biometrics;

/// <summary>What lies under one key.</summary>
/// <param name="Scope">What the key seals.</param>
/// <param name="SubjectId">Whose.</param>
/// <param name="MadeAt">When the key was made.</param>
/// <param name="Items">Items by kind; empty when only the key is left.</param>
public sealed record HeldKey(KeyScope Scope, Guid SubjectId, DateTimeOffset MadeAt, IReadOnlyDictionary<BlobKind, int> Items);

/// <summary>One kind of biometrics of a deployment: what is still kept and until when, what was destroyed and whether that is proven.</summary>
/// <param name="Kind">Kind.</param>
public sealed record RetentionLine(RetentionKind Kind)
{
    /// <summary>Keys that are still there: alerts, or 1 for a list.</summary>
    public int Keys { get; init; }

    /// <summary>Items still kept, by kind.</summary>
    public IReadOnlyDictionary<BlobKind, int> Held { get; init; } = new Dictionary<BlobKind, int>();

    /// <summary>When the first of them is due; <see langword="null"/> when none is kept, or no policy says.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>When the last of them is due.</summary>
    public DateTimeOffset? LastDue { get; init; }

    /// <summary>Receipts of what was destroyed, oldest first.</summary>
    public IReadOnlyList<PurgeReceipt> Receipts { get; init; } = [];

    /// <summary>Items destroyed, by kind in words.</summary>
    public IReadOnlyDictionary<string, int> Destroyed =>
        Receipts.SelectMany(r => r.Destroyed).GroupBy(d => d.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(d => d.Value), StringComparer.Ordinal);

    /// <summary>Receipts of what was destroyed too late.</summary>
    public int Late => Receipts.Count(r => !r.InTime);

    /// <summary>Rows that a look after the deletion found, and that Lfr tries to destroy again.</summary>
    public int Remaining => Receipts.Sum(r => r.Remaining ?? 0);

    /// <summary>Receipts for which Lfr has not looked yet.</summary>
    public int Unproven => Receipts.Count(r => r.Remaining is null);
}

/// <summary>What is kept of a deployment, by kind.</summary>
/// <param name="Lines">Kinds that are kept or were destroyed, in the order of <see cref="RetentionKind"/>.</param>
public sealed record RetentionStatement(IReadOnlyList<RetentionLine> Lines)
{
    /// <summary>Why nothing of it is deleted although it may be due, in sentences; <see langword="null"/> when nothing keeps it.</summary>
    public string? Waits { get; init; }

    /// <summary>Whether anything biometric is still kept.</summary>
    public bool IsHeld => Lines.Any(l => l.Keys > 0);

    /// <summary>When the last of it is due; <see langword="null"/> when nothing is kept, or no policy says.</summary>
    public DateTimeOffset? KeptUntil => Lines.Where(l => l.Keys > 0).Select(l => l.LastDue).Aggregate((DateTimeOffset?)null, (last, due) => last is null || due > last ? due : last);

    /// <summary>When the next of it is due.</summary>
    public DateTimeOffset? NextDue => Lines.Min(l => l.NextDue);

    /// <summary>Draws it up.</summary>
    /// <param name="deployment">Deployment.</param>
    /// <param name="retention">Its policy's periods; <see langword="null"/> when no policy is in force, and nothing has a due time.</param>
    /// <param name="alerts">Its alerts: at least those whose keys are held.</param>
    /// <param name="held">Keys that are there.</param>
    /// <param name="receipts">Receipts, oldest first.</param>
    public static RetentionStatement Of(
        Deployment deployment, PolicyRetention? retention, IEnumerable<Alert> alerts, IEnumerable<HeldKey> held, IEnumerable<PurgeReceipt> receipts)
    {
        var byId = alerts.ToDictionary(a => a.Id);
        var keys = held.Select(key => (Key: key, Sort: Sort(deployment, retention, byId.GetValueOrDefault(key.SubjectId), key))).ToLookup(k => k.Sort.Kind);
        var written = receipts.ToLookup(r => r.Kind);
        return new RetentionStatement(
        [
            .. Enum.GetValues<RetentionKind>().Where(kind => keys.Contains(kind) || written.Contains(kind)).Select(kind => new RetentionLine(kind)
            {
                Keys = keys[kind].Count(),
                Held = keys[kind].SelectMany(k => k.Key.Items).GroupBy(i => i.Key).ToDictionary(g => g.Key, g => g.Sum(i => i.Value)),
                NextDue = keys[kind].Min(k => k.Sort.Due),
                LastDue = keys[kind].Max(k => k.Sort.Due),
                Receipts = [.. written[kind]],
            }),
        ]);
    }

    // Without a policy nothing has a due time. A picture without its alert is kept like one that nobody could judge.
    private static (RetentionKind Kind, DateTimeOffset? Due) Sort(Deployment deployment, PolicyRetention? retention, Alert? alert, HeldKey key)
    {
        var kind = key.Scope switch
        {
            KeyScope.Deployment => RetentionKind.Everything,
            KeyScope.Watchlist => RetentionKind.Watchlist,
            KeyScope.ContextFrame => RetentionKind.ContextFrames,
            _ => alert is null ? RetentionKind.FalseAlerts : RetentionSchedule.KindOf(alert),
        };
        return (kind, retention is null ? null : kind switch
        {
            RetentionKind.Everything or RetentionKind.Watchlist => RetentionSchedule.WatchlistDue(deployment, retention, key.MadeAt),
            _ when alert is null => RetentionSchedule.StrayDue(key.Scope, key.MadeAt, retention),
            RetentionKind.ContextFrames => RetentionSchedule.ContextFrameDue(alert, retention),
            _ => RetentionSchedule.AlertDue(alert, retention),
        });
    }
}
