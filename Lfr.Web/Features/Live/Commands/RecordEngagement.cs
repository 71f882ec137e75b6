using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>An engagement officer, or the operator by radio, records what officers found, without having seen another report.</summary>
public sealed class RecordEngagement(LfrTransaction transaction, EntryWithdrawals withdrawals, DossierReader dossiers)
{
    /// <summary>
    /// Keeps the report. If somebody reported meanwhile, both are kept; if they differ, a third person decides. Where it tells what became of the listed
    /// person, the entry is suspended.
    /// </summary>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, EngagementReport report, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.RecordEngagements).RunAsync(async (context, alert, cancel) =>
        {
            var outcome = alert.Record(report.By(actor.Sign(context.Now)), await dossiers.PolicyOfAsync(context.Db, alert.DeploymentId, context.Now, cancel));
            if (outcome.Succeeded)
                await withdrawals.AfterAlertAsync(context, alert, cancel);
            return context.Did(outcome, $"Recorded the outcome of alert {alert.Sequence}; it is {alert.State.InWords()}.");
        }, cancellationToken);
}
