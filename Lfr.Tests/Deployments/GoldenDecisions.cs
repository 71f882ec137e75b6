using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Deployments;

/// <summary>
/// The plan, entry and list that the golden hashes were taken of. It never changes: a changed hash of it means that every authority and sign-off in
/// force would be void.
/// </summary>
public static class GoldenDecisions
{
    /// <summary>Quotes, line breaks, letters beyond ASCII, an hour of summer time: what an encoder might treat one way today and another tomorrow.</summary>
    public static Plan Plan { get; } = new(
        "Romford \"town\" centre & market – süd",
        new Place("South Street, by the station", "Romford", "From the station\nto Western Road", "The Parade <north>"),
        new Window(new DateTimeOffset(2026, 6, 5, 10, 0, 0, TimeSpan.FromHours(1)), new DateTimeOffset(2026, 6, 5, 18, 30, 0, TimeSpan.FromHours(1))),
        new Grounds(
            UseCase.ProtectiveSecurity, "41 robberies", "Find people wanted for violence", "PACE 1984 s.24", "Nine were seen here in May", "Visits found none",
            "Forgotten within a second", "Patrols were tried", ""),
        new WatchlistCriteria("People wanted for violence", [EntryCategory.WantedByCourts, EntryCategory.MissingAtRisk]),
        [
            new Camera(Id(20), "Camera 1", "rtsp://10.0.0.1/one", "The station's exit"),
            new Camera(Id(21), "Camera 2", "rtsp://10.0.0.1/two", "The market"),
        ],
        [new Assessment(AssessmentKind.Equality, "EIA 4.2", "Dora Officer", new DateOnly(2026, 3, 1), new DateOnly(2027, 2, 28), "Measured")],
        [new StaffMember(Id(15), "Olu Operator", Roles.Operator, new DateOnly(2027, 1, 31))],
        9000, "Station counts", 0.00025);

    public static Plan PlanWithoutDate { get; } = Plan with { Window = null };

    public static EntryDetails Details { get; } = new(
        "Person \"One\" O’Neil", "NOM-0001", EntryCategory.SubjectToOrder, "Order 2026/7", "Breached the order twice.\nSeen in May.", "Seen at the station", "Visits failed",
        "One day", ImageSource.Custody, new DateOnly(2025, 11, 20), "Taken in custody", true, AgeBand.Child13To17, "Welfare & safety", "", PlannedResponse.CheckOrder,
        "Check the order", new DateTimeOffset(2026, 6, 4, 22, 15, 0, TimeSpan.FromHours(1)));

    public static EnrolledPhotograph Photograph { get; } = new(
        Id(101), Id(201), new string('c', 64), new string('e', 64), new FaceQuality(180, 80, 300, 120, 4, 1, 20, 0.99f), new FaceBox(40, 40, 180, 180));

    public static IReadOnlyList<GalleryRow> Rows { get; } = [new(Id(302), [5, 6, 7, 8]), new(Id(301), [1, 2, 3, 4])];

    public static WatchlistEntry Entry() => WatchlistEntry.Propose(Id(301), Id(1), "R-0001", Details, Photograph, Compiler, new DateTimeOffset(2026, 6, 4, 20, 1, 2, 345, TimeSpan.Zero));

    public static WatchlistEntry EntryWithSiblings() => WatchlistEntry.Propose(
        Id(301), Id(1), "R-0001", Details with { KnownSiblings = "Twin: R-00012\nA brother, not listed" }, Photograph, Compiler, new DateTimeOffset(2026, 6, 4, 20, 1, 2, 345, TimeSpan.Zero));

    public static WatchlistEntry EntryWithOffence() => WatchlistEntry.Propose(
        Id(301), Id(1), "R-0001", Details with { Offence = "Robbery, Annex II: up to ten years" }, Photograph, Compiler, new DateTimeOffset(2026, 6, 4, 20, 1, 2, 345, TimeSpan.Zero));

    public static WatchlistEntry EntryWithFields() => WatchlistEntry.Propose(
        Id(301), Id(1), "R-0001", Details with { Fields = EntryFields.Of([new("ends_on", "2027-03-31"), new("conditions", "Not to enter South Street – “the Parade” included")]) }, Photograph, Compiler,
        new DateTimeOffset(2026, 6, 4, 20, 1, 2, 345, TimeSpan.Zero));

    public static Actor Compiler { get; } = new(Id(11), "Carl Compiler", Rank.Staff, new HashSet<string>(StringComparer.Ordinal) { Roles.Compiler });

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
