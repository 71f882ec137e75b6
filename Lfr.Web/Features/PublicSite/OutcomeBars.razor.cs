using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The outcomes of the alerts of a published record as bars: drawn by Lfr on the page, without a script.</summary>
public sealed partial class OutcomeBars
{
    private const int Row = 36;

    /// <summary>Room for the longest bar; its number stands behind it.</summary>
    private const int Longest = 300;

    /// <summary>The published figures.</summary>
    [Parameter]
    [EditorRequired]
    public DeploymentFigures Figures { get; set; } = null!;

    /// <summary>The outcomes, in the order of the table. Together they are all alerts.</summary>
    internal IReadOnlyList<(string Label, int Count)> Bars =>
    [
        ("Judged false, nobody spoken to", Figures.False), ("Confirmed true", Figures.ConfirmedTrue), ("Confirmed false", Figures.ConfirmedFalse), ("Unconfirmed", Figures.Unconfirmed),
    ];

    private int Height => Bars.Count * Row;

    private string InWords => $"Alerts by outcome: {string.Join(", ", Bars.Select(b => $"{b.Label.ToLowerInvariant()} {Words.Number(b.Count)}"))}";

    private static int Top(int index) => (index * Row) + 4;

    // Whole units: one alert of many is still seen.
    private int Width(int count) => count == 0 ? 0 : Math.Max(2, (int)(Longest * (long)count / Bars.Max(b => b.Count)));
}
