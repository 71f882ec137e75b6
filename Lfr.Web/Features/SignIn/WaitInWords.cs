using System.Globalization;

namespace Lfr.Web.Features.SignIn;

/// <summary>How long somebody who entered too much that was wrong has to wait, from the address of a page.</summary>
internal static class WaitInWords
{
    /// <summary>The wait: <c>40 seconds</c>, <c>3 minutes</c>.</summary>
    /// <param name="seconds">Seconds as the address says them; anything else counts as half a minute.</param>
    public static string Of(string? seconds) => Math.Clamp(int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 30, 1, 3600) switch
    {
        1 => "1 second",
        < 120 and var few => $"{few} seconds",
        var many => $"{(many + 59) / 60} minutes",
    };
}
