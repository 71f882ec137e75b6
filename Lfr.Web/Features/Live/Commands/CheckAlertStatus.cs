using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Somebody checks in the source system whether the person is still wanted (R33). At Romford in 2019 one of three was not.</summary>
public sealed class CheckAlertStatus(LfrTransaction transaction, EntryWithdrawals withdrawals)
{
    /// <summary>Keeps the check. "No longer wanted" closes the alert, so that nobody is stopped, and suspends the entry, so that nobody is looked for.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="stillWanted">Whether the reason for listing still stands.</param>
    /// <param name="checkedWith">Where it was checked.</param>
    /// <param name="checksSeen">Number of status checks on this person's screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, bool stillWanted, string checkedWith, int checksSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.AnswerAlerts).RunAsync(async (context, alert, cancel) =>
        {
            var outcome = alert.CheckStatus(stillWanted, checkedWith, checksSeen, actor, context.Now);
            if (outcome.Succeeded)
                await withdrawals.AfterAlertAsync(context, alert, cancel);
            return context.Did(outcome, $"Checked the status for alert {alert.Sequence}: {(stillWanted ? "still sought" : "no longer sought; stood down")}.");
        }, cancellationToken);
}
