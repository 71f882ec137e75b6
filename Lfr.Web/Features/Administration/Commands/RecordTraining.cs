using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator records a person's LFR training; the rules ask its last day (R35). Nobody records their own.</summary>
public sealed class RecordTraining(AccountChange accounts)
{
    /// <summary>Records it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, Training training, DateOnly until, long revisionSeen, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen, (context, account, _) =>
        {
            var recorded = training with { Course = training.Course.Trim(), Evidence = training.Evidence.Trim() };
            if (recorded.Check(until, context.Now.ForceDay()) is { Succeeded: false } incomplete)
                return Task.FromResult(incomplete);
            if (actor.UserId == accountId)
                return Task.FromResult(Outcome.NotYourRole("Nobody records their own training.", "Ask another administrator."));
            (account.Training, account.TrainedUntil) = (recorded, until);
            context.Did($"Recorded the training: {recorded.Course}, completed on {Words.Day(recorded.Day)}, valid until {Words.Day(until)}.");
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);
}
