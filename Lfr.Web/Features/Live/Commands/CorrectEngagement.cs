using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Somebody corrects a report that they have seen: its author a slip, within a minute; afterwards a second person.</summary>
public sealed class CorrectEngagement(LfrTransaction transaction, EntryWithdrawals withdrawals, DossierReader dossiers)
{
    /// <summary>Keeps the correction beside what it corrects.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="report">The right outcome.</param>
    /// <param name="reportsSeen">Number of reports on this person's screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, EngagementReport report, int reportsSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.RecordEngagements).RunAsync(async (context, alert, cancel) =>
        {
            var outcome = alert.CorrectOutcome(report.By(actor.Sign(context.Now)), reportsSeen, await dossiers.PolicyOfAsync(context.Db, alert.DeploymentId, context.Now, cancel));
            if (outcome.Succeeded)
                await withdrawals.AfterAlertAsync(context, alert, cancel);
            return context.Did(outcome, $"Corrected the outcome of alert {alert.Sequence}.");
        }, cancellationToken);
}
