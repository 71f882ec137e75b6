using System.Globalization;

namespace Lfr.Shared.Policy;

/// <summary>How findings and records write days, hours and counts: as people in the UK read them, in local time.</summary>
public static class Words
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The calendar day in London at <paramref name="at"/>.</summary>
    public static DateOnly LondonDay(this DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, London).DateTime);

    /// <summary><c>31 January 2019</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", British);

    /// <summary><c>31 January 2019, 10:00</c>, London time.</summary>
    public static string Moment(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, London).ToString("d MMMM yyyy, HH:mm", British);

    /// <summary><c>1,200 entries</c>, <c>1 entry</c>.</summary>
    public static string Count(long number, string one, string many) => $"{number.ToString("N0", British)} {(number == 1 ? one : many)}";

    /// <summary><c>9,000</c>.</summary>
    public static string Number(long number) => number.ToString("N0", British);

    /// <summary><c>0.540</c>: a number with this many decimals.</summary>
    public static string Number(double number, int decimals) => number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), British);

    /// <summary>An expected count, with as many digits as it deserves: <c>0.05</c>, <c>1.4</c>, <c>120</c>.</summary>
    public static string Expected(double number) => number switch
    {
        < 0.001 => "fewer than 0.001",
        < 1 => number.ToString(number < 0.1 ? "0.###" : "0.##", British),
        < 10 => number.ToString("0.#", British),
        _ => Math.Round(number).ToString("N0", British),
    };

    /// <summary>A share in per cent, with two significant digits where it is small: <c>36 %</c>, <c>0.48 %</c>, <c>0.00032 %</c>.</summary>
    public static string Percent(double share)
    {
        var percent = share * 100;
        if (percent is 0 or >= 10)
            return $"{Math.Round(percent).ToString("0", British)} %";
        var decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(percent)), 1, 9);
        return $"{Math.Round(percent, decimals).ToString("0.#########", British)} %";
    }

    /// <summary>A rate as people say it: <c>1 in 1,000</c>.</summary>
    public static string OneIn(double rate) => rate <= 0 ? "never" : $"1 in {Math.Round(1 / rate).ToString("N0", British)}";

    /// <summary><c>17 h</c>, <c>1 h 30 min</c>, <c>5 days</c>; whole minutes, rounded down.</summary>
    public static string Duration(TimeSpan span)
    {
        var t = span.Duration();
        if (t.TotalMinutes < 60)
            return $"{(int)t.TotalMinutes} min";
        if (t.TotalHours >= 96)
            return Count((long)t.TotalDays, "day", "days");
        var hours = (int)t.TotalHours;
        return t.Minutes == 0 ? $"{hours} h" : $"{hours} h {t.Minutes} min";
    }

    /// <summary>A list in a sentence: <c>a, b and c</c>, at most five by name.</summary>
    public static string AndList(IReadOnlyCollection<string> items)
    {
        const int named = 5;
        if (items.Count > named)
            return $"{string.Join(", ", items.Take(named))} and {items.Count - named} more";
        return items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items.Last()}";
    }

    /// <summary>Whether nothing was written.</summary>
    internal static bool IsBlank(this string? text) => string.IsNullOrWhiteSpace(text);
}
