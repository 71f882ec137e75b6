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
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Roles.Operator, Roles.EngagementOfficer).RunAsync((context, alert) =>
        {
            var again = alert.Adjudication is not null;
            return context.Did(alert.Adjudicate(answer, reasons, alert.ClaimedBy?.At ?? context.Now, actor, context.Now), $"{(again ? "Corrected the answer to" : "Answered")} alert {alert.Sequence}: {alert.State.InWords()}.");
        }, cancellationToken);
}
