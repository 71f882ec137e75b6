using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>A reviewer answers "same person?" from the images, without having seen the score or anybody's answer (R31, R32).</summary>
public sealed class AdjudicateAlert(LfrTransaction transaction)
{
    /// <summary>Keeps the answer with its reasons. If somebody answered meanwhile, both are kept; if they differ, a third person decides.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="reasons">What in the images decided it.</param>
    /// <param name="openedAt">When the images came onto this person's screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, Answer answer, string reasons, DateTimeOffset openedAt, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.AnswerAlerts).RunAsync(
            (context, alert) =>
            {
                var outcome = alert.Adjudicate(answer, reasons, openedAt < context.Now ? openedAt : context.Now, actor, context.Now);
                if (outcome.Succeeded)
                    context.Did($"Answered alert {alert.Sequence} '{answer.InWords()}'; it is {alert.State.InWords()}.");
                return outcome;
            },
            cancellationToken);
}
