using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A watchlist approver signs one entry off, rejects it or sends it back. There is no command for more than one.</summary>
public sealed class DecideEntry(LfrTransaction transaction, DossierReader dossiers, Lookalikes lookalikes, PurgeProof proof)
{
    /// <summary>Keeps the decision. <paramref name="entryHashSeen"/> names what was on the screen; another compiler's change in between is refused.</summary>
    public async Task<Outcome> RunAsync(
        Actor actor, Guid entryId, EntryVerdict verdict, string reasons, string entryHashSeen, int lookedForSeconds, CancellationToken cancellationToken)
    {
        var outcome = await transaction.For(this, actor, Subjects.Entry(entryId)).By(Permissions.SignOff).RunAsync(async (context, entry, cancel) =>
        {
            var watchlist = await context.Db.Watchlists.FirstAsync(w => w.DeploymentId == entry.DeploymentId, cancel);
            if (await context.Db.Deployments.FindAsync([entry.DeploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (watchlist.MayChange(deployment, context.Now) is { Succeeded: false } frozen)
                return frozen;
            var others = context.Db.EntryClaims.AsNoTracking().Where(c => c.EntryId == entryId && c.UserId != actor.UserId).Where(EntryClaim.StandsAt(context.Now));
            if (await others.FirstOrDefaultAsync(cancel) is { } claim)
                return ClaimEntry.Taken(claim, entry.Reference);
            if (await AnsweredForAsync(context.Db, entry, actor, cancel) is { Succeeded: false } own)
                return own;
            if (await dossiers.EntryAsync(context.Db, entry, context.Now, actor, cancel) is not { } dossier)
                return Outcome.WrongState("No policy is in force on the day of the deployment.", "Ask the force's policy owner to put one in force.");
            var looksLike = verdict == EntryVerdict.Approved ? await LooksLikeAsync(context.Db, entry, dossier.Policy, cancel) : null;
            var result = entry.Decide(verdict, reasons, entryHashSeen, lookedForSeconds, actor, RuleBook.Judge(dossier), context.Now, looksLike);
            if (!result.Succeeded)
                return result;
            if (verdict == EntryVerdict.Rejected && entry.Photograph is { } photograph)
                await DeploymentPurge.TakeOffAsync(context, entry, photograph, cancel);
            await context.Db.EntryClaims.Where(c => c.EntryId == entryId).ExecuteDeleteAsync(cancel);
            context.Did(verdict switch
            {
                EntryVerdict.Approved when entry.State == EntryState.Proposed => $"Signed {entry.Reference} off; a second person must as well.",
                EntryVerdict.Approved => $"Signed {entry.Reference} off.",
                EntryVerdict.Rejected => $"Rejected {entry.Reference}.",
                _ => $"Sent {entry.Reference} back.",
            });
            return result;
        }, cancellationToken);
        if (outcome.Succeeded && verdict == EntryVerdict.Rejected)
            await proof.LookAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Whoever answers for the system that proposed somebody does not sign it off: that would be one person's own work (R19).</summary>
    private static async Task<Outcome> AnsweredForAsync(LfrDbContext db, WatchlistEntry entry, Actor actor, CancellationToken cancellationToken)
    {
        var hands = entry.CompilerIds.ToArray();
        var systems = await db.SystemClients.AsNoTracking().Where(c => hands.Contains(c.Id)).ToListAsync(cancellationToken);
        return systems.Find(c => c.WasAnsweredForBy(actor.UserId))?.Name is { } system
            ? Outcome.Refused(RuleBook.Find<EntryIsSignedOffByAnother>().Weigh(
                Verdict.Broken($"{entry.Reference} was proposed by {system}, and you answer for that system.", "Leave it to another approver."), Weight.Block))
            : Outcome.Done;
    }

    private async Task<string?> LooksLikeAsync(LfrDbContext db, WatchlistEntry entry, PolicyPack policy, CancellationToken cancellationToken)
    {
        var nearest = (await lookalikes.ReadAsync(db, entry.DeploymentId, cancellationToken)).GetValueOrDefault(entry.Id);
        return nearest is { LooksTheSame: true }
            ? await db.Entries.Where(e => e.Id == nearest.EntryId).Select(e => e.Reference).FirstOrDefaultAsync(cancellationToken)
            : null;
    }
}
