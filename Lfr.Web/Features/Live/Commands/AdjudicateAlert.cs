using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>A reviewer answers "same person?" from the images, before the score is shown (R31, R32).</summary>
public sealed class AdjudicateAlert(LfrTransaction transaction)
{
    /// <summary>Keeps the answer with its reasons. A second answer is a recorded correction.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, Answer answer, string reasons, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(AdjudicateAlert), async (work, cancel) =>
        {
            work.About(null, $"Alert {alertId}");
            if (Permissions.Of(actor, Roles.Operator, Roles.EngagementOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Alerts.FindAsync([alertId], cancel) is not { } alert)
                return Permissions.NotFound("This alert");
            work.About(alert.DeploymentId, $"Alert {alertId}");
            var again = alert.Adjudication is not null;
            var outcome = alert.Adjudicate(answer, reasons, alert.ClaimedBy?.At ?? work.Now, actor, work.Now);
            if (outcome.Succeeded)
            {
                work.Did($"{(again ? "Corrected the answer to" : "Answered")} alert {alert.Sequence}: {alert.State.InWords()}.");
                work.Tell(ChangeKind.Alert, alert.DeploymentId, alert.Sequence);
            }

            return outcome;
        }, cancellationToken);
}
