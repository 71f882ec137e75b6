using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>A planner gives a deployment another time, or a time again after it was put off. Nothing else of the plan changes; an authority for the old time falls (R17).</summary>
[Milestone]
[Prepares(PreparedPart.Plan)]
public sealed class MoveDeployment(LfrTransaction transaction)
{
    /// <summary>Moves it. Refused when anybody changed the deployment since <paramref name="revisionRead"/>: what the planner was told would fall may no longer be true.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Window window, long revisionRead, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.WritePlans)
            .Seen(revisionRead, "Read again what a move would change, then move it if it is still right.").RunAsync(async (context, deployment, cancel) =>
        {
            if (deployment.Plan.Window == window)
                return Outcome.WrongState("It is planned for this time already.", "Choose another day or other hours.");
            var (before, old) = (deployment.State, deployment.Plan.Window);
            var outcome = deployment.ChangePlan(deployment.Plan with { Window = window }, context.Now);
            if (!outcome.Succeeded)
                return outcome;
            await ConsequencesOf.ApplyAsync(context, deployment, DeploymentStep.ChangePlan, before, "It was moved after it was authorised.", cancel);
            var fell = before == DeploymentState.Authorised && deployment.State == DeploymentState.Draft ? " The authority no longer covers it (R17)." : "";
            context.Did($"{(old is null ? "Set the time:" : $"Moved it from {ForceTime.Span(old.Start, old.End)} to")} {ForceTime.Span(window.Start, window.End)}.{fell}");
            return outcome;
        }, cancellationToken);
}
