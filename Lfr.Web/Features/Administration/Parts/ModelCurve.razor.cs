using Lfr.Inference.Models;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>How the scores of an embedder relate to errors: each measured score with the share of pairs of different people, and of the same person, that reach it.</summary>
public sealed partial class ModelCurve
{
    /// <summary>What was measured.</summary>
    [Parameter]
    [EditorRequired]
    public CalibrationCard Measured { get; set; } = null!;

    private static string InMillion(double rate) => (rate * 1e6) switch
    {
        >= 10 and var many => Words.Number(many),
        var few => few.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
    };
}
