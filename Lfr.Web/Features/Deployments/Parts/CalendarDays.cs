using Lfr.Web.Components;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>How much of the calendar is on the screen. The names in lower case are those in the address.</summary>
public enum CalendarSpan
{
    /// <summary>The weeks of a month.</summary>
    Month,

    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>One day by the hour.</summary>
    Day,
}

/// <summary>The days that the calendar shows, by the force’s clock.</summary>
/// <param name="Span">How many.</param>
/// <param name="Shown">A day among them.</param>
public sealed record CalendarDays(CalendarSpan Span, DateOnly Shown)
{
    /// <summary>First day.</summary>
    public DateOnly First => Span switch
    {
        CalendarSpan.Day => Shown,
        CalendarSpan.Week => Monday(Shown),
        _ => Monday(new DateOnly(Shown.Year, Shown.Month, 1)),
    };

    /// <summary>Last day.</summary>
    public DateOnly Last => Span switch
    {
        CalendarSpan.Day => Shown,
        CalendarSpan.Week => First.AddDays(6),
        _ => Monday(new DateOnly(Shown.Year, Shown.Month, 1).AddMonths(1).AddDays(-1)).AddDays(6),
    };

    /// <summary>All of them.</summary>
    public IEnumerable<DateOnly> All => Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays);

    /// <summary>A day of what comes before.</summary>
    public DateOnly Before => Step(-1);

    /// <summary>A day of what comes after.</summary>
    public DateOnly After => Step(1);

    /// <summary><c>month</c>, <c>week</c> or <c>day</c>: in the address, and in sentences.</summary>
    public string Word => Span.ToString().ToLowerInvariant();

    /// <summary>What is shown, as a heading.</summary>
    public string Title => Span switch
    {
        CalendarSpan.Day => $"{ForceTime.Weekday(Shown)} {ForceTime.Date(Shown)}",
        CalendarSpan.Week => $"{ForceTime.Date(First)} to {ForceTime.Date(Last)}",
        _ => ForceTime.Month(Shown),
    };

    /// <summary>What an address asks for. A year that no calendar has days before or after would be the end of the page: today is shown instead.</summary>
    public static CalendarDays Read(string? span, string? day, DateOnly today) => new(
        Enum.GetValues<CalendarSpan>().FirstOrDefault(s => string.Equals(s.ToString(), span, StringComparison.OrdinalIgnoreCase)),
        Named(day) ?? today);

    /// <summary>The day that an address names; <see langword="null"/> where it names none, or one of a year that nobody plans in and from which no week can be counted.</summary>
    public static DateOnly? Named(string? day) => DateLine.Read(day) is { Year: > 1900 and < 2200 } named ? named : null;

    private DateOnly Step(int by) => Span switch
    {
        CalendarSpan.Day => Shown.AddDays(by),
        CalendarSpan.Week => Shown.AddDays(7 * by),
        _ => new DateOnly(Shown.Year, Shown.Month, 1).AddMonths(by),
    };

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
