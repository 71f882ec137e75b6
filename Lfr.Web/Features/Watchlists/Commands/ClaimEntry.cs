using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>
/// An approver opens an entry, or goes on with it; until it is released or lapses nobody else is shown it. A row and no command of the log: a list of 20,000 would fill it with openings,
/// and the look at each entry is in it already.
/// </summary>
public sealed class ClaimEntry(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>Claims or renews; refused with the name of whoever has the entry open.</summary>
    /// <param name="actor">Who opens it.</param>
    /// <param name="pageId">The open page. It has one entry open: a claim on another is given up.</param>
    /// <param name="entryId">Entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid pageId, Guid entryId, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.SignOff) is { Succeeded: false } refused)
            return refused;
        try
        {
            return await DatabaseFault.RetryAsync(() => TryAsync(actor, pageId, entryId, cancellationToken), cancellationToken);
        }
        catch (Exception e) when (DatabaseFault.IsCollision(e))
        {
            return Outcome.Busy();
        }
    }

    /// <summary>The refusal for everybody else while a claim stands.</summary>
    internal static Outcome Taken(EntryClaim claim, string reference) => Outcome.Conflict(
        $"{claim.Name} has had {reference} open since {Words.Time(claim.Since)}.", $"Take the next entry. This one comes back when {claim.Name} leaves it, at {Words.Time(claim.Until)} at the latest if nothing happens there.");

    private async Task<Outcome> TryAsync(Actor actor, Guid pageId, Guid entryId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Beside no decision: whoever decides sees this claim, or this one sees the decision.
        await using var alone = await WriteLock.BeginAsync(db, cancellationToken);
        var now = time.GetUtcNow();
        var entry = await db.Entries.Where(e => e.Id == entryId).Select(e => new { e.DeploymentId, e.Reference, e.State }).FirstOrDefaultAsync(cancellationToken);
        if (entry is null)
            return Permissions.NotFound("This entry");
        if (entry.State != EntryState.Proposed)
            return Outcome.WrongState($"{entry.Reference} does not wait for sign-off: it is {entry.State.InWords()}.");
        // Nobody keeps from others what is not theirs to answer: the second of two approvals, or somebody they know.
        var parts = await db.EntryHands.Where(h => h.EntryId == entryId && h.UserId == actor.UserId).Select(h => h.Part).ToListAsync(cancellationToken);
        if (parts.Contains(EntryPart.HandedOn))
            return Outcome.WrongState($"You know this person and handed {entry.Reference} on.", "Leave it to another watchlist approver.");
        if (parts.Contains(EntryPart.Approved))
            return Outcome.WrongState($"You have signed {entry.Reference} off already.", "The second signature is another approver’s.");
        if (await DossierReader.CompilesAsync(db, entry.DeploymentId, actor.UserId, cancellationToken))
            return Outcome.WrongState("You, or a system that you answer for, compiled entries of this list.", "Leave its sign-off to another watchlist approver.");
        var claim = await db.EntryClaims.FirstOrDefaultAsync(c => c.EntryId == entryId, cancellationToken);
        if (claim is not null && claim.UserId != actor.UserId && claim.Stands(now))
            return Taken(claim, entry.Reference);
        if (claim is null)
            db.EntryClaims.Add(EntryClaim.Make(entryId, entry.DeploymentId, actor, pageId, now));
        else if (claim.UserId == actor.UserId && claim.Stands(now))
            claim.Renew(pageId, now);
        else
            claim.PassTo(actor, pageId, now);
        await db.SaveChangesAsync(cancellationToken);
        var (earliest, latest) = (now - EntryClaim.Lease, now + EntryClaim.Lease);
        await db.EntryClaims.Where(c => c.EntryId != entryId && (c.PageId == pageId || (c.DeploymentId == entry.DeploymentId && (c.RenewedAt <= earliest || c.RenewedAt >= latest))))
            .ExecuteDeleteAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
        return Outcome.Done;
    }
}
