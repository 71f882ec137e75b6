using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>A reviewer opens an alert; others see that somebody looks.</summary>
public sealed class ClaimAlert(LfrTransaction transaction)
{
    /// <summary>Claims. The decision time counts from here.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(ClaimAlert), async (work, cancel) =>
        {
            work.About(null, $"Alert {alertId}");
            if (Permissions.Of(actor, Roles.Operator, Roles.EngagementOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Alerts.FindAsync([alertId], cancel) is not { } alert)
                return Permissions.NotFound("This alert");
            work.About(alert.DeploymentId, $"Alert {alertId}");
            var outcome = alert.Claim(actor, work.Now);
            if (outcome.Succeeded)
            {
                work.Did($"Opened alert {alert.Sequence}.");
                work.Tell(ChangeKind.Alert, alert.DeploymentId, alert.Sequence);
            }

            return outcome;
        }, cancellationToken);
}
