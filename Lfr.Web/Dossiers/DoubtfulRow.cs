using Lfr.Shared.Audit;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>A row of a deployment that was changed outside Lfr. It stays doubtful for good, until an administrator asks that it counts as it stands and somebody of another duty accepts that.</summary>
/// <param name="DeploymentId">Deployment.</param>
/// <param name="Key">What the log calls it; see <see cref="Evidence.KeyOf(Lfr.Shared.IAggregate)"/>.</param>
/// <param name="Name">What people call it, at the beginning of a sentence: <c>Entry R-0001</c>.</param>
/// <param name="Hash">Its hash as it stands.</param>
/// <param name="Request">Event in which it was asked that it counts so; <see langword="null"/>: nobody asked, or it was changed since.</param>
public sealed record DoubtfulRow(Guid DeploymentId, string Key, string Name, string Hash, AuditEvent? Request)
{
    /// <summary>The action under which it is asked; the command is above this area.</summary>
    public const string Asking = "AskToAcceptRow";

    /// <summary>What the log names in <see cref="AuditEvent.Subject"/> for the row of a key.</summary>
    public static string SubjectOf(string key) => $"Row {key}";

    /// <summary>What the request says, without the hash: <c>Ada Admin asked. Reason: …</c>; empty when nobody asked.</summary>
    public string Why => Request is { } asked ? $"{asked.ActorName} asked. {asked.Sentence[Math.Max(0, asked.Sentence.IndexOf(Reason, StringComparison.Ordinal))..]}" : "";

    /// <summary>How the reason begins in the sentence of a request.</summary>
    public const string Reason = "Reason: ";

    /// <summary>The doubtful rows of a deployment.</summary>
    public static async Task<IReadOnlyList<DoubtfulRow>> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var changed = await EvidenceCheck.ChangedRowsAsync(db, deploymentId, cancellationToken);
        if (changed.Count == 0)
            return [];
        var asked = await db.AuditEvents.AsNoTracking().Where(e => e.DeploymentId == deploymentId && e.Action == Asking && e.Done).OrderByDescending(e => e.Number).ToListAsync(cancellationToken);
        return
        [
            .. changed.Select(c => (Key: Evidence.KeyOf(c.Row), Hash: Evidence.HashOf(c.Row), c.Name)).Select(c => new DoubtfulRow(
                deploymentId, c.Key, c.Name, c.Hash,
                // The log is covered by its chain: the hash in its sentence is what the asker saw, and no row that was changed since.
                asked.Find(e => e.Subject == SubjectOf(c.Key) && e.Sentence.Contains(c.Hash, StringComparison.Ordinal) && e.Hash == e.ComputeHash()))),
        ];
    }
}
