using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Queries;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>An approver who was asked for a break takes it or goes on; either way the pace is on record. Nobody is made to stop: a list has a deadline, and who goes on answers for it.</summary>
public sealed class AnswerBreak(LfrTransaction transaction)
{
    /// <summary>Keeps the answer, with the pace as the database has it.</summary>
    /// <param name="actor">Who was asked.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="goesOn">Whether the approver goes on without a break, or before it is over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, bool goesOn, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.WatchlistOf(deploymentId)).By(Permissions.SignOff).RunAsync(async (context, _, cancel) =>
        {
            var pace = await SignOffPaces.ReadAsync(context.Db, deploymentId, actor.UserId, context.Now, cancel);
            // Back early from a break: nothing was answered since.
            var (answers, seconds) = pace.Stretch is { NeedsBreak: true } asked ? (asked.Answers, asked.MeanSeconds) : (0, 0);
            if (answers == 0 && (pace.BreakUntil is null || !goesOn))
                return Outcome.WrongState("You were not asked for a break, or have answered already.");
            context.Db.SignOffBreaks.Add(new SignOffBreak(deploymentId, actor.UserId, context.Now, answers, seconds, goesOn));
            return context.Did(Outcome.Done, (answers, goesOn) switch
            {
                (0, _) => "Came back from a break before it was over.",
                (_, true) => $"Answered {answers} entries at {seconds} s each without a pause, was asked for a break and went on.",
                _ => $"Answered {answers} entries at {seconds} s each without a pause, and takes a break.",
            });
        }, cancellationToken);
}
