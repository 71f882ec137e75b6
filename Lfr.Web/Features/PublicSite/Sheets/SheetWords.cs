using System.Globalization;
using Lfr.Shared.Notices;
using Lfr.Web.Components;

namespace Lfr.Web.Features.PublicSite.Sheets;

/// <summary>Lfr's own words on a sheet, in one language.</summary>
internal sealed record SheetWords
{
    /// <summary>English.</summary>
    public static SheetWords English { get; } = new()
    {
        Language = "en-GB",
        Police = "Police",
        Title = "Live facial recognition here",
        Why = "Why",
        WhoIsLookedFor = "Who is looked for",
        AnotherWay = "If you would rather not pass the cameras",
        Face = "What happens to your face",
        Rights = "Your rights, and how to complain",
        ReadAll = "Read the whole notice, your rights and how to complain:",
        Code = "QR code that leads to",
        Accessible = "The web page is the accessible version of this sheet.",
        TakeDown = "Take this sheet down.",
        Cut = "The rest is on the web page.",
        NotTranslated = "",
        Notice = "Notice {0}, version {1} of {2}.",
        When = "When",
        Where = "Where",
        Purpose = "Purpose",
    };

    /// <summary>Welsh.</summary>
    public static SheetWords Welsh { get; } = new()
    {
        Language = "cy",
        Police = "Heddlu",
        Title = "Adnabod wynebau byw yma",
        Why = "Pam",
        WhoIsLookedFor = "Am bwy rydym yn chwilio",
        AnotherWay = "Os byddai’n well gennych beidio â mynd heibio’r camerâu",
        Face = "Beth sy’n digwydd i’ch wyneb",
        Rights = "Eich hawliau, a sut i gwyno",
        ReadAll = "Darllenwch yr hysbysiad llawn, eich hawliau a sut i gwyno:",
        Code = "Cod QR sy’n arwain at",
        Accessible = "Y dudalen we yw fersiwn hygyrch y daflen hon.",
        TakeDown = "Tynnwch y daflen hon i lawr.",
        Cut = "Mae’r gweddill ar y dudalen we.",
        NotTranslated = "Saesneg yw iaith yr hysbysiad ei hun; mae ei eiriau yma fel y cawsant eu cyhoeddi.",
        Notice = "Hysbysiad {0}, fersiwn {1}, {2}.",
        When = "Pryd",
        Where = "Ble",
        Purpose = "Diben",
    };

    private static readonly string[] WelshDays = ["Dydd Sul", "Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn"];

    private static readonly string[] WelshMonths =
        ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"];

    /// <summary>Language tag of the file.</summary>
    public required string Language { get; init; }

    /// <summary>Whose sheet it is where the force has no name.</summary>
    public required string Police { get; init; }

    public required string Title { get; init; }

    public required string Why { get; init; }

    public required string WhoIsLookedFor { get; init; }

    public required string AnotherWay { get; init; }

    public required string Face { get; init; }

    public required string Rights { get; init; }

    public required string ReadAll { get; init; }

    /// <summary>Begins the text alternative of the QR code.</summary>
    public required string Code { get; init; }

    public required string Accessible { get; init; }

    public required string TakeDown { get; init; }

    /// <summary>Ends words that do not fit the paper.</summary>
    public required string Cut { get; init; }

    /// <summary>Says that the planner's words are in another language; empty where they are not.</summary>
    public required string NotTranslated { get; init; }

    /// <summary>Reference, version and moment of the notice.</summary>
    public required string Notice { get; init; }

    public required string When { get; init; }

    public required string Where { get; init; }

    public required string Purpose { get; init; }

    private bool IsWelsh => Language == "cy";

    /// <summary>The hours, with the weekday.</summary>
    public string Span(DateTimeOffset start, DateTimeOffset end)
    {
        if (!IsWelsh)
            return ForceTime.SpanWithWeekday(start, end);
        return ForceTime.Day(start) == ForceTime.Day(end)
            ? $"{Weekday(start)} {Date(start)}, {ForceTime.Time(start)}–{ForceTime.Time(end)}"
            : $"{Weekday(start)} {Date(start)}, {ForceTime.Time(start)} – {Date(end)}, {ForceTime.Time(end)}";
    }

    /// <summary>Day and time.</summary>
    public string Moment(DateTimeOffset moment) => IsWelsh ? $"{Date(moment)}, {ForceTime.Time(moment)}" : ForceTime.DateAndTime(moment);

    /// <summary>How a deployment stands that does not take place as announced.</summary>
    public string Standing(PublicStanding standing) => !IsWelsh ? standing.Word() : standing switch
    {
        PublicStanding.Postponed => "Wedi’i ohirio",
        PublicStanding.Cancelled => "Wedi’i ganslo",
        PublicStanding.Refused => "Gwrthodwyd awdurdod",
        PublicStanding.AuthorityWithdrawn => "Tynnwyd yr awdurdod yn ôl",
        PublicStanding.NoticeWithdrawn => "Tynnwyd yr hysbysiad yn ôl",
        PublicStanding.UnderReview => "Dan adolygiad",
        _ => standing.Word(),
    };

    private static string Weekday(DateTimeOffset moment) => WelshDays[(int)ForceTime.At(moment).DayOfWeek];

    private static string Date(DateTimeOffset moment)
    {
        var day = ForceTime.Day(moment);
        return string.Create(CultureInfo.InvariantCulture, $"{day.Day} {WelshMonths[day.Month - 1]} {day.Year}");
    }
}
