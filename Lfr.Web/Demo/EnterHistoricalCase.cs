using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Demo;

/// <summary>Enters a trial that happened before Lfr as a deployment, so that staff find it among the others: Romford, 31 January 2019.</summary>
internal sealed class EnterHistoricalCase(LfrTransaction transaction, PolicyLibrary policies)
{
    /// <summary>Reference of the trial.</summary>
    public const string Reference = "MPS-2019-01";

    /// <summary>Keeps deployment and notice as they were published.</summary>
    public Task<Outcome> RunAsync(Actor actor, CancellationToken cancellationToken) => transaction.RunAsync(this, actor, async (context, cancel) =>
    {
        var id = context.NewId();
        context.About(id, $"Deployment {id}");
        var trial = await context.Db.Trials.AsNoTracking().SingleAsync(t => t.Reference == Reference, cancel);
        var policy = policies.InForce(trial.FirstDay) ?? throw new InvalidOperationException($"No policy was in force on {Words.Day(trial.FirstDay)}.");
        context.Db.Deployments.Add(trial.Case(id, policy.Id, actor.Sign(context.Now)));
        if (trial.Notice(context.NewId(), id, actor) is { } notice)
            context.Db.Notices.Add(notice);
        context.Tell(ChangeKind.Deployment, id);
        return context.Did(Outcome.Done, $"Entered the trial {trial.Name}, {trial.When}, from {trial.Source}.");
    }, cancellationToken);
}
