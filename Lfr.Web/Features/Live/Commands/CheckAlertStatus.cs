using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Somebody checks in the source system whether the person is still wanted (R33). At Romford in 2019 one of three was not.</summary>
public sealed class CheckAlertStatus(LfrTransaction transaction)
{
    /// <summary>Keeps the check. "No longer wanted" closes the alert: nobody is stopped.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, bool stillWanted, string checkedWith, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(CheckAlertStatus), async (work, cancel) =>
        {
            work.About(null, $"Alert {alertId}");
            if (Permissions.Of(actor, Roles.Operator, Roles.EngagementOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Alerts.FindAsync([alertId], cancel) is not { } alert)
                return Permissions.NotFound("This alert");
            work.About(alert.DeploymentId, $"Alert {alertId}");
            var outcome = alert.CheckStatus(stillWanted, checkedWith, actor, work.Now);
            if (outcome.Succeeded)
            {
                work.Did(stillWanted ? $"Checked the status for alert {alert.Sequence}: still wanted." : $"Checked the status for alert {alert.Sequence}: no longer wanted; stood down.");
                work.Tell(ChangeKind.Alert, alert.DeploymentId, alert.Sequence);
            }

            return outcome;
        }, cancellationToken);
}
