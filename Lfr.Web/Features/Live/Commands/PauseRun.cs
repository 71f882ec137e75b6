using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator or Silver pauses: nothing is compared, the list stays loaded.</summary>
[Milestone]
public sealed class PauseRun(LfrTransaction transaction, WorkerFleet fleet)
{
    /// <summary>Pauses.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string reason, CancellationToken cancellationToken)
    {
        Guid? licence = null;
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer).RunAsync((context, deployment) =>
        {
            licence = deployment.CurrentRun?.LicenceId;
            return context.Did(deployment.PauseRun(reason, context.Now), $"Paused: {reason.Trim()}");
        }, cancellationToken);
        if (outcome.Succeeded && licence is { } running)
            await fleet.PauseAsync(running);
        return outcome;
    }
}
