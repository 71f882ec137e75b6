using Lfr.Inference.Models;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>How the scores of an embedder relate to errors: each measured score with the share of pairs of different people, and of the same person, that reach it.</summary>
public sealed partial class ModelCurve
{
    /// <summary>What was measured.</summary>
    [Parameter]
    [EditorRequired]
    public CalibrationCard Measured { get; set; } = null!;

    private readonly LineChartOptions options = new() { YAxisTicks = 1, YAxisToStringFunc = InOne, ShowDataMarkers = true, ConnectNullPoints = true };

    /// <summary>The curves, as powers of ten; the second only where somebody measured it. A share of none has no place on such a scale and is left out.</summary>
    internal List<ChartSeries<double>> Lines =>
    [
        new() { Name = "Two different people reach the score", Data = new ChartData<double>(Measured.Points.Select(p => Power(p.FalseMatchRate)).ToList()) },
        .. Measured.Points.Any(p => p.TruePositiveRate is not null)
            ? [new ChartSeries<double> { Name = "The same person does not reach it", Data = new ChartData<double>(Measured.Points.Select(p => p.TruePositiveRate is { } found ? Power(1 - found) : null).ToList()) }]
            : Array.Empty<ChartSeries<double>>(),
    ];

    private string InWords => Measured.Points is [var first, .., var last]
        ? $"Curve of errors by score. At {Words.Cosine(first.Cosine)} two different people reach it in {InMillion(first.FalseMatchRate)} of a million pairs, at {Words.Cosine(last.Cosine)} in {InMillion(last.FalseMatchRate)}. The table below has every value."
        : "Errors by score. The table below has every value.";

    private static double? Power(double rate) => rate > 0 ? Math.Log10(rate) : null;

    private static string InOne(double power) => power >= 0 ? "all" : $"1 in {Words.Number(Math.Pow(10, -power))}";

    private static string InMillion(double rate) => (rate * 1e6) switch
    {
        >= 10 and var many => Words.Number(many),
        var few => few.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
    };
}
