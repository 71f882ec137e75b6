using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner takes the request for authority back, to change the plan.</summary>
[Milestone]
public sealed class TakeBackRequest(LfrTransaction transaction)
{
    /// <summary>Takes it back.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, long? revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans).Seen(revisionRead).RunAsync((context, deployment) =>
            context.Did(deployment.TakeBack(), "Took the request for authority back."), cancellationToken);
}
