using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator changes a camera of the register. Plans that chose it follow from the next go-live on; a run that is on keeps what its licence names.</summary>
[FreshSecondFactor]
public sealed class ChangeCamera(LfrTransaction transaction, AccountChange accounts, CameraAddresses addresses, CameraPasswords passwords)
{
    /// <summary>Changes it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid cameraId, WrittenCamera written, long revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Camera(cameraId)).By(Permissions.ManageCameras).Seen(revisionSeen).RunAsync(async (context, camera, cancel) =>
        {
            if (camera.RetiredBy is not null)
                return Outcome.WrongState($"{camera.Name} was taken out of the register.", "Register it again.");
            if (await accounts.AsLoggedAsync(context, camera, $"The camera {camera.Name}", cancel) is { Succeeded: false } altered)
                return altered;
            var (outcome, source) = await CameraWriting.JudgeAsync(context, cameraId, written, camera.Source, addresses, passwords, cancel);
            if (!outcome.Succeeded)
                return outcome;
            var moved = source != camera.Source;
            camera.Change(written.Details, source);
            if (moved)
                await ForgetCameraViews.OfAsync(context.Db, cameraId, cancel);
            return context.Did(Outcome.Done, $"Changed the camera {camera.Name}{(moved ? ", its address or password too" : "")}.");
        }, cancellationToken);
}
