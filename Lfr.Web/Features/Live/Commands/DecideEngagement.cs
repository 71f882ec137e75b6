using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>A third person decides between two reports that differ.</summary>
public sealed class DecideEngagement(LfrTransaction transaction, EntryWithdrawals withdrawals, DossierReader dossiers)
{
    /// <summary>Keeps the decision beside both reports.</summary>
    /// <param name="actor">Who; neither of the two.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="report">The outcome that counts from now on.</param>
    /// <param name="reportsSeen">Number of reports on this person's screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, EngagementReport report, int reportsSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.SettleAnswers).RunAsync(async (context, alert, cancel) =>
        {
            var outcome = alert.DecideOutcome(report.By(actor.Sign(context.Now)), reportsSeen, await dossiers.PolicyOfAsync(context.Db, alert.DeploymentId, context.Now, cancel));
            if (outcome.Succeeded)
                await withdrawals.AfterAlertAsync(context, alert, cancel);
            return context.Did(outcome, $"Decided between two reports about alert {alert.Sequence}.");
        }, cancellationToken);
}
