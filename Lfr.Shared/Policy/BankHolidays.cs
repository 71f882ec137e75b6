namespace Lfr.Shared.Policy;

/// <summary>Part of the United Kingdom with bank holidays of its own.</summary>
public enum HolidayDivision
{
    /// <summary>None that Lfr knows: only weekends count.</summary>
    Unknown,

    /// <summary>England and Wales.</summary>
    EnglandAndWales,

    /// <summary>Scotland.</summary>
    Scotland,

    /// <summary>Northern Ireland.</summary>
    NorthernIreland,
}

/// <summary>
/// Bank holidays of 2024 to 2028. Sources: Banking and Financial Dealings Act 1971, schedule 1, and the dates published at gov.uk/bank-holidays; Scotland, 15 June 2026: royal proclamation of
/// 4 February 2026 (The Independent, 5 February 2026). 2024 to 2027 were compared with a copy of gov.uk's published file, date by date; 2028 follows the schedule and the custom of the substitute day. Years outside of
/// that have no holidays here.
/// </summary>
public static class BankHolidays
{
    /// <summary>First year listed.</summary>
    public const int FirstYear = 2024;

    /// <summary>Last year listed.</summary>
    public const int LastYear = 2028;

    private static readonly Dictionary<HolidayDivision, Dictionary<DateOnly, string>> Known = new()
    {
        [HolidayDivision.EnglandAndWales] = Listed(
            """
            New Year’s Day: 2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-03
            Good Friday: 2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14
            Easter Monday: 2024-04-01 2025-04-21 2026-04-06 2027-03-29 2028-04-17
            the early May bank holiday: 2024-05-06 2025-05-05 2026-05-04 2027-05-03 2028-05-01
            the spring bank holiday: 2024-05-27 2025-05-26 2026-05-25 2027-05-31 2028-05-29
            the summer bank holiday: 2024-08-26 2025-08-25 2026-08-31 2027-08-30 2028-08-28
            Christmas Day: 2024-12-25 2025-12-25 2026-12-25 2027-12-27 2028-12-25
            Boxing Day: 2024-12-26 2025-12-26 2026-12-28 2027-12-28 2028-12-26
            """),
        [HolidayDivision.Scotland] = Listed(
            """
            New Year’s Day: 2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-03
            2 January: 2024-01-02 2025-01-02 2026-01-02 2027-01-04 2028-01-04
            Good Friday: 2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14
            the early May bank holiday: 2024-05-06 2025-05-05 2026-05-04 2027-05-03 2028-05-01
            the spring bank holiday: 2024-05-27 2025-05-26 2026-05-25 2027-05-31 2028-05-29
            the bank holiday for the World Cup: 2026-06-15
            the summer bank holiday: 2024-08-05 2025-08-04 2026-08-03 2027-08-02 2028-08-07
            St Andrew’s Day: 2024-12-02 2025-12-01 2026-11-30 2027-11-30 2028-11-30
            Christmas Day: 2024-12-25 2025-12-25 2026-12-25 2027-12-27 2028-12-25
            Boxing Day: 2024-12-26 2025-12-26 2026-12-28 2027-12-28 2028-12-26
            """),
        [HolidayDivision.NorthernIreland] = Listed(
            """
            New Year’s Day: 2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-03
            St Patrick’s Day: 2024-03-18 2025-03-17 2026-03-17 2027-03-17 2028-03-17
            Good Friday: 2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14
            Easter Monday: 2024-04-01 2025-04-21 2026-04-06 2027-03-29 2028-04-17
            the early May bank holiday: 2024-05-06 2025-05-05 2026-05-04 2027-05-03 2028-05-01
            the spring bank holiday: 2024-05-27 2025-05-26 2026-05-25 2027-05-31 2028-05-29
            Battle of the Boyne Day: 2024-07-12 2025-07-14 2026-07-13 2027-07-12 2028-07-12
            the summer bank holiday: 2024-08-26 2025-08-25 2026-08-31 2027-08-30 2028-08-28
            Christmas Day: 2024-12-25 2025-12-25 2026-12-25 2027-12-27 2028-12-25
            Boxing Day: 2024-12-26 2025-12-26 2026-12-28 2027-12-28 2028-12-26
            """),
    };

    /// <summary>Whose holidays hold where a policy applies. A policy of the whole kingdom is counted with Whitehall.</summary>
    public static HolidayDivision DivisionOf(string? jurisdiction) => jurisdiction switch
    {
        null => HolidayDivision.Unknown,
        _ when jurisdiction.Contains("Scotland", StringComparison.OrdinalIgnoreCase) => HolidayDivision.Scotland,
        _ when jurisdiction.Contains("Northern Ireland", StringComparison.OrdinalIgnoreCase) => HolidayDivision.NorthernIreland,
        _ when jurisdiction.Contains("England", StringComparison.OrdinalIgnoreCase) || jurisdiction.Contains("United Kingdom", StringComparison.OrdinalIgnoreCase) => HolidayDivision.EnglandAndWales,
        _ => HolidayDivision.Unknown,
    };

    /// <summary>The holiday as in the middle of a sentence, also where another day stands in for it: <c>Easter Monday</c>, <c>the summer bank holiday</c>; <see langword="null"/> on any other day.</summary>
    public static string? NameOf(DateOnly day, HolidayDivision division) => Known.TryGetValue(division, out var days) ? days.GetValueOrDefault(day) : null;

    private static Dictionary<DateOnly, string> Listed(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split(':'))
        .SelectMany(l => l[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => (Day: DateOnly.ParseExact(d, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Name: l[0])))
        .ToDictionary(d => d.Day, d => d.Name);
}
