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
    private const string Reason = "The licence has ended.";

    /// <summary>Ends the run: the engines first, then the record.</summary>
    public Task<Outcome> RunAsync(Guid deploymentId, CancellationToken cancellationToken) =>
        halts.StopFirstAsync(deploymentId, Reason, Actor.System, () => RecordAsync(deploymentId, cancellationToken));

    private Task<Outcome> RecordAsync(Guid deploymentId, CancellationToken cancellationToken) =>
        transaction.For(this, Actor.System, Subjects.Deployment(deploymentId)).RunAsync(async (context, deployment, cancel) =>
        {
            // A run that began under an urgent authority ends with its hours, also when it was countersigned since: an operator then goes live again.
            var why = deployment.Plan.Window?.Contains(context.Now) == true ? "The hours of the urgent authority are over." : "The window closed.";
            var outcome = await orders.EndAsync(context, deployment, RunEnd.WindowClosed, why, Actor.System, context.Now, cancel);
            return context.Did(outcome, $"{why[..^1]}; the run ended.");
        }, cancellationToken);
}
