using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Officers are briefed and sent. Needs people who agree on "same" (R31) and a fresh status check (R33).</summary>
public sealed class DispatchOfficers(LfrTransaction transaction, DossierReader dossiers)
{
    /// <summary>Sends officers, if the alert rules hold and nobody said anything since this person looked.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="revisionSeen">Revision of the alert on this person's screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, long revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.AnswerAlerts).Seen(revisionSeen).RunAsync(async (context, alert, cancel) =>
            await dossiers.AlertAsync(context.Db, alert, context.Now, cancel) is not { } dossier
                ? Outcome.WrongState("The alert's policy or entry is gone, so its rules cannot be asked.", "Ask an administrator to restore the policy.")
                : context.Did(alert.Dispatch(actor, RuleBook.Judge(dossier), context.Now), $"Sent officers for alert {alert.Sequence}."), cancellationToken);
}
