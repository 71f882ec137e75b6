using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Officers are briefed and sent. Needs a person's "same" (R31) and a fresh status check (R33).</summary>
public sealed class DispatchOfficers(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Sends officers, if the alert rules hold.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(DispatchOfficers), async (work, cancel) =>
        {
            work.About(null, $"Alert {alertId}");
            if (Permissions.Of(actor, Roles.Operator, Roles.EngagementOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Alerts.FindAsync([alertId], cancel) is not { } alert)
                return Permissions.NotFound("This alert");
            work.About(alert.DeploymentId, $"Alert {alertId}");
            if (await dossiers.AlertAsync(work.Db, alert, work.Now, cancel) is not { } dossier)
                return Outcome.WrongState("The alert's policy or entry is gone, so its rules cannot be asked.", "Ask an administrator to restore the policy.");
            var outcome = alert.Dispatch(actor, RuleBook.Judge(dossier), work.Now);
            if (outcome.Succeeded)
            {
                work.Did($"Sent officers for alert {alert.Sequence}.");
                work.Tell(ChangeKind.Alert, alert.DeploymentId, alert.Sequence);
            }

            return outcome;
        }, cancellationToken);
}
