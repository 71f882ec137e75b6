using System.Security.Cryptography;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>Whoever is on the ground photographs a sign in its place (R15). A photograph with anybody's face in it is refused, and nothing of it is kept.</summary>
[Milestone]
public sealed class PhotographSign(LfrTransaction transaction, FacelessPictures pictures)
{
    private static readonly PictureWords Words = new("photograph", "Wait until nobody is in view, or step closer so that only the sign is.", "Take another photograph.");

    /// <summary>Looks at the upload, then keeps its pixels, encoded again.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="signId">Sign.</param>
    /// <param name="pictureId">Made by the caller: the same id twice is one photograph.</param>
    /// <param name="file">The upload.</param>
    /// <param name="photographSeen">The last photograph that the page showed; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid signId, Guid pictureId, ReadOnlyMemory<byte> file, Guid? photographSeen, CancellationToken cancellationToken)
    {
        // Model time does not belong in a transaction; who may not photograph does not get it either.
        var look = Permissions.CheckSigns.IsDoneBy(actor) ? await pictures.LookAsync(file, Words, cancellationToken) : null;
        return await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.CheckSigns).RunAsync((context, deployment) =>
        {
            if (deployment.Signs.FirstOrDefault(s => s.Id == signId) is { } sign && sign.Photographs.Any(p => p.Id == pictureId))
                return Outcome.Done;
            if (deployment.MayPhotographSigns(context.Now) is { Succeeded: false } closed)
                return closed;
            if (look is not { Refusal: null })
                return Outcome.Incomplete(look?.Refusal ?? "The photograph was not looked at.", look?.ToDo ?? "Try again.");
            var hash = Convert.ToHexStringLower(SHA256.HashData(look.Jpeg));
            var outcome = deployment.PhotographSign(signId, new SignPhotograph(pictureId, hash, actor.Sign(context.Now)), photographSeen);
            if (outcome.Succeeded)
                context.Db.SignPictures.Add(SignPicture.Of(pictureId, deploymentId, signId, look.Jpeg));
            return context.Did(outcome, $"Photographed a sign in its place: {deployment.Signs.FirstOrDefault(s => s.Id == signId)?.Where}");
        }, cancellationToken);
    }
}
