using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>Destroys what of a deployment fell due (R39). Lfr's own command: nobody has to press anything.</summary>
[Milestone]
public sealed class PurgeDue(LfrTransaction transaction, DossierReader dossiers, UnconfirmedTime unconfirmed)
{
    /// <summary>Destroys it, kind by kind, with a receipt for each key.</summary>
    public Task<Outcome> RunAsync(Guid deploymentId, CancellationToken cancellationToken) =>
        transaction.For(this, Actor.System, Subjects.Deployment(deploymentId)).RunAsync(async (context, deployment, cancel) =>
        {
            if (dossiers.RetentionOf(deployment, context.Now) is not { } retention)
                return Outcome.WrongState("No policy says how long its biometrics may be kept.", "Put the policy pack that it was submitted under back into policies/.");
            if (await DeploymentPurge.DueAsync(context, deployment, retention, unconfirmed, cancel) is not { } destroyed)
                return Outcome.WrongState("The clock of Lfr's machine was set, so nothing that falls due is destroyed.", "An administrator or the data protection officer confirms the time.");
            var by = dossiers.PolicyOf(deployment, context.Now) is null ? " Its policy pack is missing; the pack in force today said when." : "";
            context.Did(destroyed.Length > 0 ? destroyed + by : "Nothing was due any more: it had been destroyed a moment before.");
            return Outcome.Done;
        }, cancellationToken);
}
