using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Somebody corrects an answer that they have seen: its author a slip, within a minute and before officers are sent; afterwards a second person.</summary>
public sealed class CorrectAnswer(LfrTransaction transaction)
{
    /// <summary>Keeps the correction beside what it corrects, marked as given after the score was shown.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="answer">The right answer.</param>
    /// <param name="reasons">What in the images decided it.</param>
    /// <param name="answersSeen">Number of answers on this person's screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, Answer answer, string reasons, int answersSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.AnswerAlerts).RunAsync(
            (context, alert) =>
            {
                var outcome = alert.CorrectAnswer(answer, reasons, answersSeen, actor, context.Now);
                if (outcome.Succeeded)
                    context.Did($"Corrected the answer to alert {alert.Sequence} to '{answer.InWords()}'; it is {alert.State.InWords()}.");
                return outcome;
            },
            cancellationToken);
}
