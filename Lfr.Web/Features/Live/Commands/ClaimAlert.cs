using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>A reviewer opens an alert; others see that somebody looks.</summary>
public sealed class ClaimAlert(LfrTransaction transaction)
{
    /// <summary>Claims. The decision time counts from here.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid alertId, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Alert(alertId)).By(Permissions.AnswerAlerts).RunAsync((context, alert) =>
            context.Did(alert.Claim(actor, context.Now), $"Opened alert {alert.Sequence}."), cancellationToken);
}
