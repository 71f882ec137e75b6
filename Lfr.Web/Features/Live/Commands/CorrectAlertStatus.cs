using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Somebody who checked again takes a "no longer wanted" back: its author a slip, within a minute; afterwards a second person.</summary>
public sealed class CorrectAlertStatus(LfrTransaction transaction)
{
    /// <summary>Keeps the new check beside the old one; the alert goes on where it was.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="checkedWith">Where it was checked again.</param>
    /// <param name="checksSeen">Number of status checks on this person's screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, string checkedWith, int checksSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.AnswerAlerts).RunAsync(
            (context, alert) => context.Did(
                alert.CorrectStatus(checkedWith, checksSeen, actor, context.Now), $"Corrected the status for alert {alert.Sequence}: still sought after all."),
            cancellationToken);
}
