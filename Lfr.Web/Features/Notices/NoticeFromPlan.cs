using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Notices;

/// <summary>A first text of a notice in plain language, derived from the plan. A person edits it: the plan is written for officers.</summary>
public static class NoticeFromPlan
{
    /// <summary>The text. What the plan does not say yet stays empty, so that it is missed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="policy">Its policy, which names categories and rights and says how long pictures are kept.</param>
    /// <param name="force">Whose notice it is: contact and rights are those of its settings.</param>
    public static NoticeText Write(Plan plan, PolicyPack? policy, Force? force = null)
    {
        var (terms, retention) = (PolicyTerms.Of(policy), policy?.Retention);
        var place = string.Join(", ", new[] { plan.Place.Venue, plan.Place.Area }.Where(p => !string.IsNullOrWhiteSpace(p)));
        return new NoticeText(
            place.Length == 0 ? "" : $"Police cameras at {place} will compare the faces of people who walk by with a list of people the police are looking for. An officer checks every alert before anybody is spoken to.",
            Why(plan),
            Who(plan, policy),
            string.IsNullOrWhiteSpace(plan.Place.AlternativeRoute) ? ""
                : $"You do not have to walk past the cameras. Another way: {Sentence(plan.Place.AlternativeRoute)} Avoiding the cameras is not a reason to stop you. {terms.OnCoveringTheFace()}".TrimEnd(),
            "If you are not on the list, your face and the numbers computed from it are deleted immediately, without being stored. If the system suggests that you may be on the list, an officer compares two pictures and decides. "
            + (retention is null ? "" : $"We delete the pictures of a mistaken alert within {retention.FalseAlerts.InWords()}, those of any other alert within {retention.OtherAlerts.InWords()}, "
                + $"and the list within {retention.Watchlist.InWords()} after the deployment."),
            force?.Rights ?? terms.RightsInNotice(),
            force?.ContactInWords ?? "");
    }

    private static string Why(Plan plan)
    {
        var reasons = new[] { plan.Grounds.Purpose, plan.Grounds.UseCaseEvidence }.Where(r => !string.IsNullOrWhiteSpace(r)).Select(Sentence);
        return string.Join(" ", reasons);
    }

    private static string Who(Plan plan, PolicyPack? policy)
    {
        if (plan.Criteria.Categories.Count == 0)
            return "";
        var groups = plan.Criteria.Categories.Order().Select(c => c.PeopleInWords(policy)).ToArray();
        var list = groups.Length == 1 ? groups[0] : $"{string.Join(", ", groups[..^1])} and {groups[^1]}";
        return $"The list is made for this deployment only. On it are {list}. The police do not say whether a particular person is on it.";
    }

    private static string Sentence(string text)
    {
        var words = text.Trim();
        return words[^1] is '.' or '!' or '?' ? words : words + ".";
    }
}
