using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Officers are briefed and sent. Needs a person's "same" (R31) and a fresh status check (R33).</summary>
public sealed class DispatchOfficers(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Sends officers, if the alert rules hold.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Roles.Operator, Roles.EngagementOfficer).RunAsync(async (context, alert, cancel) =>
        {
            if (await dossiers.AlertAsync(context.Db, alert, context.Now, cancel) is not { } dossier)
                return Outcome.WrongState("The alert's policy or entry is gone, so its rules cannot be asked.", "Ask an administrator to restore the policy.");
            return context.Did(alert.Dispatch(actor, RuleBook.Judge(dossier), context.Now), $"Sent officers for alert {alert.Sequence}.");
        }, cancellationToken);
}
