using System.Globalization;
using System.Text.RegularExpressions;

namespace Lfr.Shared.Records.AsPublished;

/// <summary>Reads cells as forces really write them. A cell that says that nothing was published is no error; one that says something else than it should is.</summary>
public static partial class CellReading
{
    private static readonly string[] Nothing = ["", "-", "–", "—", "n/a", "na", "not published", "not recorded", "unknown", "null"];

    private static readonly string[] Days =
    [
        "d/M/yy", "d/M/yyyy", "d.M.yy", "d.M.yyyy", "d-M-yy", "d-M-yyyy", "yyyy-M-d", "yyyy/M/d", "d MMM yy", "d MMM yyyy", "d MMMM yy", "d MMMM yyyy", "d-MMM-yy", "d-MMM-yyyy",
        "ddd d MMM yyyy", "dddd d MMMM yyyy",
    ];

    /// <summary>Whether a cell says that nothing was published.</summary>
    public static bool SaysNothing(string cell) => Nothing.Contains(cell.Trim().ToLowerInvariant());

    /// <summary>A day as people in the UK write it: <c>06/04/23</c>, <c>6 April 2023</c>, or <c>2023-04-06</c>. Two digits are a year from 2000 on.</summary>
    /// <returns>The day, or <see langword="null"/> when it cannot be read.</returns>
    public static DateOnly? Day(string cell)
    {
        // "1st May", "Sept"
        var text = Ordinal().Replace(cell.Trim(), "${d}").Replace(",", " ", StringComparison.Ordinal);
        text = Spaces().Replace(September().Replace(text, "Sep"), " ").Trim();
        foreach (var form in Days)
        {
            if (!DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                continue;
            return DateOnly.FromDateTime(form.Contains("yyyy", StringComparison.Ordinal) ? day : new DateTime(2000 + (day.Year % 100), day.Month, day.Day));
        }

        return null;
    }

    /// <summary>How long: <c>5h03m</c>, <c>8h0m</c>, <c>4hr 47m</c>, <c>5h40</c>, <c>4:47</c>, <c>6.5 hours</c>, <c>95 min</c>.</summary>
    /// <returns>The time, or <see langword="null"/> when it cannot be read.</returns>
    public static TimeSpan? Duration(string cell)
    {
        var text = cell.Trim().ToLowerInvariant();
        if (HoursAndMinutes().Match(text) is { Success: true } both)
        {
            var minutes = both.Groups["m"].Success ? int.Parse(both.Groups["m"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            return minutes < 60 ? new TimeSpan(int.Parse(both.Groups["h"].ValueSpan, CultureInfo.InvariantCulture), minutes, 0) : null;
        }

        if (PartsOfHours().Match(text) is { Success: true } hours)
            return TimeSpan.FromMinutes((long)((decimal.Parse(hours.Groups["h"].Value.Replace(',', '.'), CultureInfo.InvariantCulture) * 60) + 0.5m));
        return MinutesOnly().Match(text) is { Success: true } only ? TimeSpan.FromMinutes(int.Parse(only.Groups["m"].ValueSpan, CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>A count: <c>9764</c>, <c>9,764</c>, <c>9 764</c>, <c>9764.0</c> as spreadsheets save it, <c>about 9,764</c>. A minus is read, for whoever judges it.</summary>
    /// <returns>The count, or <see langword="null"/> when it cannot be read.</returns>
    public static long? Count(string cell) =>
        WholeNumber().Match(cell.Trim()) is { Success: true } match
        && long.TryParse(Separators().Replace(match.Groups["n"].Value, "").Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;

    /// <summary>A threshold: <c>0.6</c>, <c>0,6</c>.</summary>
    /// <returns>The number, or <see langword="null"/> when it cannot be read.</returns>
    public static decimal? Number(string cell) =>
        decimal.TryParse(cell.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A printed rate with the unit of its last digit: <c>0.01%</c> is (0.0001, 0.0001), <c>0%</c> is (0, 0.01); without a per cent sign it is per cent as well.</summary>
    /// <returns>Share and unit, 0–1, or <see langword="null"/> when it cannot be read.</returns>
    public static (decimal Share, decimal Unit)? Rate(string cell)
    {
        var text = cell.Trim().TrimEnd('%').Trim().Replace(',', '.');
        if (!PlainNumber().IsMatch(text) || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
            return null;
        // Of the last digit: a decimal keeps the zeros at its end.
        return (percent / 100, new decimal(1, 0, 0, false, (byte)(percent.Scale + 2)));
    }

    [GeneratedRegex(@"(?<=^|\s)(?<d>\d{1,2})(st|nd|rd|th)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\bSept\b", RegexOptions.IgnoreCase)]
    private static partial Regex September();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(?<h>\d{1,3})\s*(h|hr|hrs|hour|hours|:)\s*(and\s+)?((?<m>\d{1,3})\s*(m|min|mins|minute|minutes)?)?\.?$", RegexOptions.ExplicitCapture)]
    private static partial Regex HoursAndMinutes();

    [GeneratedRegex(@"^(?<h>\d{1,3}[.,]\d{1,4})\s*(h|hr|hrs|hour|hours)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex PartsOfHours();

    [GeneratedRegex(@"^(?<m>\d{1,4})\s*(m|min|mins|minute|minutes)$", RegexOptions.ExplicitCapture)]
    private static partial Regex MinutesOnly();

    [GeneratedRegex(@"^(about|approx\.?|approximately|circa|c\.|~)?\s*(?<n>[-−]?(\d{1,3}([, \u00A0\u202F]\d{3})+|\d{1,15}))(\.0+)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"[, \u00A0\u202F]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,12})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex PlainNumber();
}
