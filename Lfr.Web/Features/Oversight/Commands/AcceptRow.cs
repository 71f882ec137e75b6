using Lfr.Shared;
using Lfr.Shared.Alerts;
using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Oversight.Commands;

/// <summary>
/// Somebody of oversight, or the data protection officer, accepts what an administrator asked: a row that was changed outside Lfr counts as it now stands, and the log vouches for it from then
/// on. The event stays, so that everybody who checks later sees who let it count and why.
/// </summary>
[FreshSecondFactor]
public sealed class AcceptRow(LfrTransaction transaction)
{
    /// <summary>Accepts.</summary>
    /// <param name="actor">Oversight or the data protection officer, and not whoever asked.</param>
    /// <param name="deploymentId">Deployment of the row.</param>
    /// <param name="key">What the log calls the row.</param>
    /// <param name="hashSeen">Its hash when they looked.</param>
    /// <param name="reason">Why it may count.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string key, string hashSeen, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId, DoubtfulRow.SubjectOf(key));
            if (Permissions.Of(actor, Permissions.AcceptRows) is { Succeeded: false } refused)
                return refused;
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Enter why the row may count as it is.");
            var (row, missing) = await AskToAcceptRow.DoubtfulRowAsync(context, deploymentId, key, hashSeen, cancel);
            if (row is null)
                return missing;
            if (row.Request is not { } asked)
                return Outcome.WrongState($"Nobody has asked that {Words.Lower(row.Name)} counts as it stands.", "An administrator asks first, on this page.");
            if (asked.ActorId == actor.UserId)
                return Outcome.NotYourRole("You asked for this yourself.", "Somebody else of oversight, or the data protection officer, decides.");
            // Saved as it is, so that the event vouches for what the database then holds.
            context.Db.Entry(await LoadAsync(context.Db, key, cancel)).State = EntityState.Modified;
            context.Accepts(key);
            context.Did($"Accepted that {Words.Lower(row.Name)} counts as it now stands, as {asked.ActorName} had asked in event {asked.Number}. Reason: {Words.AsSentence(reason.Trim())}");
            context.Tell(ChangeKind.Deployment, deploymentId);
            return Outcome.Done;
        }, cancellationToken);

    private static async Task<IAggregate> LoadAsync(LfrDbContext db, string key, CancellationToken cancellationToken)
    {
        var (kind, id) = (key.Split(' ')[0], Guid.Parse(key.Split(' ')[1]));
        return kind switch
        {
            nameof(Deployment) => await db.Deployments.SingleAsync(r => r.Id == id, cancellationToken),
            nameof(Notice) => await db.Notices.SingleAsync(r => r.Id == id, cancellationToken),
            nameof(Watchlist) => await db.Watchlists.SingleAsync(r => r.Id == id, cancellationToken),
            nameof(WatchlistEntry) => await db.Entries.SingleAsync(r => r.Id == id, cancellationToken),
            nameof(ListSample) => await db.ListSamples.SingleAsync(r => r.Id == id, cancellationToken),
            nameof(ListCriteria) => await db.ListCriteria.SingleAsync(r => r.Id == id, cancellationToken),
            nameof(AssessmentDocument) => await db.AssessmentDocuments.SingleAsync(r => r.Id == id, cancellationToken),
            nameof(Alert) => await db.Alerts.SingleAsync(r => r.Id == id, cancellationToken),
            _ => await db.Records.SingleAsync(r => r.Id == id, cancellationToken),
        };
    }
}
