using System.Globalization;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Records.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Records;

/// <summary>Alerts over time, and their scores against the threshold: shape and place say what it was, colour only repeats it. The same as a table below.</summary>
public sealed partial class RecordCharts
{
    private const int Bins = 16;
    private const double Width = 640;
    private const double Height = 160;

    /// <summary>Alerts.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<AlertPoint> Points { get; set; } = [];

    /// <summary>Begin of the time axis.</summary>
    [Parameter]
    public DateTimeOffset From { get; set; }

    /// <summary>End of the time axis.</summary>
    [Parameter]
    public DateTimeOffset To { get; set; }

    /// <summary>Threshold of the licence.</summary>
    [Parameter]
    public float? Threshold { get; set; }

    private TimeSpan Length => To > From ? To - From : TimeSpan.FromMinutes(1);

    private int[] Counts
    {
        get
        {
            var counts = new int[Bins];
            foreach (var point in Points)
                counts[Math.Clamp((int)((point.At - From) / Length * Bins), 0, Bins - 1)]++;
            return counts;
        }
    }

    private double LowestScore => Math.Floor(Math.Min(Points.Min(p => p.Score), Threshold ?? 1) * 20) / 20;

    /// <summary>A share in words: how many alerts were of a kind.</summary>
    private string Count(AlertTruth truth) => Words.Number(Points.Count(p => p.Truth == truth));

    private double X(float score) => (score - LowestScore) / Math.Max(0.05, 1 - LowestScore) * Width;

    private string BinName(int bin) => $"{ForceTime.Time(From + (Length / Bins * bin))}–{ForceTime.Time(From + (Length / Bins * (bin + 1)))}";

    private static double Y(AlertTruth truth) => truth switch
    {
        AlertTruth.True => 30,
        AlertTruth.False => 80,
        _ => 130,
    };

    private static string Word(AlertTruth truth) => truth switch
    {
        AlertTruth.True => "confirmed true",
        AlertTruth.False => "false",
        _ => "unconfirmed",
    };

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
