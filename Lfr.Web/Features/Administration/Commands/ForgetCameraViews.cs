using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator throws the pictures of a camera away, such as one in which somebody could be recognised after all.</summary>
public sealed class ForgetCameraViews(LfrTransaction transaction)
{
    /// <summary>Throws both away.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid cameraId, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Camera(cameraId)).By(Permissions.ManageCameras).RunAsync(async (context, camera, cancel) =>
        {
            var gone = await OfAsync(context.Db, cameraId, cancel);
            return gone == 0 ? Outcome.Done : context.Did(Outcome.Done, $"Threw the pictures of the camera {camera.Name} away.");
        }, cancellationToken);

    /// <summary>Takes the pictures of a camera out, whose address became another or which was taken out itself.</summary>
    /// <returns>How many there were.</returns>
    internal static async Task<int> OfAsync(LfrDbContext db, Guid cameraId, CancellationToken cancellationToken)
    {
        var stills = await db.CameraStills.Where(s => s.CameraId == cameraId).ToListAsync(cancellationToken);
        db.CameraStills.RemoveRange(stills);
        return stills.Count;
    }
}
