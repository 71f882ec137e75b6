using Lfr.Inference.Pipeline;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>
/// A planner tries a camera before anybody relies on it. It is opened for some seconds from the machine on which Lfr runs; faces in view are measured, none is compared with anybody, and no
/// picture is kept. On
/// record, because Lfr then speaks to another machine.
/// </summary>
public sealed class TryCamera(LfrTransaction transaction, CameraTrials trials, CameraAddresses addresses, IDbContextFactory<LfrDbContext> contexts)
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
        if (outcome.Succeeded && CameraReference.Is(camera.Source))
            return await TryRegisteredAsync(camera, cancellationToken);
        return outcome.Succeeded
            ? (outcome, await trials.RunAsync(new LicensedCamera(camera.Id, camera.Name, camera.Source.Trim()), withView: false, cancellationToken))
            : (outcome, null);
    }

    // What is wrong with its address is for administrators to read; a planner reads that it gave no picture.
    private async Task<(Outcome Outcome, TriedCamera? Tried)> TryRegisteredAsync(Camera camera, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!(await CameraRegister.AddressesAsync(db, [camera], cancellationToken)).TryGetValue(camera.Id, out var address))
            return (Outcome.WrongState("This camera is not in the register any more.", "Choose another one."), null);
        if (addresses.Problem(address) is not null)
            return (Outcome.WrongState("The address of this camera in the register cannot be used.", "Ask an administrator to look at it under Cameras."), null);
        var tried = await trials.RunAsync(new LicensedCamera(camera.Id, camera.Name, address), withView: false, cancellationToken);
        return (Outcome.Done, tried.Problem is null ? tried : new TriedCamera("It gave no picture. An administrator reads why under Cameras, when they try it."));
    }
}
