using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An operator or Silver goes on after a pause, under the same licence.</summary>
[Milestone]
public sealed class ResumeRun(LfrTransaction transaction, WorkerFleet fleet)
{
    /// <summary>Goes on.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        Guid? licence = null;
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Roles.Operator, Roles.Silver, Roles.AuthorisingOfficer).RunAsync((context, deployment) =>
        {
            licence = deployment.CurrentRun?.LicenceId;
            return context.Did(deployment.ResumeRun(context.Now), "Went on after a pause.");
        }, cancellationToken);
        if (outcome.Succeeded && licence is { } running)
            await fleet.ResumeAsync(running);
        return outcome;
    }
}
