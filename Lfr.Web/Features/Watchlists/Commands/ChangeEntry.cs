using Lfr.Inference.Faces;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A compiler mends an entry that waits or was sent back. Approvals given to its earlier form no longer count.</summary>
public sealed class ChangeEntry(LfrTransaction transaction, BiometricVault vault, Enrolment enrolment)
{
    /// <summary>Replaces the details, and the photograph when there is a new one; the old picture and template are destroyed.</summary>
    public async Task<Outcome> RunAsync(
        Actor actor, Guid entryId, EntryDetails details, ReadOnlyMemory<byte>? photograph, CancellationToken cancellationToken)
    {
        var enrolled = photograph is { } file && Permissions.Of(actor, Roles.Compiler).Succeeded ? await enrolment.EnrolAsync(file, cancellationToken) : null;
        return await transaction.RunAsync(actor, nameof(ChangeEntry), async (work, cancel) =>
        {
            work.About(null, $"Entry {entryId}");
            if (Permissions.Of(actor, Roles.Compiler) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Entries.FindAsync([entryId], cancel) is not { } entry)
                return Permissions.NotFound("This entry");
            work.About(entry.DeploymentId, $"Entry {entryId}");
            var watchlist = await work.Db.Watchlists.FirstAsync(w => w.DeploymentId == entry.DeploymentId, cancel);
            if (watchlist.MayChange() is { Succeeded: false } frozen)
                return frozen;
            if (EntryLabels.Missing(details) is { } incomplete)
                return incomplete;
            var kept = entry.Photograph;
            if (photograph is not null)
            {
                if (enrolled is not EnrolmentOutcome.Enrolled face)
                    return ProposeEntry.UnusablePhotograph(enrolled);
                if (kept is not null)
                    await BiometricVault.DestroyAsync(work.Db, [kept.ImageBlobId, kept.TemplateBlobId], cancel);
                kept = await ProposeEntry.KeepAsync(vault, work, entry.DeploymentId, face, enrolment.EmbedderHash, cancel);
            }

            if (kept is null)
                return Outcome.Incomplete("The entry has no photograph.", "Add a photograph.");
            var outcome = entry.Change(details, kept, actor, work.Now);
            if (outcome.Succeeded)
            {
                work.Did($"Changed {entry.Reference}.");
                work.Tell(ChangeKind.Watchlist, entry.DeploymentId);
            }

            return outcome;
        }, cancellationToken);
    }
}
