using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>An authorising officer who had no part in the list approves its criteria, or sends them back.</summary>
public sealed class DecideCriteria(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Keeps the answer. Narrower criteria are not approved over the heads of people who are signed off already.</summary>
    /// <param name="actor">The officer.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="approves">Whether they are approved; otherwise they go back.</param>
    /// <param name="reasons">Why.</param>
    /// <param name="revisionSeen">Revision of the criteria that the officer read. <see langword="null"/> asks nothing.</param>
    /// <param name="factsHashSeen">Hash of place, time and purpose of the plan that the officer read. <see langword="null"/> asks nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, bool approves, string reasons, long? revisionSeen, string? factsHashSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.CriteriaOf(deploymentId)).By(Permissions.ApproveCriteria).Seen(revisionSeen).RunAsync(async (context, criteria, cancel) =>
        {
            if (await dossiers.LookAsync(context.Db, deploymentId, context.Now, actor, cancel) is not { Deployment: var deployment } dossier)
                return Permissions.NotFound("This deployment");
            if (deployment.MayChangeList(context.Now) is { Succeeded: false } closed)
                return closed;
            // What is approved holds for the plan as it stands: the officer and the compiler's words mean the one that was on the screen.
            if (factsHashSeen is not null && !deployment.Plan.HasPublicFactsHash(factsHashSeen))
                return Outcome.Conflict("Place, time or purpose changed in the plan while you were reading the criteria.", "Read both as they stand now, then decide.");
            if (dossier.Preparations.Contains(new Preparation(actor.UserId, PreparedPart.List))
                || await context.Db.EntryHands.AnyAsync(h => h.DeploymentId == deploymentId && h.UserId == actor.UserId && h.Part == EntryPart.Approved, cancel))
                return Outcome.NotYourRole("You had a part in this list, so you cannot approve its criteria.", "Leave it to another authorising officer.");
            if (approves && criteria.Proposed is { } terms && await OutsideAsync(context.Db, deployment, terms, dossier.Policy, cancel) is { Count: > 0 } outside)
                return Outcome.WrongState($"These criteria leave out people who are signed off: {Words.AndList(outside)}.", "Have them removed from the list first, or send the criteria back.");
            return context.Did(
                criteria.Decide(approves, reasons, deployment.Plan, actor, context.Now), approves ? "Approved the criteria of the list." : "Sent the criteria of the list back.");
        }, cancellationToken);

    private static async Task<IReadOnlyList<string>> OutsideAsync(LfrDbContext db, Deployment deployment, CriteriaTerms terms, PolicyPack? policy, CancellationToken cancellationToken)
    {
        var outside = new List<string>();
        var signedOff = db.Entries.AsNoTracking().Where(e => e.DeploymentId == deployment.Id && e.State == EntryState.Approved).OrderBy(e => e.Reference).Select(e => new { e.Reference, e.Details });
        await foreach (var entry in signedOff.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (terms.Misses(entry.Details, policy) is not null)
                outside.Add(entry.Reference);
        }

        return outside;
    }
}
