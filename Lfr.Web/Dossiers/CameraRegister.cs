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
}
