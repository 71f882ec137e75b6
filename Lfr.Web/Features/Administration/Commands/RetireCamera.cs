using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator takes a camera out of the register. No plan that chose it goes live any more; a run that is on goes on.</summary>
public sealed class RetireCamera(LfrTransaction transaction)
{
    /// <summary>Takes it out.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid cameraId, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Camera(cameraId)).By(Permissions.ManageCameras).RunAsync(async (context, camera, cancel) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why it is taken out.");
            await ForgetCameraViews.OfAsync(context.Db, cameraId, cancel);
            return context.Did(camera.Retire(actor, context.Now), $"Took the camera {camera.Name} out of the register: {Words.AsSentence(reason.Trim())}");
        }, cancellationToken);
}
