using Lfr.Inference.Faces;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A compiler mends an entry that waits or was sent back. Approvals given to its earlier form no longer count.</summary>
[Prepares(PreparedPart.List)]
public sealed class ChangeEntry(LfrTransaction transaction, BiometricVault vault, Enrolment enrolment, DossierReader dossiers, PurgeProof proof)
{
    /// <summary>Replaces the details, and the photograph when there is a new one; the old picture and template are destroyed. Refused when somebody else changed it since <paramref name="revisionSeen"/>.</summary>
    public async Task<Outcome> RunAsync(
        Actor actor, Guid entryId, EntryDetails details, UploadedPhotograph? photograph, long? revisionSeen, CancellationToken cancellationToken)
    {
        using var enrolled = photograph is { } file && Permissions.Of(actor, Permissions.ProposeEntries).Succeeded ? await enrolment.EnrolAsync(file, cancellationToken) : null;
        var outcome = await transaction.For(this, actor, Subjects.Entry(entryId)).By(Permissions.ProposeEntries).Seen(revisionSeen).RunAsync(async (context, entry, cancel) =>
        {
            var watchlist = await context.Db.Watchlists.FirstAsync(w => w.DeploymentId == entry.DeploymentId, cancel);
            if (await context.Db.Deployments.FindAsync([entry.DeploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (watchlist.MayTake(deployment, details, dossiers.PolicyOf(deployment, context.Now), context.Now) is { Succeeded: false } frozen)
                return frozen;
            if (await ProposeEntry.MayCompileAsync(context, entry.DeploymentId, cancel) is { Succeeded: false } approver)
                return approver;
            if (await EntryCompleteness.MissingAsync(context.Db, entry.DeploymentId, entry.Reference, details, cancel) is { } incomplete)
                return incomplete;
            if (ProposeEntry.Fits(await DossierReader.CriteriaAsync(context.Db, deployment, cancel), details, dossiers.PolicyOf(deployment, context.Now), deployment) is { Succeeded: false } outside)
                return outside;
            var kept = entry.Photograph;
            if (photograph is { } given)
            {
                if (enrolled is not EnrolmentOutcome.Enrolled face)
                    return ProposeEntry.UnusablePhotograph(enrolled);
                if (kept is not null)
                    await DeploymentPurge.TakeOffAsync(context, entry, kept, cancel);
                kept = await ProposeEntry.KeepAsync(vault, context, entry.DeploymentId, face, enrolment.EmbedderHash, given.FileHash, cancel);
            }

            if (kept is null)
                return Outcome.Incomplete("The entry has no photograph.", "Add a photograph.");
            return context.Did(entry.Change(details, kept, actor, context.Now), $"Changed {entry.Reference}.");
        }, cancellationToken);
        if (outcome.Succeeded && photograph is not null)
            await proof.LookAsync(cancellationToken);
        return outcome;
    }
}
