using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>An approver knows the person on the screen and hands the entry on to another. It never comes back to this one.</summary>
public sealed class HandOnEntry(LfrTransaction transaction)
{
    /// <summary>Hands on; refused when somebody else changed the entry since <paramref name="revisionSeen"/>.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid entryId, string reason, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Entry(entryId)).By(Permissions.SignOff).Seen(revisionSeen).RunAsync(async (context, entry, cancel) =>
        {
            var watchlist = await context.Db.Watchlists.FirstAsync(w => w.DeploymentId == entry.DeploymentId, cancel);
            if (await context.Db.Deployments.FindAsync([entry.DeploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (watchlist.MayChange(deployment, context.Now) is { Succeeded: false } frozen)
                return frozen;
            var result = entry.HandOn(reason, actor, context.Now);
            if (result.Succeeded)
                await context.Db.EntryClaims.Where(c => c.EntryId == entryId && c.UserId == actor.UserId).ExecuteDeleteAsync(cancel);
            return context.Did(result, $"Knows the person of {entry.Reference} and handed it on.");
        }, cancellationToken);
}
