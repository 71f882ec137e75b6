using System.Globalization;
using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

/// <summary>Bank holidays as they are published, and what a deadline says that falls on one, at a weekend or at night.</summary>
public class OfficeHoursTests
{
    [Theory]
    [InlineData("2026-04-06T10:00Z", HolidayDivision.EnglandAndWales, "This falls on Easter Monday: ask before Thursday 2 April 2026, 17:00.")]
    [InlineData("2026-04-06T10:00Z", HolidayDivision.Scotland, null)]
    [InlineData("2026-04-03T10:00Z", HolidayDivision.Scotland, "This falls on Good Friday: ask before Thursday 2 April 2026, 17:00.")]
    [InlineData("2026-07-13T10:00Z", HolidayDivision.NorthernIreland, "This falls on Battle of the Boyne Day: ask before Friday 10 July 2026, 17:00.")]
    [InlineData("2026-12-28T11:00Z", HolidayDivision.EnglandAndWales, "This falls on Boxing Day: ask before Thursday 24 December 2026, 17:00.")]
    [InlineData("2028-01-04T11:00Z", HolidayDivision.Scotland, "This falls on 2 January: ask before Friday 31 December 2027, 17:00.")]
    [InlineData("2026-12-06T11:00Z", HolidayDivision.Unknown, "This falls on a Sunday: ask before Friday 4 December 2026, 17:00.")]
    [InlineData("2026-12-25T11:00Z", HolidayDivision.Unknown, null)]
    // Hours of London: in summer nine there is eight by UTC.
    [InlineData("2026-06-03T08:00Z", HolidayDivision.EnglandAndWales, "This falls before office hours: ask before Tuesday 2 June 2026, 17:00.")]
    [InlineData("2026-06-03T08:01Z", HolidayDivision.EnglandAndWales, null)]
    [InlineData("2026-06-03T16:00Z", HolidayDivision.EnglandAndWales, null)]
    [InlineData("2026-06-03T16:01Z", HolidayDivision.EnglandAndWales, "This falls after office hours: ask before Wednesday 3 June 2026, 17:00.")]
    [InlineData("2026-06-01T06:00Z", HolidayDivision.EnglandAndWales, "This falls before office hours: ask before Friday 29 May 2026, 17:00.")]
    public void Deadline_OutsideOfficeHours_SaysUntilWhenToAsk(string due, HolidayDivision division, string? sentence) =>
        Assert.Equal(sentence, OfficeHours.Of(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture), division)?.Sentence);

    /// <summary>No holiday of a weekday falls on a weekend: another day stands in for it. And each year has as many as the law gives.</summary>
    [Theory]
    [InlineData(HolidayDivision.EnglandAndWales, 8)]
    [InlineData(HolidayDivision.Scotland, 9)]
    [InlineData(HolidayDivision.NorthernIreland, 10)]
    public void EachYear_HasItsHolidays_OnWeekdays(HolidayDivision division, int number)
    {
        for (var year = BankHolidays.FirstYear; year <= BankHolidays.LastYear; year++)
        {
            var first = new DateOnly(year, 1, 1);
            var days = Enumerable.Range(0, 366).Select(first.AddDays).Where(d => d.Year == year && BankHolidays.NameOf(d, division) is not null).ToArray();

            // In 2026 Scotland had one for the World Cup.
            Assert.Equal(number + (division == HolidayDivision.Scotland && year == 2026 ? 1 : 0), days.Length);
            Assert.DoesNotContain(days, d => d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        }
    }

    /// <summary>Good Friday and Easter Monday by the rule for Easter (Butcher, 1876), whatever somebody typed.</summary>
    [Fact]
    public void Easter_IsWhereTheRulePutsIt()
    {
        for (var year = BankHolidays.FirstYear; year <= BankHolidays.LastYear; year++)
        {
            var sunday = EasterOf(year);
            Assert.Equal("Good Friday", BankHolidays.NameOf(sunday.AddDays(-2), HolidayDivision.EnglandAndWales));
            Assert.Equal("Good Friday", BankHolidays.NameOf(sunday.AddDays(-2), HolidayDivision.Scotland));
            Assert.Equal("Easter Monday", BankHolidays.NameOf(sunday.AddDays(1), HolidayDivision.NorthernIreland));
        }
    }

    [Theory]
    [InlineData("England and Wales", HolidayDivision.EnglandAndWales)]
    [InlineData("United Kingdom", HolidayDivision.EnglandAndWales)]
    [InlineData("Scotland", HolidayDivision.Scotland)]
    [InlineData("Northern Ireland", HolidayDivision.NorthernIreland)]
    [InlineData("European Union", HolidayDivision.Unknown)]
    [InlineData(null, HolidayDivision.Unknown)]
    public void Jurisdiction_SaysWhoseHolidaysHold(string? jurisdiction, HolidayDivision division) => Assert.Equal(division, BankHolidays.DivisionOf(jurisdiction));

    private static DateOnly EasterOf(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        return new DateOnly(year, (h + l - (7 * m) + 114) / 31, ((h + l - (7 * m) + 114) % 31) + 1);
    }
}
