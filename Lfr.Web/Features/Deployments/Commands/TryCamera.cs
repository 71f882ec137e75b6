using Lfr.Inference.Pipeline;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>
/// A planner tries a camera before anybody relies on it. It is opened for some seconds from the machine on which Lfr runs; faces in view are measured, none is compared with anybody, and no
/// picture is kept. On
/// record, because Lfr then speaks to another machine.
/// </summary>
public sealed class TryCamera(LfrTransaction transaction, CameraTrials trials, CameraAddresses addresses)
{
    /// <summary>Tries a camera as it stands on the screen, saved or not.</summary>
    /// <returns>Whether the camera was tried, and what it showed; <see langword="null"/> when it was not tried.</returns>
    public async Task<(Outcome Outcome, TriedCamera? Tried)> RunAsync(Actor actor, Guid deploymentId, Camera camera, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.WritePlans) is { Succeeded: false } refused)
            return (refused, null);
        if (addresses.Problem(camera.Source) is { } problem)
            return (Outcome.Incomplete(problem, "Correct the camera's address."), null);
        // Seconds of somebody else's machine do not belong in a transaction: first it is put on record, then tried.
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans).RunAsync(
            (context, _, _) => Task.FromResult(context.Did(Outcome.Done, $"Tried the camera at {CameraAddresses.Public(camera.Source)}.")), cancellationToken);
        return outcome.Succeeded
            ? (outcome, await trials.RunAsync(new LicensedCamera(camera.Id, camera.Name, camera.Source.Trim()), cancellationToken))
            : (outcome, null);
    }
}
