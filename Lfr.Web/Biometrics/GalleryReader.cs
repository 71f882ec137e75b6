using System.Security.Cryptography;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>Reads the gallery that a list makes: opaque ids and templates, nothing else. Whoever reads one clears it when it was hashed or sent (<see cref="Clear"/>).</summary>
public sealed class GalleryReader(BiometricVault vault)
{
    /// <summary>The gallery that a seal would freeze now: all who are signed off.</summary>
    public Task<IReadOnlyList<GalleryRow>> ToSealAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken) =>
        ReadAsync(db, deploymentId, e => e.State == EntryState.Approved, cancellationToken);

    /// <summary>The gallery under a seal, with those who were suspended since.</summary>
    public Task<IReadOnlyList<GalleryRow>> UnderAsync(LfrDbContext db, Guid deploymentId, WatchlistSeal seal, CancellationToken cancellationToken) =>
        ReadAsync(db, deploymentId, e => e.IsUnder(seal), cancellationToken);

    /// <summary>The gallery of a licence, with those who were suspended since and without those who were added.</summary>
    public Task<IReadOnlyList<GalleryRow>> OfAsync(LfrDbContext db, Guid deploymentId, Run run, CancellationToken cancellationToken) =>
        ReadAsync(db, deploymentId, e => e.WasIn(run.GalleryHash, run.StartedBy.At), cancellationToken);

    /// <summary>Zeroes the templates: nobody reads them any more.</summary>
    public static void Clear(IEnumerable<GalleryRow> rows)
    {
        foreach (var row in rows)
            CryptographicOperations.ZeroMemory(row.Template);
    }

    /// <summary>Rows in order of their reference. An entry whose template is gone is left out, which breaks the seal's hash.</summary>
    private async Task<IReadOnlyList<GalleryRow>> ReadAsync(LfrDbContext db, Guid deploymentId, Func<WatchlistEntry, bool> belongs, CancellationToken cancellationToken)
    {
        var entries = await db.Entries.Where(e => e.DeploymentId == deploymentId).OrderBy(e => e.Reference).ToListAsync(cancellationToken);
        var templates = await vault.OpenAllAsync(db, deploymentId, BlobKind.WatchlistTemplate, cancellationToken);
        var rows = new List<GalleryRow>(entries.Count);
        foreach (var entry in entries.Where(belongs))
        {
            if (entry.Photograph is { } photograph && templates.TryGetValue(photograph.TemplateBlobId, out var template))
                rows.Add(new GalleryRow(entry.Id, template));
        }

        foreach (var unused in templates.Values.Except(rows.Select(r => r.Template)))
            CryptographicOperations.ZeroMemory(unused);
        return rows;
    }
}
