using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// An administrator tries a camera of the register: it is opened for some seconds by the decoder of a run, and its size, rate, delay and the height of faces are measured. Nobody is recognised. One small picture
/// is kept (<see cref="CameraStill"/>) if there is one in which there is no face. On record before and after, because Lfr then speaks to another machine.
/// </summary>
public sealed class TryRegisteredCamera(LfrTransaction transaction, CameraTrials trials, CameraAddresses addresses)
{
    /// <summary>Tries it.</summary>
    /// <returns>Whether it was tried, and what it showed; <see langword="null"/> when it was not tried.</returns>
    public async Task<(Outcome Outcome, CameraTry? Tried)> RunAsync(Actor actor, Guid cameraId, CancellationToken cancellationToken)
    {
        LicensedCamera? opened = null;
        var outcome = await transaction.For(this, actor, Subjects.Camera(cameraId)).By(Permissions.ManageCameras).RunAsync((context, camera, _) =>
        {
            if (camera.RetiredBy is not null)
                return Task.FromResult(Outcome.WrongState($"{camera.Name} was taken out of the register.", "Register it again."));
            if (addresses.Problem(camera.Source) is { } problem)
                return Task.FromResult(Outcome.Incomplete(problem, "Correct the camera's address."));
            opened = new LicensedCamera(camera.Id, camera.Name, camera.Source);
            return Task.FromResult(context.Did(Outcome.Done, $"Opens the camera {camera.Name} to try it."));
        }, cancellationToken);
        if (!outcome.Succeeded || opened is null)
            return (outcome, null);

        var measured = await trials.RunAsync(opened, withView: true, cancellationToken);
        CameraTry? tried = null;
        outcome = await transaction.For(this, actor, Subjects.Camera(cameraId)).By(Permissions.ManageCameras).RunAsync(async (context, camera, cancel) =>
        {
            tried = new CameraTry(context.Now, actor.Name, measured.Problem is null, measured is { Problem: null, View: null, Faces.Most: > 0 } ? $"{measured.Sentence} No picture is kept, because somebody was in view each time." : measured.Sentence);
            if (measured.View is { } view && camera is { RetiredBy: null } && camera.Source == opened.Source)
                await CameraStill.OfTrial(cameraId, view, context.Now).KeepAsync(context.Db, cancel);
            camera.Tried(tried, opened.Source);
            return context.Did(Outcome.Done, $"Tried the camera {camera.Name}: {(tried.Worked ? "it gave a picture" : "it gave no picture")}.");
        }, cancellationToken);
        return (outcome, tried);
    }
}
