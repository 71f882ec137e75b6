using System.Security.Cryptography;
using System.Text.Json;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <summary>
/// What an authority and a published notice rest on, as text and hash (R17). Staff and assessments are no part of it: they may be renewed without a
/// new authority.
/// </summary>
public static class PlanHash
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Everything that the authorising officer reads, field by field.</summary>
    public static HashedText Text(Plan plan)
    {
        var text = new HashedText("plan/1").Add("name", plan.Name);
        Add(text, plan.Place, plan.Window);
        text.Add("grounds.useCase", (long)plan.Grounds.UseCase)
            .Add("grounds.useCaseEvidence", plan.Grounds.UseCaseEvidence)
            .Add("grounds.purpose", plan.Grounds.Purpose)
            .Add("grounds.legalPower", plan.Grounds.LegalPower)
            .Add("grounds.reasonToBelieve", plan.Grounds.ReasonToBelieve)
            .Add("grounds.necessity", plan.Grounds.Necessity)
            .Add("grounds.proportionality", plan.Grounds.Proportionality)
            .Add("grounds.lessIntrusive", plan.Grounds.LessIntrusive)
            .Add("grounds.sensitiveSites", plan.Grounds.SensitiveSites)
            .Add("criteria.text", plan.Criteria.Text)
            .Add("criteria.categories", plan.Criteria.Categories.Count);
        foreach (var category in plan.Criteria.Categories)
            text.Add("category", (long)category);
        text.Add("cameras", plan.Cameras.Count);
        foreach (var camera in plan.Cameras)
            text.Add("camera.id", camera.Id).Add("camera.name", camera.Name).Add("camera.source", camera.Source).Add("camera.view", camera.View);
        text.Add("expectedFootfall", plan.ExpectedFootfall).Add("footfallBasis", plan.FootfallBasis).Add("targetFalseAlertRate", plan.TargetFalseAlertRate);

        // These came later. A plan without them has no line of them, so that the authorities before them stand.
        if (plan.Offline is { } offline)
            text.Add("offline.worker", offline.WorkerId).Add("offline.workerName", offline.WorkerName).Add("offline.minutes", offline.Minutes).Add("offline.reason", offline.Reason);
        if (plan.Protest is { } protest)
            text.Add("protest.isExpected", protest.IsExpected ? 1 : 0).Add("protest.reasons", protest.Reasons);
        if (plan.MutualAid is { } aid)
            text.Add("aid.partner", aid.Partner).Add("aid.controller", aid.Controller).Add("aid.processor", aid.Processor).Add("aid.policy", aid.GoverningPolicy);
        if (plan.Resources is { } takes)
        {
            text.Add("resources.uniformedHours", takes.UniformedHours).Add("resources.plainHours", takes.PlainHours).Add("resources.officerHourPence", takes.OfficerHourPence)
                .Add("resources.equipmentPence", takes.EquipmentPence).Add("resources.basis", takes.Basis);
            if (takes.Currency != Money.Pounds)
                text.Add("resources.currency", takes.Currency);
        }

        if (plan.Map is { } map)
            Add(text, map);
        return text;
    }

    /// <summary>What the public is told, field by field: place, window and purpose, and the map where there is one.</summary>
    public static HashedText PublicFacts(Plan plan)
    {
        var text = new HashedText("facts/1");
        Add(text, plan.Place, plan.Window);
        text.Add("purpose", plan.Grounds.Purpose);
        if (plan.Map is { } map)
            Add(text, map.ForThePublic());
        return text;
    }

    /// <summary>The hash of a plan as releases before versions wrote it.</summary>
    internal static string Unversioned(Plan plan) => HashOf(new
    {
        plan.Name,
        Place = Unversioned(plan.Place),
        Window = Unversioned(plan.Window),
        Grounds = new
        {
            UseCase = (int)plan.Grounds.UseCase,
            plan.Grounds.UseCaseEvidence,
            plan.Grounds.Purpose,
            plan.Grounds.LegalPower,
            plan.Grounds.ReasonToBelieve,
            plan.Grounds.Necessity,
            plan.Grounds.Proportionality,
            plan.Grounds.LessIntrusive,
            plan.Grounds.SensitiveSites,
        },
        Criteria = new { plan.Criteria.Text, Categories = plan.Criteria.Categories.Select(c => (int)c) },
        Cameras = plan.Cameras.Select(c => new { c.Id, c.Name, c.Source, c.View }),
        Assessments = Array.Empty<object>(),
        Staff = Array.Empty<object>(),
        plan.ExpectedFootfall,
        plan.FootfallBasis,
        plan.TargetFalseAlertRate,
    });

    /// <summary>The hash of the public facts as releases before versions wrote it.</summary>
    internal static string UnversionedPublicFacts(Plan plan) =>
        HashOf(new { Place = Unversioned(plan.Place), Window = Unversioned(plan.Window), plan.Grounds.Purpose });

    private static void Add(HashedText text, Place place, Window? window) => text
        .Add("place.venue", place.Venue)
        .Add("place.area", place.Area)
        .Add("place.zone", place.Zone)
        .Add("place.alternativeRoute", place.AlternativeRoute)
        .Add("window.start", window?.Start)
        .Add("window.end", window?.End);

    private static void Add(HashedText text, PlaceMap map)
    {
        text.Add("map.zone", map.Zone.Count);
        foreach (var corner in map.Zone)
            text.Add("longitude", corner.LongitudeE6).Add("latitude", corner.LatitudeE6);
        text.Add("map.route", map.Route.Count);
        foreach (var point in map.Route)
            text.Add("longitude", point.LongitudeE6).Add("latitude", point.LatitudeE6);
        text.Add("map.sites", map.Sites.Count);
        foreach (var site in map.Sites)
            text.Add("mark", (long)site.Mark).Add("name", site.Name).Add("longitude", site.At.LongitudeE6).Add("latitude", site.At.LatitudeE6);
    }

    private static object Unversioned(Place place) => new { place.Venue, place.Area, place.Zone, place.AlternativeRoute };

    private static object? Unversioned(Window? window) => window is null ? null : new { window.Start, window.End, window.Length };

    private static string HashOf<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, Json)));
}
