using Lfr.Shared.Alerts;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Records;

/// <summary>The figures: computed, never typed; both denominators, every rate with its count and interval.</summary>
public sealed partial class RecordFigures
{
    /// <summary>Figures.</summary>
    [Parameter]
    [EditorRequired]
    public DeploymentFigures Figures { get; set; } = null!;

    private IEnumerable<(Disposal Kind, int Count)> Disposals => Figures.Disposals.Where(d => d.Value > 0).OrderByDescending(d => d.Value).Select(d => (d.Key, d.Value));

    private static string Time(TimeSpan? time) => time is { } t ? Words.Duration(t) : "not measured";
}
