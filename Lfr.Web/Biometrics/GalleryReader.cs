using Lfr.Shared.Biometrics;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>Reads the gallery that an approved list makes: opaque ids and templates, nothing else.</summary>
public sealed class GalleryReader(BiometricVault vault)
{
    /// <summary>Rows of all approved entries, in order of their reference. An entry whose template is gone is left out, which breaks the seal's hash.</summary>
    public async Task<IReadOnlyList<GalleryRow>> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var entries = await db.Entries.Where(e => e.DeploymentId == deploymentId && e.State == EntryState.Approved)
            .OrderBy(e => e.Reference).ToListAsync(cancellationToken);
        var templates = await vault.OpenAllAsync(db, deploymentId, BlobKind.WatchlistTemplate, cancellationToken);
        var rows = new List<GalleryRow>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Photograph is { } photograph && templates.TryGetValue(photograph.TemplateBlobId, out var template))
                rows.Add(new GalleryRow(entry.Id, template));
        }

        return rows;
    }
}
