using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>An approver takes a slip back, within a minute and before the list is sealed.</summary>
public sealed class TakeBackEntryDecision(LfrTransaction transaction)
{
    /// <summary>Takes back the answer that <paramref name="actor"/> gave last about the entry.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid entryId, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Entry(entryId)).By(Permissions.SignOff).RunAsync(async (context, entry, cancel) =>
        {
            var watchlist = await context.Db.Watchlists.FirstAsync(w => w.DeploymentId == entry.DeploymentId, cancel);
            if (await context.Db.Deployments.FindAsync([entry.DeploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (watchlist.MayChange(deployment, context.Now) is { Succeeded: false } frozen)
                return frozen;
            // The cameras would go on comparing somebody whose approval is gone.
            if (deployment.CurrentRun is { } run && entry.WasIn(run.GalleryHash, run.StartedBy.At))
                return Outcome.WrongState($"The cameras look for {entry.Reference} already.", "Suspend the entry, or remove it.");
            var result = entry.TakeBack(actor, context.Now);
            if (result.Succeeded)
                context.Did($"Took back the answer about {entry.Reference}.");
            return result;
        }, cancellationToken);
}
