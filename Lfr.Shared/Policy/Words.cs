using System.Globalization;

namespace Lfr.Shared.Policy;

/// <summary>
/// How every page, finding and record writes days, hours, counts and rates: as people in the UK read them, by the force’s clock (<see cref="ForceClock"/>). The one place that turns a figure
/// into text, so that no two pages round it differently.
/// </summary>
public static class Words
{
    private const double Normal95 = 1.959963984540054;

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The calendar day of the force’s clock at <paramref name="at"/>.</summary>
    public static DateOnly ForceDay(this DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, ForceClock.Zone).DateTime);

    /// <summary><c>31 January 2019</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", British);

    /// <summary><c>31 January 2019, 10:00</c>.</summary>
    public static string Moment(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, ForceClock.Zone).ToString("d MMMM yyyy, HH:mm", British);

    /// <summary><c>Thursday 31 January 2019, 10:00</c>.</summary>
    public static string WeekdayAndMoment(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, ForceClock.Zone).ToString("dddd d MMMM yyyy, HH:mm", British);

    /// <summary><c>10:00</c>.</summary>
    public static string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, ForceClock.Zone).ToString("HH:mm", British);

    /// <summary>A time of day to the second: <c>14:03:07</c>.</summary>
    public static string TimeWithSeconds(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, ForceClock.Zone).ToString("HH:mm:ss", British);

    /// <summary>With a capital, as at the beginning of a sentence or alone in a cell.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>With a small first letter, inside a sentence.</summary>
    public static string Lower(string words) => words.Length == 0 ? words : char.ToLowerInvariant(words[0]) + words[1..];

    /// <summary>What somebody wrote, ended so that another sentence can follow: <c>Rain.</c></summary>
    public static string AsSentence(string text) => text.TrimEnd() is { Length: > 0 } written && written[^1] is not ('.' or '!' or '?' or '…') ? written + "." : text.TrimEnd();

    /// <summary><c>an operator, an engagement officer or a silver commander</c>.</summary>
    public static string Either(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} or {names[^1]}";

    /// <summary><c>1,200 entries</c>, <c>1 entry</c>.</summary>
    public static string Count(long number, string one, string many) => $"{number.ToString("N0", British)} {(number == 1 ? one : many)}";

    /// <summary><c>9,000</c>.</summary>
    public static string Number(long number) => number.ToString("N0", British);

    /// <summary><c>9,000</c>: the nearest whole number.</summary>
    public static string Number(double number) => Rounded(number, 0).ToString("N0", British);

    /// <summary><c>59</c> for 59.6: rounded down, so that what misses a limit is never shown as meeting it.</summary>
    public static string Whole(double number) => Math.Floor(number).ToString("N0", British);

    /// <summary><c>0.540</c>: a score or a threshold, to the thousandth to which thresholds are set.</summary>
    /// <param name="cosine">Cosine, in [-1, 1].</param>
    public static string Cosine(double cosine) => cosine.ToString("F3", British);

    /// <summary>
    /// An expected count of independent events, with no more digits than chance leaves it: <c>0.05</c>, <c>1.4</c>, <c>3</c>, <c>1,230</c>. Below 1 it has
    /// one digit; from 1 on the digits follow from the 95 % range of a Poisson count, ±1.96 √mean.
    /// </summary>
    /// <param name="mean">Expected number, 0 or more.</param>
    public static string Expected(double mean)
    {
        if (mean < 0.001)
            return mean <= 0 ? "0" : "fewer than 0.001";
        var digits = mean < 1 ? -(int)Math.Floor(Math.Log10(mean)) : Decimals(Normal95 * Math.Sqrt(mean));
        return Rounded(mean, digits).ToString("#,##0.###", British);
    }

    /// <summary>
    /// A share that is set or counted whole, in per cent, with two significant digits where it is small: <c>36 %</c>, <c>0.48 %</c>, <c>0.1 %</c>. A rate that
    /// was measured has an interval, which decides how many digits it may have: <see cref="Records.Proportion"/>.
    /// </summary>
    /// <param name="share">Share, 0–1.</param>
    public static string Percent(double share) => Percent(share, SignificantDecimals(share));

    /// <summary>A rate that is set, such as a limit: <c>1 in 1,000</c>.</summary>
    /// <param name="rate">Rate, 0–1.</param>
    public static string OneIn(double rate) => rate <= 0 ? "never" : $"1 in {Per(rate)}";

    /// <summary>The number of faces to one false alert: <c>1,000</c> for a rate of 0.001.</summary>
    /// <param name="rate">Rate, above 0.</param>
    public static string Per(double rate) => Number(1 / rate);

    /// <summary>A rate that is estimated, with two significant digits at the most: <c>1 in 19,000</c>. What a calibration measures supports no more.</summary>
    /// <param name="rate">Rate, 0–1.</param>
    public static string AboutOneIn(double rate) => rate <= 0 ? "never" : $"1 in {Rounded(1 / rate, 1 - (int)Math.Floor(Math.Log10(1 / rate))).ToString("#,##0.#", British)}";

    /// <summary>
    /// How long, in the two largest units, rounded down: <c>45 s</c>, <c>2 min 5 s</c>, <c>17 h</c>, <c>1 h 30 min</c>, <c>5 days 3 h</c>. Up to 72 h it
    /// stays in hours, because the limits beside which it stands are in hours. Negative spans count as none.
    /// </summary>
    public static string Duration(TimeSpan span)
    {
        var seconds = Math.Max(0, (long)Math.Floor(span.TotalSeconds));
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        if (hours > 72)
            return Join(Count(hours / 24, "day", "days"), hours % 24, "h");
        if (hours > 0)
            return Join($"{hours} h", minutes, "min");
        return minutes > 0 ? Join($"{minutes} min", minutes < 10 ? seconds % 60 : 0, "s") : $"{seconds} s";

        static string Join(string first, long second, string unit) => second == 0 ? first : $"{first} {second} {unit}";
    }

    /// <summary>How many of a list in a sentence are named.</summary>
    public const int MostNamed = 5;

    /// <summary>A list in a sentence: <c>a, b and c</c>, at most <see cref="MostNamed"/> by name.</summary>
    public static string AndList(IReadOnlyCollection<string> items) => AndList(items, items.Count);

    /// <summary>As <see cref="AndList(IReadOnlyCollection{string})"/>, where only the first of <paramref name="count"/> are at hand.</summary>
    public static string AndList(IReadOnlyCollection<string> first, int count)
    {
        if (count > MostNamed)
            return $"{string.Join(", ", first.Take(MostNamed))} and {count - MostNamed} more";
        return count < 2 ? string.Concat(first) : $"{string.Join(", ", first.Take(count - 1))} and {first.Last()}";
    }

    /// <summary>
    /// Decimals that a number with this uncertainty may show; negative where it may not even show all its whole digits. The last digit shown is the second
    /// of the uncertainty, or the first where that is 3.55 or more. Source: Particle Data Group, Review of Particle Physics, Introduction, "Rounding".
    /// </summary>
    /// <param name="halfWidth">Half of the 95 % interval, in the unit of the number; above 0.</param>
    internal static int Decimals(double halfWidth)
    {
        var exponent = (int)Math.Floor(Math.Log10(halfWidth));
        return halfWidth / Math.Pow(10, exponent) < 3.55 ? 1 - exponent : -exponent;
    }

    /// <summary>Decimals, in per cent, of two significant digits below 10 %; whole per cents above, but never so few that nearly all becomes all.</summary>
    internal static int SignificantDecimals(double share) => (share * 100, (1 - share) * 100) switch
    {
        (<= 0, _) or (_, <= 0) => 0,
        ( < 10 and var percent, _) => Math.Clamp(1 - (int)Math.Floor(Math.Log10(percent)), 1, 9),
        (_, < 1 and var rest) => Math.Min(-(int)Math.Floor(Math.Log10(rest)), 9),
        _ => 0,
    };

    /// <summary>A share in per cent, rounded to so many decimals; zeros at the end are left out.</summary>
    internal static string Percent(double share, int decimals) => $"{Rounded(share * 100, decimals).ToString("0.#########", British)} %";

    /// <summary>Rounds half away from zero, to so many decimals; to tens and hundreds where negative.</summary>
    internal static double Rounded(double number, int decimals)
    {
        if (decimals >= 0)
            return Math.Round(number, Math.Min(decimals, 15), MidpointRounding.AwayFromZero);
        var unit = Math.Pow(10, -decimals);
        return Math.Round(number / unit, MidpointRounding.AwayFromZero) * unit;
    }

    /// <summary>Whether nothing was written.</summary>
    internal static bool IsBlank(this string? text) => string.IsNullOrWhiteSpace(text);
}
