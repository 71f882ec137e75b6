using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>How much of a time is shown.</summary>
public enum TimeForm
{
    /// <summary><c>31 January 2019, 10:00</c>, or a span with <see cref="TimeText.To"/>.</summary>
    DateAndTime,

    /// <summary><c>31 January 2019</c>.</summary>
    Date,

    /// <summary><c>Thursday 31 January 2019</c>, or a span with it.</summary>
    Weekday,

    /// <summary><c>10:00</c>.</summary>
    Time,

    /// <summary><c>12:41:07</c>.</summary>
    Seconds,
}

/// <summary>A moment, or a span, on the force’s clock; machines read the UTC.</summary>
public partial class TimeText
{
    /// <summary>The moment.</summary>
    [Parameter]
    [EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>End of a span that begins at <see cref="At"/>.</summary>
    [Parameter]
    public DateTimeOffset? To { get; set; }

    /// <summary>How much is shown.</summary>
    [Parameter]
    public TimeForm Form { get; set; }

    private string Machine => At.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string Words => (Form, To) switch
    {
        (TimeForm.DateAndTime, { } to) => ForceTime.Span(At, to),
        (TimeForm.Weekday, { } to) => ForceTime.SpanWithWeekday(At, to),
        (TimeForm.DateAndTime, null) => ForceTime.DateAndTime(At),
        (TimeForm.Weekday, null) => ForceTime.DateWithWeekday(At),
        (TimeForm.Date, _) => ForceTime.Date(At),
        (TimeForm.Seconds, _) => ForceTime.TimeWithSeconds(At),
        _ => ForceTime.Time(At),
    };
}
