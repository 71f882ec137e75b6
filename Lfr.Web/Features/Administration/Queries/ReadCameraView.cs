using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Queries;

/// <summary>Reads the picture of where a camera of the register looks: administrators both, planners the one by which it was set up.</summary>
public sealed class ReadCameraView(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>A JPEG; <see langword="null"/> when there is none, or the reader may not see it.</summary>
    public async Task<byte[]?> RunAsync(Actor reader, Guid cameraId, bool reference, CancellationToken cancellationToken)
    {
        if (!Permissions.ManageCameras.IsSeenBy(reader) && !(reference && Permissions.WritePlans.IsDoneBy(reader)))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.CameraStills.Where(s => s.CameraId == cameraId && s.IsReference == reference).Select(s => s.Jpeg).FirstOrDefaultAsync(cancellationToken);
    }
}
