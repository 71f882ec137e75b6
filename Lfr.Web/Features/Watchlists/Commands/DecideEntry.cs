using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A watchlist approver signs one entry off, rejects it or sends it back. There is no command for more than one.</summary>
public sealed class DecideEntry(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the decision. <paramref name="entryHashSeen"/> names what was on the screen; another compiler's change in between is refused.</summary>
    public Task<Outcome> RunAsync(
        Actor actor, Guid entryId, EntryVerdict verdict, string reasons, string entryHashSeen, int lookedForSeconds, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(DecideEntry), async (work, cancel) =>
        {
            work.About(null, $"Entry {entryId}");
            if (Permissions.Of(actor, Roles.WatchlistApprover, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Entries.FindAsync([entryId], cancel) is not { } entry)
                return Permissions.NotFound("This entry");
            work.About(entry.DeploymentId, $"Entry {entryId}");
            var watchlist = await work.Db.Watchlists.FirstAsync(w => w.DeploymentId == entry.DeploymentId, cancel);
            if (watchlist.MayChange() is { Succeeded: false } frozen)
                return frozen;
            if (await dossiers.EntryAsync(work.Db, entry, work.Now, actor, cancel) is not { } dossier)
                return Outcome.WrongState("No policy is in force on the day of the deployment.", "Ask the force's policy owner to put one in force.");
            var outcome = entry.Decide(verdict, reasons, entryHashSeen, lookedForSeconds, actor, RuleBook.Judge(dossier), work.Now);
            if (!outcome.Succeeded)
                return outcome;
            if (verdict == EntryVerdict.Rejected && entry.Photograph is { } photograph)
                await BiometricVault.DestroyAsync(work.Db, [photograph.ImageBlobId, photograph.TemplateBlobId], cancel);
            work.Did(verdict switch
            {
                EntryVerdict.Approved when entry.State == EntryState.Proposed => $"Signed {entry.Reference} off; a second person must as well.",
                EntryVerdict.Approved => $"Signed {entry.Reference} off.",
                EntryVerdict.Rejected => $"Rejected {entry.Reference}.",
                _ => $"Sent {entry.Reference} back.",
            });
            work.Tell(ChangeKind.Watchlist, entry.DeploymentId);
            return outcome;
        }, cancellationToken);
}
