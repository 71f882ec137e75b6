using System.Text;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Assessments;

/// <summary>Begins an assessment with what the plan says already.</summary>
public static class AssessmentPrefill
{
    /// <summary>A text with every part of the outline, those about the plan filled in.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="plan">Plan.</param>
    /// <param name="policy">Policy of the deployment; <see langword="null"/> when none is in force.</param>
    /// <param name="errors">Errors to expect, as a sentence; <see langword="null"/> while they cannot be worked out.</param>
    public static AssessmentText Of(AssessmentKind kind, Plan plan, PolicyPack? policy, string? errors) =>
        new([.. AssessmentOutline.Of(kind, policy).Select(p => new AssessmentPart(p.Title, TextOf(p.Facts, plan, policy, errors)))], "", DateOnly.MinValue);

    private static string TextOf(PlanFacts facts, Plan plan, PolicyPack? policy, string? errors)
    {
        var text = new StringBuilder();
        var (grounds, place) = (plan.Grounds, plan.Place);
        if (facts.HasFlag(PlanFacts.Purpose))
        {
            Line("Purpose", grounds.Purpose);
            Line("Legal power", grounds.LegalPower);
            Line("When", plan.Window is { } window ? $"{Words.Moment(window.Start)} to {Words.Moment(window.End)}" : "");
        }

        if (facts.HasFlag(PlanFacts.Place))
        {
            Line("Place", string.Join(", ", new[] { place.Venue, place.Area }.Where(t => !t.IsBlank())));
            Line("Zone", place.Zone);
            Line("Another way", place.AlternativeRoute);
            Line("Sensitive sites", grounds.SensitiveSites);
        }

        if (facts.HasFlag(PlanFacts.People))
        {
            Line("Who may be on the list", plan.Criteria.Text);
            Line("Categories", string.Join("; ", plan.Criteria.Categories.Select(c => $"{c.Code(policy)} {c.InWords(policy)}")));
        }

        if (facts.HasFlag(PlanFacts.Cameras))
        {
            // Where their frames come from is for planners alone.
            Line("Cameras", string.Join("; ", plan.Cameras.Select(c => c.View.IsBlank() ? c.Name : $"{c.Name}: {c.View}")));
            Line("Faces expected", plan.ExpectedFootfall > 0 ? $"{Words.Number(plan.ExpectedFootfall)}. {plan.FootfallBasis}" : "");
            Line("Errors to expect", errors);
        }

        if (facts.HasFlag(PlanFacts.Necessity))
        {
            Line("Necessity", grounds.Necessity);
            Line("Proportionality", grounds.Proportionality);
            Line("Less intrusive methods", grounds.LessIntrusive);
        }

        if (facts.HasFlag(PlanFacts.Retention) && policy?.Retention is { } kept)
        {
            Line("Faces that raise no alert", "nothing is kept; the numbers computed from them are deleted immediately");
            Line("Photographs and templates of the list", $"{kept.Watchlist.InWords()} after the last run");
            Line("Pictures of a false alert", $"{kept.FalseAlerts.InWords()} after the alert");
            Line("Pictures of any other alert", $"{kept.OtherAlerts.InWords()} after the alert");
            Line("Whole frames of alerts", $"{kept.ContextFrames.InWords()} after the alert");
        }

        return text.ToString().TrimEnd();

        void Line(string what, string? words)
        {
            if (!words.IsBlank())
                text.Append(what).Append(": ").Append(Words.AsSentence(words!.Trim())).Append('\n');
        }
    }
}
