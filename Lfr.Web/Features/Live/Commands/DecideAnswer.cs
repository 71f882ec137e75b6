using Lfr.Shared.Alerts;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>A third person decides between two answers that differ. Until then no officer is sent.</summary>
public sealed class DecideAnswer(LfrTransaction transaction)
{
    /// <summary>Keeps the decision with its reasons, beside both answers.</summary>
    /// <param name="actor">Who; neither of the two.</param>
    /// <param name="alertId">Alert.</param>
    /// <param name="answer">The answer that counts from now on.</param>
    /// <param name="reasons">What in the images decided it.</param>
    /// <param name="answersSeen">Number of answers on this person's screen.</param>
    /// <param name="scoreShown">Whether the score was on that screen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, Answer answer, string reasons, int answersSeen, bool scoreShown, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.SettleAnswers).RunAsync(
            (context, alert) =>
            {
                var outcome = alert.DecideAnswer(answer, reasons, answersSeen, scoreShown, actor, context.Now);
                if (outcome.Succeeded)
                    context.Did($"Decided a disagreement about alert {alert.Sequence}: '{answer.InWords()}'.");
                return outcome;
            },
            cancellationToken);
}
