using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>Takes somebody off the list: no longer wanted, withdrawn, challenged. Possible at any moment, during a run as well.</summary>
[Prepares(PreparedPart.List, UntilAuthorised = true)]
public sealed class RemoveEntry(LfrTransaction transaction, EntryWithdrawals withdrawals, PurgeProof proof)
{
    /// <summary>
    /// Removes the entry and destroys its picture and template. From this moment no alert for it is accepted, and a worker that compares with it
    /// zeroes what it holds without pausing, or the run is stopped. A sealed list is opened by it, so that it must be sealed again before another go-live (R36, R37).
    /// </summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid entryId, string reason, CancellationToken cancellationToken)
    {
        var outcome = await transaction.For(this, actor, Subjects.Entry(entryId)).By(Permissions.TakeOffLists).RunAsync(async (context, entry, cancel) =>
        {
            var photograph = entry.Photograph;
            var result = await withdrawals.RemoveAsync(context, entry, reason, cancel);
            if (!result.Succeeded)
                return result;
            if (photograph is not null)
                await DeploymentPurge.TakeOffAsync(context, entry, photograph, cancel);
            var watchlist = await context.Db.Watchlists.FirstAsync(w => w.DeploymentId == entry.DeploymentId, cancel);
            watchlist.BreakSeal($"{entry.Reference} was removed: {reason.Trim()}", actor, context.Now);
            context.Did($"Removed {entry.Reference}.");
            return result;
        }, cancellationToken);
        if (outcome.Succeeded)
            await proof.LookAsync(cancellationToken);
        return outcome;
    }
}
