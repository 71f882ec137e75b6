using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Data;

namespace Lfr.Web.Demo;

/// <summary>Enters a case that happened before Lfr: Romford, 31 January 2019.</summary>
internal sealed class EnterHistoricalCase(LfrTransaction transaction)
{
    /// <summary>Keeps deployment and notice as they were published.</summary>
    public Task<Outcome> RunAsync(Actor actor, CancellationToken cancellationToken) => transaction.RunAsync(this, actor, (context, _) =>
    {
        var id = context.NewId();
        context.About(id, $"Deployment {id}");
        context.Db.Deployments.Add(Romford2019.Deployment(id, actor.Sign(context.Now)));
        context.Db.Notices.Add(Romford2019.Notice(context.NewId(), id, actor));
        context.Tell(ChangeKind.Deployment, id);
        return Task.FromResult(context.Did(Outcome.Done, $"Entered the case of Romford, 31 January 2019, from {Romford2019.Source}."));
    }, cancellationToken);
}
