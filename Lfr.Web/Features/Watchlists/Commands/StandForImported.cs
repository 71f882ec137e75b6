using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>
/// A compiler stands for the entries that came from a file under nobody's name: theirs is the name beside them from then on, so that somebody else has to sign them off (R19). Approves
/// nothing.
/// </summary>
[Prepares(PreparedPart.List)]
public sealed class StandForImported(LfrTransaction transaction)
{
    /// <summary>So many in one transaction; a list of thousands takes several, each whole.</summary>
    private const int AtOnce = 200;

    /// <summary>Stands for all of a list that nobody stands for.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        for (var some = 0; ; some++)
        {
            var left = 0;
            var outcome = await transaction.For(this, actor, Subjects.WatchlistOf(deploymentId)).By(Permissions.ProposeEntries).RunAsync(async (context, watchlist, cancel) =>
            {
                if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                    return Permissions.NotFound("This deployment");
                if (watchlist.MayChange(deployment, context.Now) is { Succeeded: false } closed)
                    return closed;
                if (await ProposeEntry.MayCompileAsync(context, deploymentId, cancel) is { Succeeded: false } approver)
                    return approver;
                var ids = await NobodysEntries.Of(context.Db, deploymentId).OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(cancel);
                if (ids.Count == 0)
                    return Outcome.WrongState("Somebody stands for every entry of this list already.", "There is nothing to do.");
                var now = ids.Take(AtOnce).ToArray();
                left = ids.Count - now.Length;
                foreach (var entry in await context.Db.Entries.Where(e => now.Contains(e.Id)).ToListAsync(cancel))
                {
                    if (entry.StandFor(context.Actor, context.Now) is { Succeeded: false } refused)
                        return refused;
                }

                return context.Did(Outcome.Done, $"Stands for {Words.Count(now.Length, "entry", "entries")} that came from a file.");
            }, cancellationToken);
            if (!outcome.Succeeded || left == 0)
                return some > 0 && outcome.IsRefusedAs(RefusalKind.State) ? Outcome.Done : outcome;
        }
    }
}
