using System.Security.Cryptography;
using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>Says what in the vault is not as it was left, by the references that people know it by.</summary>
internal static class VaultDamage
{
    private const int MostNamed = 5;
    private const string Restored = "have the database restored from its backup.";

    /// <summary>The refusal about items of one kind.</summary>
    /// <param name="db">Database.</param>
    /// <param name="deploymentId">Whose they are.</param>
    /// <param name="blobIds">Which.</param>
    /// <param name="kind">What they are said to be.</param>
    /// <param name="cause">What the cipher said.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ChangedByHandException> OfAsync(LfrDbContext db, Guid deploymentId, IReadOnlyCollection<Guid> blobIds, BlobKind kind, Exception? cause, CancellationToken cancellationToken)
    {
        // Read whole, for it is asked once in years: an id is no column of its own.
        var entries = (await db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId && e.TemplateHash != null).OrderBy(e => e.Reference)
            .Select(e => new { e.Reference, e.Photograph }).ToListAsync(cancellationToken)).Where(e => e.Photograph is { } p && (blobIds.Contains(p.ImageBlobId) || blobIds.Contains(p.TemplateBlobId))).Select(e => e.Reference).ToList();
        if (entries.Count > 0)
            return Of(kind == BlobKind.WatchlistPhotograph ? "photograph" : "template", "entry", "entries", entries, $"take {(entries.Count == 1 ? entries[0] : "them")} off the list and propose the {(entries.Count == 1 ? "person" : "people")} again, or {Restored}", cause);
        var alerts = (await db.Alerts.AsNoTracking().Where(a => a.DeploymentId == deploymentId && a.PurgedAt == null).OrderBy(a => a.Sequence)
            .Select(a => new { a.Sequence, a.Evidence }).ToListAsync(cancellationToken)).Where(a => Holds(a.Evidence, blobIds)).Select(a => Words.Number(a.Sequence)).ToList();
        return alerts.Count > 0
            ? Of("picture", "alert", "alerts", alerts, Restored, cause)
            : new ChangedByHandException("Something that lies with this deployment is not as Lfr encrypted it: somebody changed it in the database, or put it in the place of another.", $"Tell the data protection officer, and {Restored}", cause);
    }

    /// <summary>The refusal about a key.</summary>
    public static ChangedByHandException OfKey(CryptographicException cause) => new(
        "A key of this deployment is not as Lfr encrypted it: somebody changed it in the database, or the file keys/master.key is another one.",
        "Tell the data protection officer, and have database and keys restored from the backups that belong together.", cause);

    private static ChangedByHandException Of(string what, string one, string many, List<string> references, string toDo, Exception? cause)
    {
        string[] named = [.. references.Take(MostNamed), .. references.Count > MostNamed ? (string[])[$"{Words.Number(references.Count - MostNamed)} more"] : []];
        return new ChangedByHandException(
            references.Count == 1
                ? $"The {what} of {one} {references[0]} is not as Lfr encrypted it: somebody changed it in the database, or put it in the place of another."
                : $"The {what}s of {many} {Words.AndList(named)} are not as Lfr encrypted them: somebody changed them in the database, or put them in the place of others.",
            $"Tell the data protection officer. Then {toDo}", cause);
    }

    private static bool Holds(AlertEvidence evidence, IReadOnlyCollection<Guid> blobIds) =>
        new[] { evidence.ProbeImageBlobId, evidence.ContextImageBlobId, evidence.ProbeTemplateBlobId }.OfType<Guid>().Any(blobIds.Contains);
}
