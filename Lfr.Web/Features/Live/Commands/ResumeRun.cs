using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator, Silver or the authorising officer goes on after a pause, under the same licence.</summary>
[Milestone]
public sealed class ResumeRun(LfrTransaction transaction, RunOrders orders)
{
    /// <summary>Goes on. Only the pause that the person saw: <paramref name="revisionSeen"/> is the deployment's on their screen.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ResumeRuns).Seen(revisionSeen).RunAsync(async (context, deployment, cancel) =>
        {
            var outcome = deployment.ResumeRun(actor, context.Now);
            if (outcome.Succeeded)
                await orders.ResumeAsync(context, deployment.CurrentRun!.LicenceId, cancel);
            return context.Did(outcome, "Went on after a pause.");
        }, cancellationToken);
}
