using System.Globalization;
using Lfr.Shared.Policy;

namespace Lfr.Web.Components;

/// <summary>
/// Times as people here read them: stored in UTC, shown by the force's clock (<see cref="ForceClock"/>), which is that of London unless the policy says otherwise. Where a time is ambiguous, or a span
/// crosses a clock change, it is marked GMT or BST; elsewhere the mark would only distract.
/// </summary>
public static class ForceTime
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The zone of the force's clock.</summary>
    public static TimeZoneInfo Zone => ForceClock.Zone;

    /// <summary>The same moment on the force’s clock.</summary>
    public static DateTimeOffset At(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>The calendar day of the force’s clock.</summary>
    public static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(At(moment).DateTime);

    /// <summary><c>31 January 2019</c>.</summary>
    public static string Date(DateTimeOffset moment) => Date(Day(moment));

    /// <summary><c>31 January 2019</c>.</summary>
    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", British);

    /// <summary><c>31 Jan 2019</c>, for narrow columns.</summary>
    public static string ShortDay(DateOnly day) => day.ToString("d MMM yyyy", British);

    /// <summary><c>Thu 31 Jan 2019</c>, for tables.</summary>
    public static string ShortDate(DateTimeOffset moment) => At(moment).ToString("ddd d MMM yyyy", British);

    /// <summary><c>Thursday 31 January 2019</c>.</summary>
    public static string DateWithWeekday(DateTimeOffset moment) => At(moment).ToString("dddd d MMMM yyyy", British);

    /// <summary><c>January 2019</c>.</summary>
    public static string Month(DateOnly day) => day.ToString("MMMM yyyy", British);

    /// <summary><c>Thursday</c>.</summary>
    public static string Weekday(DateOnly day) => day.ToString("dddd", British);

    /// <summary><c>Thursday 31 January</c>, where the year is plain.</summary>
    public static string WeekdayAndDay(DateOnly day) => day.ToString("dddd d MMMM", British);

    /// <summary><c>10:00</c>.</summary>
    public static string Time(DateTimeOffset moment) => At(moment).ToString("HH:mm", British) + Doubt(moment);

    /// <summary><c>12:41:07</c>, for alerts.</summary>
    public static string TimeWithSeconds(DateTimeOffset moment) => At(moment).ToString("HH:mm:ss", British) + Doubt(moment);

    /// <summary><c>31 January 2019, 10:00</c>.</summary>
    public static string DateAndTime(DateTimeOffset moment) => $"{Date(moment)}, {Time(moment)}";

    /// <summary><c>31 January 2019, 10:00–18:00</c>; over midnight <c>31 January 2019, 22:00 – 1 February 2019, 02:00</c>.</summary>
    public static string Span(DateTimeOffset start, DateTimeOffset end)
    {
        var (from, to) = (At(start), At(end));
        var crosses = from.Offset != to.Offset;
        var first = crosses ? from.ToString("HH:mm", British) + Name(from) : Time(start);
        var last = crosses ? to.ToString("HH:mm", British) + Name(to) : Time(end);
        if (Day(start) != Day(end))
            return $"{Date(start)}, {first} – {Date(end)}, {last}";
        var dash = first.Contains(' ', StringComparison.Ordinal) || last.Contains(' ', StringComparison.Ordinal) ? " – " : "–";
        return $"{Date(start)}, {first}{dash}{last}";
    }

    /// <summary><see cref="Span"/> with the weekday of the first day: <c>Thursday 31 January 2019, 10:00–18:00</c>.</summary>
    public static string SpanWithWeekday(DateTimeOffset start, DateTimeOffset end) => $"{At(start).ToString("dddd", British)} {Span(start, end)}";

    /// <summary>
    /// What a line below <paramref name="title"/> says of the hours: <see cref="SpanWithWeekday"/>, but a day that the title names already is not said again. Empty when nothing is left to say.
    /// </summary>
    public static string SpanBelow(string title, DateTimeOffset start, DateTimeOffset end)
    {
        if (Day(start) != Day(end.AddTicks(-1)) || !title.Contains(Date(start), StringComparison.OrdinalIgnoreCase))
            return SpanWithWeekday(start, end);
        return Day(start) == Day(end) ? $"{Time(start)}–{Time(end)}" : "";
    }

    /// <summary>A day seen from another: <c>today</c>, <c>tomorrow</c>, <c>yesterday</c>, otherwise the date with its weekday.</summary>
    public static string DayFrom(DateTimeOffset moment, DateTimeOffset now) => (Day(moment).DayNumber - Day(now).DayNumber) switch
    {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        _ => DateWithWeekday(moment),
    };

    /// <summary>
    /// The moment at which the force’s clock shows <paramref name="day"/> and <paramref name="time"/>. When the clocks go back, the first of the two;
    /// <see langword="null"/> when they go forward and that time does not exist.
    /// </summary>
    public static DateTimeOffset? Moment(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(local))
            return null;
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static string Doubt(DateTimeOffset moment) => Zone.IsAmbiguousTime(At(moment).DateTime) ? Name(At(moment)) : "";

    private static string Name(DateTimeOffset local) => " " + ForceClock.NameOf(local);
}
