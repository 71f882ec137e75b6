using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator adds a camera to the register, from which plans choose.</summary>
[FreshSecondFactor]
public sealed class RegisterCamera(LfrTransaction transaction, CameraAddresses addresses, CameraPasswords passwords)
{
    /// <summary>Adds it. <paramref name="id"/> is made by the caller: the same id twice is one camera.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid id, WrittenCamera camera, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, Subjects.Camera(id).Key);
            if (Permissions.Of(actor, Permissions.ManageCameras) is { Succeeded: false } refused)
                return refused;
            if (await context.Db.RegisteredCameras.FindAsync([id], cancel) is { } known)
                return Outcome.Conflict($"This form was sent already: {known.Name} is in the register.", "Start again for another camera.");
            var (outcome, source) = await CameraWriting.JudgeAsync(context, id, camera, null, addresses, passwords, cancel);
            if (!outcome.Succeeded)
                return outcome;
            context.Db.RegisteredCameras.Add(RegisteredCamera.Register(id, camera.Details, source, actor, context.Now));
            context.Did($"Registered the camera {camera.Details.Name.Trim()}.");
            context.Tell(ChangeKind.Camera, Guid.Empty);
            return Outcome.Done;
        }, cancellationToken);
}
