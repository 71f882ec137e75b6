using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.SignIn;

/// <summary>Why somebody is not signed in yet, on the pages of signing in.</summary>
public partial class SignInProblem
{
    /// <summary>What happened, why, what to do; nothing is drawn without it.</summary>
    [Parameter]
    [EditorRequired]
    public string? Sentence { get; set; }

    /// <summary>How long to wait, from the address of a page.</summary>
    /// <param name="seconds">Seconds as the address says them.</param>
    internal static string Waiting(string? seconds) =>
        Waiting(Math.Clamp(int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 30, 1, 3600));

    private static string Waiting(int seconds) => seconds switch
    {
        1 => "1 second",
        < 120 => $"{seconds} seconds",
        _ => $"{(seconds + 59) / 60} minutes",
    };
}
