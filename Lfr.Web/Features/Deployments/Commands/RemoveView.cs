using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>Somebody removes a view that they saved.</summary>
public sealed class RemoveView(LfrTransaction transaction)
{
    /// <summary>Removes it. Somebody else's is not there for them.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid viewId, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (await context.Db.SavedViews.FirstOrDefaultAsync(v => v.Id == viewId && v.AccountId == actor.UserId, cancel) is not { } view)
                return Permissions.NotFound("This view");
            context.Db.SavedViews.Remove(view);
            context.Did("Removed a view of the deployments that they had saved.");
            return Outcome.Done;
        }, cancellationToken);
}
