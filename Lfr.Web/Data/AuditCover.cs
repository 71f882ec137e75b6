namespace Lfr.Web.Data;

/// <summary>What one event of the audit log vouches for: an aggregate as the command left it. The event's own hash covers all of its covers.</summary>
/// <param name="Number">Number of the event.</param>
/// <param name="Key">The aggregate, as <see cref="Lfr.Shared.Audit.Evidence.KeyOf(Lfr.Shared.IAggregate)"/> names it.</param>
/// <param name="Hash">Its hash then; see <see cref="Lfr.Shared.Audit.Evidence.HashOf(Lfr.Shared.IAggregate)"/>.</param>
public sealed record AuditCover(long Number, string Key, string Hash)
{
    /// <summary>
    /// What the event keeps of its covers, and of the looks that it tells of: SHA-256 of both in order, lower-case hex; empty for none.
    /// </summary>
    public static string Digest(IReadOnlyCollection<AuditCover> covers, IReadOnlyCollection<AuditLook> looks) => covers.Count + looks.Count == 0
        ? ""
        : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Concat(
        [
            .. covers.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Hash}\n"),
            .. looks.Select(l => $"looked {l.EntryId:D}\n").Order(StringComparer.Ordinal),
        ]))));
}
