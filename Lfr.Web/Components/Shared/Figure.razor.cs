using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>A counted or estimated number with what it is, its interval and what it was counted over.</summary>
public partial class Figure
{
    /// <summary>The number as shown: <c>0.9</c>, <c>92 %</c>, <c>9,000</c>; a dash when it cannot be said.</summary>
    [Parameter]
    [EditorRequired]
    public string Value { get; set; } = "";

    /// <summary>What it is: <c>false alerts</c>.</summary>
    [Parameter]
    [EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>95 % interval as shown: <c>0.2–2.6</c>.</summary>
    [Parameter]
    public string? Interval { get; set; }

    /// <summary>How many it was counted over.</summary>
    [Parameter]
    public long? N { get; set; }

    /// <summary>What <see cref="N"/> counts: <c>faces</c>.</summary>
    [Parameter]
    public string Of { get; set; } = "";

    private string? Detail
    {
        get
        {
            var interval = Interval is null ? null : $"95 %: {Interval}";
            var n = N is null ? null : $"n = {Words.Number(N.Value)} {Of}".TrimEnd();
            return (interval, n) switch
            {
                (null, null) => null,
                ({ } i, null) => i,
                (null, { } count) => count,
                ({ } i, { } count) => $"{i} · {count}",
            };
        }
    }
}
