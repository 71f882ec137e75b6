using System.Globalization;

namespace Lfr.Web.Components.Forms;

/// <summary>A time of day as people write it, on a clock of 24 hours.</summary>
public static class ClockTime
{
    private static readonly string[] Typed = ["H:mm", "HH:mm:ss", "H.mm", "HHmm"];

    /// <summary>The time that was typed; <see langword="null"/> when it is none.</summary>
    public static TimeOnly? Read(string? typed) =>
        TimeOnly.TryParseExact(typed?.Trim(), Typed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
