using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>A window as it is typed: days and times on the force’s clock.</summary>
public sealed class WindowDraft
{
    private readonly Window? loaded;
    private readonly TimeProvider time;
    private readonly (string, string, string, string) loadedText;

    /// <summary>Begins with <paramref name="window"/>, as saved.</summary>
    public WindowDraft(Window? window, TimeProvider time)
    {
        (loaded, this.time) = (window, time);
        if (window is not null)
        {
            (StartDay, StartTime) = Text(window.Start);
            (EndDay, EndTime) = Text(window.End);
        }

        loadedText = (StartDay, StartTime, EndDay, EndTime);
    }

    /// <summary>First day, <c>yyyy-MM-dd</c>.</summary>
    public string StartDay { get; set; } = "";

    /// <summary>Start, <c>HH:mm</c>.</summary>
    public string StartTime { get; set; } = "";

    /// <summary>Last day; empty means the first day.</summary>
    public string EndDay { get; set; } = "";

    /// <summary>End, <c>HH:mm</c>.</summary>
    public string EndTime { get; set; } = "";

    /// <summary>The longest window that the policy allows (R07), hours; <see langword="null"/> while no policy is known.</summary>
    public int? LongestHours { get; set; }

    /// <summary>
    /// Takes it to another day, and to another hour if one is given, as the clock on the wall shows them: ten to six stays ten to six, also across a clock change. A window that is not known
    /// yet gets the day only, and the hour as its start.
    /// </summary>
    public void MoveTo(DateOnly day, int? hour = null)
    {
        var known = TryDay(StartDay, out var first);
        if (hour is { } start)
        {
            if (TryTime(StartTime, out var from) && TryTime(EndTime, out var to))
            {
                var end = (TryDay(EndDay, out var last) ? last : first).ToDateTime(to).AddHours(start).AddMinutes(-from.Hour * 60 - from.Minute);
                EndTime = end.ToString("HH:mm", CultureInfo.InvariantCulture);
                EndDay = known ? DateLine.Iso(DateOnly.FromDateTime(end)) : "";
            }

            StartTime = new TimeOnly(start, 0).ToString("HH:mm", CultureInfo.InvariantCulture);
        }

        if (known && TryDay(EndDay, out var until))
            EndDay = DateLine.Iso(until.AddDays(day.DayNumber - first.DayNumber));
        StartDay = DateLine.Iso(day);
    }

    /// <summary>What was typed.</summary>
    public WindowReading Read()
    {
        if (loaded is not null && (StartDay, StartTime, EndDay, EndTime) == loadedText)
            return new WindowReading(loaded, "", Remark(loaded));
        if (string.IsNullOrWhiteSpace(StartDay + StartTime + EndDay + EndTime))
            return new WindowReading(null, "", "");
        if (!TryDay(StartDay, out var startDay))
            return Wrong("Give the day.");
        if (!TryTime(StartTime, out var startTime))
            return Wrong("Give the time at which it starts.");
        if (!TryTime(EndTime, out var endTime))
            return Wrong("Give the time at which it ends.");
        var endDay = startDay;
        if (!string.IsNullOrWhiteSpace(EndDay) && !TryDay(EndDay, out endDay))
            return Wrong("Give the last day, or leave it empty.");
        if (ForceTime.Moment(startDay, startTime) is not { } start)
            return Wrong(Missing(startDay, startTime));
        if (ForceTime.Moment(endDay, endTime) is not { } end)
            return Wrong(Missing(endDay, endTime));
        var window = new Window(start, end);
        return DateRanges.OfWindow(window, time.GetUtcNow()) is { } problem ? Wrong($"{problem}") : new WindowReading(window, "", Remark(window));
    }

    private static WindowReading Wrong(string problem) => new(null, problem, "");

    private static string Missing(DateOnly day, TimeOnly time) =>
        $"{time.ToString("HH:mm", CultureInfo.InvariantCulture)} does not exist on {ForceTime.Date(day)}: the clocks go forward from 01:00 to 02:00 that night. Choose another time.";

    private string Remark(Window window)
    {
        var now = time.GetUtcNow();
        if (window.End <= now)
            return "These hours are over. Set a new date.";
        if (LongestHours is { } longest && window.Length > TimeSpan.FromHours(longest))
            return $"It lasts {Words.Duration(window.Length)}; the policy allows at most {longest} h (R07).";
        if (window.Start <= now)
            return "It has already begun.";
        var doubtful = new[] { window.Start, window.End }.Where(m => ForceTime.Zone.IsAmbiguousTime(ForceTime.At(m).DateTime)).Select(ForceTime.Time).ToArray();
        if (doubtful.Length > 0)
            return $"The clocks go back that night, so this time comes twice. {string.Join(" and ", doubtful)} is meant.";
        return ForceTime.At(window.Start).Offset == ForceTime.At(window.End).Offset ? ""
            : $"The clocks change in between: it lasts {Words.Duration(window.Length)}.";
    }

    private static (string Day, string Time) Text(DateTimeOffset moment)
    {
        var local = ForceTime.At(moment);
        return (DateLine.Iso(DateOnly.FromDateTime(local.DateTime)), local.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 2000 and < 2200;

    private static bool TryTime(string text, out TimeOnly time)
    {
        var read = ClockTime.Read(text);
        time = read ?? default;
        return read is not null;
    }
}

/// <summary>A window read from what was typed.</summary>
/// <param name="Window">The window; <see langword="null"/> when nothing was typed or it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; empty when it can.</param>
/// <param name="Remark">What to know about it, such as a clock change; may be empty.</param>
public readonly record struct WindowReading(Window? Window, string Problem, string Remark);
