using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Watchlists;

namespace Lfr.Web.Demo;

/// <summary>The plans and notices of the demonstration. Real places, invented operations.</summary>
internal static class DemoPlans
{
    /// <summary>Name of the deployment that is ready to go live.</summary>
    public const string RomfordName = "Romford town centre";

    /// <summary>South Street by the station, drawn by hand for the demonstration.</summary>
    public static PlaceMap RomfordMap { get; } = new(
        [new(182_600, 51_574_900), new(182_950, 51_574_950), new(182_500, 51_576_500), new(182_150, 51_576_450)],
        [new(183_300, 51_574_700), new(184_300, 51_575_400), new(183_700, 51_576_900), new(182_300, 51_577_000)],
        [
            new MapSite(MapMark.Sign, "South Street, lamp post before the bank", new(182_250, 51_576_800)),
            new MapSite(MapMark.Sign, "Station forecourt, by the bus stop", new(182_900, 51_574_600)),
            new MapSite(MapMark.SensitiveSite, "Church hall", new(179_000, 51_576_300)),
        ]);

    /// <summary>Where signs stand in Romford.</summary>
    public static IReadOnlyList<string> RomfordSigns { get; } = ["South Street, lamp post before the bank", "Station forecourt, by the bus stop"];

    /// <summary>Romford, South Street, inside its window.</summary>
    public static Plan Romford(Guid cameraId, Window window, IReadOnlyList<StaffMember> staff) => new(
        RomfordName,
        new Place("South Street, by the station", "Romford, London Borough of Havering", "The pavement of South Street from the station entrance to the corner of Eastern Road",
            "Atlanta Boulevard and the Battis lead round the zone; both are signposted and step-free."),
        window,
        new Grounds(
            UseCase.Hotspot,
            "Robbery and violence with injury within 300 m of the station were in the upper quarter of the borough in each of the last six months (crime map of 1 November).",
            "To find people wanted by the courts, suspected of violence or robbery, or bound by court orders, and a missing child at risk.",
            "Common law duty to prevent and detect crime; Police and Criminal Evidence Act 1984.",
            "Each person on the list was seen, works, or is known to meet others within the zone at these hours; the reasons stand with each entry.",
            "Visits, phone enquiries and patrols over four weeks found none of them. Without comparison at the station, officers would have to recognise fifteen faces among nine thousand.",
            "One camera, one day, a list of fifteen. Everybody else's face is deleted immediately, unseen. The route round the zone is signposted.",
            "Plain patrols with photographs (two weeks, none found), local appeals (would warn those sought), checks at addresses (empty).",
            "A church hall 250 m away is outside of the zone; the school-bus forecourt is inside, and staff are told not to record children."),
        new WatchlistCriteria(
            "People wanted on warrant or suspected of violence, robbery or arson, people under orders that concern this place, and missing people at high risk; only with a reason to expect them here.",
            [EntryCategory.WantedByCourts, EntryCategory.SuspectedOfOffence, EntryCategory.SubjectToOrder, EntryCategory.MissingAtRisk]),
        [new Camera(cameraId, "Camera 1", "demo:walk.mp4", "South Street, looking north towards the station")],
        Assessments(window.Start),
        staff,
        9000,
        "Footfall counter of the business district, same weekday in October.",
        0.001)
    {
        Protest = new Protest(false, ""),
        Resources = new Resources(96, 24, 3850, 210_000, "Duty sheet of 10 November: twelve officers in uniform and three in plain clothes, eight hours each; van and signs as charged by the fleet."),
    };

    /// <summary>Ilford, in a few days, waiting for the authorising officer.</summary>
    public static Plan Ilford(Guid cameraId, Window window, IReadOnlyList<StaffMember> staff) => Romford(cameraId, window, staff) with
    {
        Name = "Ilford High Road",
        Place = new Place("High Road, outside the town hall", "Ilford, London Borough of Redbridge", "The paved square between the town hall and Chadwick Road", "Clements Road runs parallel; signs at both ends point to it."),
        Cameras = [new Camera(cameraId, "Camera 1", "demo:walk.mp4", "The square, looking west")],
        ExpectedFootfall = 6500,
        FootfallBasis = "Council counter, average of the last four Fridays.",
    };

