using Lfr.Shared.Deployments;

namespace Lfr.Shared.Assessments;

/// <summary>
/// What an assessment was made of: purpose, power, place, cameras, and who may be on the list. A plan that says something else there has to be assessed again. Another day is not another plan: until
/// when the assessment holds is a day of its own.
/// </summary>
public static class AssessedFacts
{
    /// <summary>Hash of these facts of <paramref name="plan"/>.</summary>
    public static string HashOf(Plan plan)
    {
        var text = new HashedText("assessed/1")
            .Add("venue", plan.Place.Venue).Add("area", plan.Place.Area).Add("zone", plan.Place.Zone).Add("alternativeRoute", plan.Place.AlternativeRoute)
            .Add("useCase", (long)plan.Grounds.UseCase).Add("purpose", plan.Grounds.Purpose).Add("legalPower", plan.Grounds.LegalPower)
            .Add("criteria", plan.Criteria.Text).Add("categories", plan.Criteria.Categories.Count);
        foreach (var category in plan.Criteria.Categories.Order())
            text.Add("category", (long)category);
        text.Add("cameras", plan.Cameras.Count);
        foreach (var view in plan.Cameras.Select(c => c.View).Order(StringComparer.Ordinal))
            text.Add("view", view);
        return text.Add("protest", plan.Protest?.IsExpected == true).Hash();
    }
}
