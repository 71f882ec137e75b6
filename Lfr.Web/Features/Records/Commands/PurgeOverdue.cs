using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>Lfr itself destroys the biometrics of a deployment that nobody closed down in time (R39).</summary>
public sealed class PurgeOverdue(LfrTransaction transaction)
{
    /// <summary>Destroys key, pictures and templates, and keeps the receipt. <paramref name="due"/> is when they were due.</summary>
    public Task<Outcome> RunAsync(Guid deploymentId, DateTimeOffset due, CancellationToken cancellationToken) =>
        transaction.For(this, Actor.System, Subjects.Deployment(deploymentId)).RunAsync(async (context, deployment, cancel) =>
        {
            deployment.RecordPurge(await DeploymentPurge.RunAsync(context, deploymentId, due, cancel));
            return context.Did(Outcome.Done, "The biometrics fell due and were destroyed; nobody had closed the deployment down.");
        }, cancellationToken);
}
