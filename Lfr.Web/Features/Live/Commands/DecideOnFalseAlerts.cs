using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>
/// False alerts are over the limit (R30): Silver, or the authorising officer, decides in writing whether the run goes on. The decision covers the false
/// alerts that the person saw; one more asks for another.
/// </summary>
[Milestone]
public sealed class DecideOnFalseAlerts(LfrTransaction transaction, DossierReader dossiers, RunOrders orders, RunHalts halts)
{
    /// <summary>Keeps the decision, and stops the run if that is what was decided.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="choice">Whether the run goes on. Stopping always works, whatever the person saw.</param>
    /// <param name="falseAlertsSeen">Number of false alerts on the person's screen.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, FalseAlertChoice choice, long falseAlertsSeen, string reason, CancellationToken cancellationToken) =>
        choice == FalseAlertChoice.Stop && actor.IsAny(Roles.Silver, Roles.AuthorisingOfficer) && !string.IsNullOrWhiteSpace(reason)
            ? halts.StopFirstAsync(deploymentId, reason.Trim(), actor, () => RecordAsync(actor, deploymentId, choice, falseAlertsSeen, reason, cancellationToken))
            : RecordAsync(actor, deploymentId, choice, falseAlertsSeen, reason, cancellationToken);

    private Task<Outcome> RecordAsync(Actor actor, Guid deploymentId, FalseAlertChoice choice, long falseAlertsSeen, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ReleaseRuns).RunAsync(async (context, deployment, cancel) =>
        {
            if (await dossiers.StandingAsync(context.Db, deployment, context.Now, cancel) is not { } standing)
                return Outcome.WrongState("No policy says how many false alerts are too many.", "Ask the force's policy owner.");
            if (choice == FalseAlertChoice.GoOn && !RuleBook.Judge(standing).Any(f => f.IsOf<FalseAlertsStayWithinTheLimit>() && f.IsBroken))
                return Outcome.WrongState("False alerts are not over the limit.", "There is nothing to decide.");
            if (choice == FalseAlertChoice.GoOn && standing.FalseAlerts > falseAlertsSeen)
                return Outcome.Conflict($"There are {Words.Count(standing.FalseAlerts, "false alert", "false alerts")} by now; you saw {Words.Number(falseAlertsSeen)}.");
            var running = deployment.CurrentRun;
            var outcome = deployment.DecideOnFalseAlerts(choice, standing.FalseAlerts, standing.FacesCompared, reason, actor, context.Now);
            if (outcome.Succeeded && choice == FalseAlertChoice.Stop)
                await orders.StopAsync(context, running!.LicenceId, reason.Trim(), context.Now, cancel);
            var counted = $"{Words.Count(standing.FalseAlerts, "false alert", "false alerts")} among {Words.Count(standing.FacesCompared, "face", "faces")}";
            return context.Did(outcome, $"{(choice == FalseAlertChoice.GoOn ? "Let the run go on" : "Stopped the run")} with {counted}: {reason.Trim()}");
        }, cancellationToken);
}
