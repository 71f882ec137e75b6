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
            var outcome = await orders.EndAsync(context, deployment, RunEnd.WindowClosed, Reason, Actor.System, context.Now, cancel);
            return context.Did(outcome, "The window closed; the run ended.");
        }, cancellationToken);
}
