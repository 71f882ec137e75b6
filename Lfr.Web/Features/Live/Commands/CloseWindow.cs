using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Lfr itself ends a run whose window has closed; nobody needs to press anything.</summary>
[Milestone]
public sealed class CloseWindow(LfrTransaction transaction, RunOrders orders, RunHalts halts)
{
    private const string Reason = "The window closed.";

    /// <summary>Ends the run: the engines first, then the record.</summary>
    public Task<Outcome> RunAsync(Guid deploymentId, CancellationToken cancellationToken) =>
        halts.StopFirstAsync(deploymentId, Reason, Actor.System, () => RecordAsync(deploymentId, cancellationToken));

    private Task<Outcome> RecordAsync(Guid deploymentId, CancellationToken cancellationToken) =>
        transaction.For(this, Actor.System, Subjects.Deployment(deploymentId)).RunAsync(async (context, deployment, cancel) =>
        {
            var running = deployment.CurrentRun;
            var outcome = deployment.Stop(RunEnd.WindowClosed, Reason, Actor.System, context.Now);
            if (outcome.Succeeded && running is not null)
                await orders.StopAsync(context, running.LicenceId, Reason, cancel);
            return context.Did(outcome, "The window closed; the run ended.");
        }, cancellationToken);
}
