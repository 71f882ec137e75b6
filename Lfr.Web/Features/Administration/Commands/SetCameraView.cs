using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// An administrator looked at the picture of the last trial and says that this is how the camera should look: where it points, and that nobody can be recognised in it. Planners see it when they choose the
/// camera, and later trials are seen beside it.
/// </summary>
public sealed class SetCameraView(LfrTransaction transaction)
{
    /// <summary>Keeps the picture of the trial of <paramref name="seen"/> as the one to compare with.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid cameraId, DateTimeOffset seen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Camera(cameraId)).By(Permissions.ManageCameras).RunAsync(async (context, camera, cancel) =>
        {
            if (camera.RetiredBy is not null)
                return Outcome.WrongState($"{camera.Name} was taken out of the register.", "Register it again.");
            if (await context.Db.CameraStills.FindAsync([cameraId, false], cancel) is not { } latest)
                return Outcome.WrongState("No picture of this camera is kept.", "Try the camera while nobody is near it.");
            if (latest.At != seen)
                return Outcome.Conflict("The camera was tried again while you were looking.", "Look at the newer picture, then decide.");
            await latest.AsReference().KeepAsync(context.Db, cancel);
            return context.Did(Outcome.Done, $"Kept the view of the camera {camera.Name} of {Words.Moment(latest.At)} as how it should look.");
        }, cancellationToken);
}
