using Lfr.Shared.Deployments;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>The addresses of cameras that plans choose by name. They go to the rules, to the licence and to a trial, and to no page but the register's.</summary>
public static class CameraRegister
{
    /// <summary>Addresses of those cameras that are in the register, by camera. One that is not there, was taken out or has another camera's name is missing.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> AddressesAsync(LfrDbContext db, IEnumerable<Camera> cameras, CancellationToken cancellationToken)
    {
        var ids = cameras.Where(CameraReference.Fits).Select(c => c.Id).ToArray();
        if (ids.Length == 0)
            return new Dictionary<Guid, string>();
        var rows = await db.RegisteredCameras.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
        return rows.Where(c => c.RetiredBy is null).ToDictionary(c => c.Id, c => c.Source);
    }

    /// <summary>Cameras that can be chosen and have every word of <paramref name="search"/> in name, zone or view, by name. The database looks, whatever the case of the letters.</summary>
    public static IQueryable<RegisteredCamera> Matching(LfrDbContext db, string search)
    {
        var cameras = db.RegisteredCameras.AsNoTracking().Where(c => c.RetiredBy == null);
        foreach (var word in search.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            cameras = cameras.Where(c => c.SearchText.Contains(word));
        return cameras.OrderBy(c => c.SearchText).ThenBy(c => c.Id);
    }
}
