using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>An authorising officer says of a drawn entry whether its sign-off is sound. One that is not goes back to the compiler, and the seal of its list falls.</summary>
public sealed class JudgeSampledEntry(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the finding. <paramref name="entryHashSeen"/> names what was on the screen.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid sampleId, Guid entryId, bool isSound, string why, string entryHashSeen, int lookedForSeconds, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Sample(sampleId)).By(Permissions.SampleLists).RunAsync(async (context, sample, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([sample.DeploymentId], cancel) is not { } deployment || await context.Db.Entries.FindAsync([entryId], cancel) is not { } entry)
                return Permissions.NotFound("This entry");
            if (deployment.MayChangeList(context.Now) is { Succeeded: false } closed)
                return closed;
            if (await DrawSample.IndependentAsync(context, dossiers, sample.DeploymentId, cancel) is { Succeeded: false } part)
                return part;
            // The cameras would go on comparing somebody whose approval is gone.
            if (!isSound && deployment.CurrentRun is { } run && entry.WasIn(run.GalleryHash, run.StartedBy.At))
                return Outcome.WrongState($"The cameras look for {entry.Reference} already.", "Suspend the entry or remove it, with the reason; then it needs no finding.");
            if (sample.Find(entry, isSound, why, entryHashSeen, lookedForSeconds, actor, context.Now) is { Succeeded: false } refused)
                return refused;
            if (!isSound)
            {
                var watchlist = await context.Db.Watchlists.FirstAsync(w => w.DeploymentId == sample.DeploymentId, cancel);
                watchlist.BreakSeal($"{entry.Reference} was drawn and found not sound: {why.Trim()}", actor, context.Now);
            }

            return context.Did(Outcome.Done, isSound ? $"Found the sign-off of {entry.Reference} sound." : $"Found the sign-off of {entry.Reference} not sound and sent it back.");
        }, cancellationToken);
}
