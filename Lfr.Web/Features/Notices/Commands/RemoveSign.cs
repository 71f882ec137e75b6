using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>Takes a place for a sign off the list, with its photographs. Not while the deployment runs.</summary>
public sealed class RemoveSign(LfrTransaction transaction)
{
    /// <summary>Takes it off.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid id, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.CheckSigns).RunAsync(async (context, deployment, cancel) =>
        {
            var where = deployment.Signs.FirstOrDefault(s => s.Id == id)?.Where;
            var outcome = deployment.RemoveSign(id);
            if (outcome.Succeeded)
                context.Db.SignPictures.RemoveRange(await context.Db.SignPictures.Where(p => p.DeploymentId == deploymentId && p.SignId == id).ToListAsync(cancel));
            return context.Did(outcome, $"Took a sign off the list: {where}");
        }, cancellationToken);
}
