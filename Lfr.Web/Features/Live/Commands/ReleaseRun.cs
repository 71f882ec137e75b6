using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Silver or the authorising officer releases a run that somebody of at most their duty paused or stopped. Starts nothing by itself.</summary>
[Milestone]
public sealed class ReleaseRun(LfrTransaction transaction)
{
    /// <summary>Releases what stands against the run, in writing. <paramref name="revisionSeen"/> is the deployment's on the person's screen.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, long? revisionSeen, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ReleaseRuns).Seen(revisionSeen).RunAsync((context, deployment) =>
            context.Did(deployment.ReleaseRun(reason, actor, context.Now), $"Released the run: {reason.Trim()}"), cancellationToken);
}