    /// <summary>Barking, a draft on the afternoon of Ilford.</summary>
    public static Plan Barking(Guid cameraId, Window window, IReadOnlyList<StaffMember> staff) => Romford(cameraId, window, staff) with
    {
        Name = "Barking station",
        Place = new Place("Station Parade, by the station", "Barking, London Borough of Barking and Dagenham", "The forecourt between the station and the bus stops", "The footbridge at the north end leads round the forecourt."),
        Cameras = [new Camera(cameraId, "Camera 1", "demo:walk.mp4", "The forecourt, looking south")],
        ExpectedFootfall = 8100,
        FootfallBasis = "Station counts, average of the last four Fridays.",
        // The processor is still to be settled: rule R49 says so.
        MutualAid = new MutualAid("A neighbouring force, with two engagement officers", "Demonstration Constabulary", "", "Demonstration Constabulary, policy on live facial recognition of 2026"),
    };

    /// <summary>Stratford, put off for weather: the public is told.</summary>
    public static Plan Stratford(Guid cameraId, Window window, IReadOnlyList<StaffMember> staff) => Romford(cameraId, window, staff) with
    {
        Name = "Stratford Broadway",
        Place = new Place("The Broadway, by the old town hall", "Stratford, London Borough of Newham", "The south pavement of the Broadway", "Cross at the church; the north pavement is not compared."),
        Cameras = [new Camera(cameraId, "Camera 1", "demo:walk.mp4", "South pavement, looking east")],
        ExpectedFootfall = 7200,
    };

    /// <summary>The notice of a plan in plain words.</summary>
    public static NoticeText Notice(Plan plan) => new(
        $"Police will use live facial recognition at {plan.Place.Venue}, {plan.Place.Area}. Cameras compare the faces of people who walk through with a short list made for this day.",
        "Robberies and injuries here have been among the highest in the borough this year. Patrols and visits alone have not found the people we are looking for.",
        "People wanted by the courts, people suspected of violence or robbery, people who break court orders that concern this place, and missing people at risk. The list is made for this day only.",
        plan.Place.AlternativeRoute + " Taking another way is not suspicious.",
        "If your face is not on the list it is deleted immediately and nobody looks at it. Nothing is kept, not even a number computed from it.",
        "You may ask what we hold about you, complain to us, or go to the Information Commissioner. You need not give your name to ask how this works.",
        "Data protection officer, lfr@example.police.uk, 020 7946 0018, or speak to any officer at the van.");

    private static IReadOnlyList<Assessment> Assessments(DateTimeOffset start)
    {
        var approved = DateOnly.FromDateTime(start.UtcDateTime).AddDays(-40);
        return
        [
            new Assessment(AssessmentKind.DataProtection, "DPIA 2026-LFR v3.1", "Marcus Webb, data protection officer", approved, approved.AddYears(1),
                "Main risk: comparing many passers-by. Met by immediate deletion, one list per deployment, and an engine that runs under a signed licence only."),
            new Assessment(AssessmentKind.Equality, "EIA 2026-LFR v2.4", "Chief Inspector Daniel Reyes", approved, approved.AddYears(1),
                "False match rates of this very model differ by up to 14 times between groups on UTKFace; the threshold of 0.54 keeps the expected number below one in a thousand faces for a list of this size, and every alert is judged by a person."),
            new Assessment(AssessmentKind.Community, "CIA Havering 2026-11", "Inspector Priya Nair", approved, approved.AddMonths(6),
                "Independent advisory group met on 3 November; asked for larger signs and a second route, both provided."),
            new Assessment(AssessmentKind.AppropriatePolicy, "APD LFR v5", "Superintendent Helen Marsh", approved, approved.AddYears(1),
                "Schedule 8 conditions 1 and 4; retention as in the model policy of 2026."),
        ];
    }
}
