using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Lfr itself ends a run whose window has closed; nobody needs to press anything.</summary>
[Milestone]
public sealed class CloseWindow(LfrTransaction transaction, WorkerFleet fleet)
{
    private const string Reason = "The window closed.";

    /// <summary>Ends the run and tells the worker.</summary>
    public async Task<Outcome> RunAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        Guid? licence = null;
        var outcome = await transaction.For(this, Actor.System, Subjects.Deployment(deploymentId)).RunAsync((context, deployment) =>
        {
            licence = deployment.CurrentRun?.LicenceId;
            return context.Did(deployment.Stop(RunEnd.WindowClosed, Reason, context.Now), "The window closed; the run ended.");
        }, cancellationToken);
        if (outcome.Succeeded && licence is { } running)
            await fleet.StopAsync(running, Reason);
        return outcome;
    }
}
