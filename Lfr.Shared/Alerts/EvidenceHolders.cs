using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Alerts;

/// <summary>
/// Whoever decided about an alert: answered it, checked the person's status, sent officers, or reported what they found. The photographs of the list, with which they compared, show whether they were right; so none
/// of them destroys these. Looking at an alert decides nothing.
/// </summary>
public static class EvidenceHolders
{
    /// <summary>Accounts of all who decided about <paramref name="alert"/>; somebody who did twice is there twice.</summary>
    public static IEnumerable<Guid> Of(Alert alert) =>
        alert.Adjudications.Select(a => a.By).Concat(alert.StatusChecks.Select(c => c.By)).Concat(alert.Engagements.Select(e => e.By)).Append(alert.DispatchedBy).OfType<Signature>().Select(by => by.UserId);

    /// <summary>Done when <paramref name="actor"/> decided about none of <paramref name="alerts"/>, which are all those of one deployment, and so may destroy its list.</summary>
    public static Outcome MayDestroy(Actor actor, IEnumerable<Alert> alerts)
    {
        var own = alerts.Count(a => Of(a).Contains(actor.UserId));
        var decided = Words.Count(own, "alert", "alerts");
        return own == 0
            ? Outcome.Done
            : Outcome.NotYourRole(
                $"You decided about {decided} of this deployment, and closing it down destroys the photographs that show whether you were right.",
                "Leave it to a planner, a Silver commander or an operator who decided about none. If there is nobody, Lfr deletes the list itself when it is due, and then you can close down.");
    }
}
