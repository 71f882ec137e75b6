using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Oversight.Commands;

/// <summary>
/// An administrator asks that a row which was changed outside Lfr counts as it now stands: a backup was played in, or a fault was put right by hand. The log keeps its hash, so that
/// what is accepted is what was asked.
/// </summary>
[FreshSecondFactor]
public sealed class AskToAcceptRow(LfrTransaction transaction)
{
    /// <summary>Asks.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="deploymentId">Deployment of the row.</param>
    /// <param name="key">What the log calls the row.</param>
    /// <param name="hashSeen">Its hash when the administrator looked.</param>
    /// <param name="reason">How it came to be as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string key, string hashSeen, string reason, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId, DoubtfulRow.SubjectOf(key));
            if (Permissions.Of(actor, Permissions.AskToAcceptRows) is { Succeeded: false } refused)
                return refused;
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Enter how the row came to be as it is.");
            var (row, missing) = await DoubtfulRowAsync(context, deploymentId, key, hashSeen, cancel);
            if (row is null)
                return missing;
            if (row.Request is { } open)
                return Outcome.WrongState($"{open.ActorName} has already asked that {Words.Lower(row.Name)} counts as it stands.", "It waits for the data protection officer or for oversight.");
            context.Did($"Asked that {Words.Lower(row.Name)} counts as it now stands, {row.Hash}. {DoubtfulRow.Reason}{Words.AsSentence(reason.Trim())}");
            return Outcome.Done;
        }, cancellationToken);

    /// <summary>The row, doubtful and as it was seen; otherwise why not.</summary>
    internal static async Task<(DoubtfulRow? Row, Outcome Missing)> DoubtfulRowAsync(CommandContext context, Guid deploymentId, string key, string hashSeen, CancellationToken cancellationToken)
    {
        var rows = await DoubtfulRow.ReadAsync(context.Db, deploymentId, cancellationToken);
        if (rows.FirstOrDefault(r => r.Key == key) is not { } row)
            return (null, Outcome.WrongState("No such row is in doubt.", "Verify the chain again: it may have been accepted already."));
        return row.Hash == hashSeen ? (row, Outcome.Done) : (null, Outcome.Conflict($"{row.Name} was changed again while you were looking at it.", "Verify the chain again."));
    }
}
