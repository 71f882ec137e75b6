using System.Text.RegularExpressions;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Lfr.Web.Components;

/// <summary>An iCalendar file (RFC 5545): the public one and those of the staff are written here.</summary>
public static partial class CalendarFile
{
    /// <summary>Media type of the file.</summary>
    public const string MediaType = "text/calendar";

    /// <summary>The file.</summary>
    /// <param name="name">What it holds, one word: <c>Notices</c>.</param>
    /// <param name="events">The events.</param>
    public static string Write(string name, IEnumerable<CalendarEvent> events)
    {
        var calendar = new Ical.Net.Calendar { ProductId = $"-//Lfr//{name}//EN" };
        calendar.Events.AddRange(events);
        // The library breaks lines without looking whether a character goes on behind the break.
        return BrokenCharacter().Replace(new CalendarSerializer().SerializeToString(calendar) ?? "", "\r\n ${half}");
    }

    /// <summary>A moment, written in UTC.</summary>
    public static CalDateTime Moment(DateTimeOffset moment) => new(moment.UtcDateTime, CalDateTime.UtcTzId);

    [GeneratedRegex("(?<half>[\uD800-\uDBFF])\r\n ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BrokenCharacter();
}
