using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Biometrics;

/// <summary>An administrator or the data protection officer looked at another clock and confirms the time of this machine; what fell due is destroyed within a minute.</summary>
public sealed class ConfirmTime(LfrTransaction transaction, UnconfirmedTime unconfirmed)
{
    /// <summary>Confirms the time after the step that the person read; refused when the clock was set again meanwhile.</summary>
    /// <param name="actor">Who confirms.</param>
    /// <param name="stepSeen">Number of the step's event.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, long stepSeen, CancellationToken cancellationToken) => transaction.RunAsync(this, actor, async (context, cancel) =>
    {
        context.About(null, UnconfirmedTime.Subject);
        if (Permissions.Of(actor, Permissions.ConfirmTime) is { Succeeded: false } refused)
            return refused;
        if (await unconfirmed.FindAsync(context.Db, cancel) is not { } step)
            return Outcome.WrongState("The time is not in doubt any more: somebody has confirmed it.");
        if (step.Number != stepSeen)
            return Outcome.Conflict($"The clock was set again meanwhile. {step.Sentence}", "Compare the time with another clock again, then confirm it.");
        context.Did($"Confirmed that it is {Words.Moment(context.Now)}. What is due is deleted again.");
        context.Tell(ChangeKind.Deployment, Guid.Empty);
        return Outcome.Done;
    }, cancellationToken);
}
