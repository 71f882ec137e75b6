using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Records;

/// <summary>
/// Romford, 31 January 2019: the case that many rules here learn from. Only what was published; fields of the plan that nobody published are empty. The
/// hours are those of about eight that were reported, and the text says so.
/// </summary>
public static class Romford2019
{
    /// <summary>Reference.</summary>
    public const string Reference = "MPS-2019-01";

    /// <summary>Policy of its day, as reconstructed.</summary>
    public const string PolicyId = "met-2019.1";

    /// <summary>Where it was published.</summary>
    public const string Source = "Romford Recorder, 30 January to 15 February 2019";

    /// <summary>What happened, for the record.</summary>
    public const string Narrative =
        "Cameras by Romford station compared passers-by with a list of people wanted by the police and the courts. Eight people were arrested, four of them children; "
        + "three of the arrests followed an alert. One of the three, aged 15, was no longer wanted. A second day was cancelled because of the weather and held on "
        + "14 February. A man who covered his face was fined £90; the force said that avoiding the cameras is not by itself suspicious.";

    /// <summary>What is learnt from it here.</summary>
    public const string Lessons =
        "Arrests that follow an alert are counted apart from those of the wider operation. A postponement makes notice and list invalid. "
        + "Whether somebody is still sought is checked again at the alert.";

    /// <summary>Notice to the press: 30 January 2019, 16:00.</summary>
    public static DateTimeOffset NoticeAt { get; } = new(2019, 1, 30, 16, 0, 0, TimeSpan.Zero);

    /// <summary>The published figures.</summary>
    public static HistoricalFigures Figures { get; } = new(
        FacesCompared: null,
        ListSize: null,
        Alerts: null,
        FalseAlerts: null,
        Arrests: 8,
        ChildrenArrested: 4,
        LfrArrests: 3,
        LfrChildrenArrested: 1,
        LfrNoLongerWanted: 1,
        LfrOutcomes:
        [
            "A 15-year-old, for robbery: no longer wanted, and released.",
            "A 28-year-old, for kidnap and false imprisonment: later no further action.",
            "A 35-year-old, for breach of a molestation order: eleven weeks in prison.",
        ],
        Source: Source,
        Caveat: "About eight hours were reported; 10:00 to 18:00 is the likeliest. The size of the list and the number of alerts were not published, and were refused when asked for.");

    /// <summary>The plan as far as it is known.</summary>
    public static Plan Plan() => new(
        "Romford town centre",
        new Place("South Street, by the station", "Romford, London Borough of Havering", "South Street, by the station", ""),
        new Window(new DateTimeOffset(2019, 1, 31, 10, 0, 0, TimeSpan.Zero), new DateTimeOffset(2019, 1, 31, 18, 0, 0, TimeSpan.Zero)),
        new Grounds(UseCase.Hotspot, "", "Find people wanted by the police and the courts, above all for violence", "", "", "", "", "", ""),
        new WatchlistCriteria("People wanted by the police and the courts, above all for violence", [EntryCategory.WantedByCourts, EntryCategory.SuspectedOfOffence]),
        [],
        [],
        [],
        0,
        "",
        0);

    /// <summary>The closed case, as Lfr keeps it.</summary>
    public static Deployment Deployment(Guid id, Signature enteredBy) =>
        Deployments.Deployment.Historical(id, Reference, Plan(), PolicyId, Source, enteredBy);

    /// <summary>Its notice: announced to the press the day before.</summary>
    public static Notice Notice(Guid id, Guid deploymentId, Actor enteredBy)
    {
        var notice = Notices.Notice.Write(id, deploymentId, new NoticeText(
            "The Metropolitan Police will use live facial recognition in Romford town centre.",
            "A trial, aimed at people wanted for violence.",
            "People wanted by the police and the courts.",
            "Not published.",
            "Not published.",
            "Not published.",
            "Not published."));
        var published = notice.Publish(Plan(), "", enteredBy, NoticeAt);
        return published.Succeeded ? notice : throw new InvalidOperationException(published.Explanation);
    }
}
