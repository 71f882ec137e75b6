namespace Lfr.Shared.Policy;

/// <summary>A deadline at a time at which nobody who decides is in the office.</summary>
/// <param name="Falls">Where it falls: <c>on Easter Monday</c>, <c>on a Sunday</c>, <c>after office hours</c>.</param>
/// <param name="AskBefore">The last moment before it in which somebody is there.</param>
public sealed record OutOfHours(string Falls, DateTimeOffset AskBefore)
{
    /// <summary><c>This falls on Easter Monday: ask before Thursday 2 April 2026, 17:00.</c></summary>
    public string Sentence => $"This falls {Falls}: ask before {Words.WeekdayAndMoment(AskBefore)}.";
}

/// <summary>Office hours of those who decide: Monday to Friday, nine to five by the force’s clock, but for bank holidays. Nothing is refused by them; a deadline says what to mind.</summary>
public static class OfficeHours
{
    private static readonly TimeOnly Opens = new(9, 0);
    private static readonly TimeOnly Closes = new(17, 0);

    /// <summary>What to mind about a deadline; <see langword="null"/> when it lies within office hours. One that falls on the opening itself leaves nobody any time on that day.</summary>
    /// <param name="due">The deadline.</param>
    /// <param name="division">Whose bank holidays hold.</param>
    public static OutOfHours? Of(DateTimeOffset due, HolidayDivision division)
    {
        var local = TimeZoneInfo.ConvertTime(due, ForceClock.Zone).DateTime;
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        var closed = Closed(day, division);
        if (closed is null && time > Opens && time <= Closes)
            return null;
        var last = day;
        if (closed is not null || time <= Opens)
        {
            do
                last = last.AddDays(-1);
            while (Closed(last, division) is not null);
        }

        // Five in the afternoon is never in the hour that a clock change takes or gives.
        var until = last.ToDateTime(Closes);
        return new OutOfHours(closed ?? (time <= Opens ? "before office hours" : "after office hours"), new DateTimeOffset(until, ForceClock.Zone.GetUtcOffset(until)).ToUniversalTime());
    }

    private static string? Closed(DateOnly day, HolidayDivision division) => BankHolidays.NameOf(day, division) is { } holiday ? $"on {holiday}"
        : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? $"on a {day.DayOfWeek}" : null;
}
