using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Somebody checks in the source system whether the person is still wanted (R33). At Romford in 2019 one of three was not.</summary>
public sealed class CheckAlertStatus(LfrTransaction transaction)
{
    /// <summary>Keeps the check. "No longer wanted" closes the alert: nobody is stopped.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, bool stillWanted, string checkedWith, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Roles.Operator, Roles.EngagementOfficer).RunAsync((context, alert) =>
        {
            var outcome = alert.CheckStatus(stillWanted, checkedWith, actor, context.Now);
            if (outcome.Succeeded)
            {
                context.Did(stillWanted ? $"Checked the status for alert {alert.Sequence}: still wanted." : $"Checked the status for alert {alert.Sequence}: no longer wanted; stood down.");
            }

            return outcome;
        }, cancellationToken);
}
