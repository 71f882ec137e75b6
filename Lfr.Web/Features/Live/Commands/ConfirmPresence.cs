using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Whoever steers a run on the ground says that officers are at the cameras (R50). Without that within the policy's minutes Lfr pauses it.</summary>
[Milestone]
public sealed class ConfirmPresence(LfrTransaction transaction)
{
    /// <summary>Keeps who said so, and when. Said twice it counts twice, and harms nobody.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ConfirmPresence).RunAsync((context, deployment) =>
            context.Did(deployment.ConfirmPresence(actor, context.Now), "Confirmed that officers are at the cameras."), cancellationToken);
}
