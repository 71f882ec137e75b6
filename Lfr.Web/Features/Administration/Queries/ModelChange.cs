using Lfr.Inference.Models;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Administration.Queries;

/// <summary>What another embedder would change, from what was measured of both.</summary>
public static class ModelChange
{
    /// <summary>People on the list of the example.</summary>
    public const int Listed = 1_000;

    /// <summary>False alerts of the example among the faces compared: the limit that policies set.</summary>
    public const double FalseAlertRate = 0.001;

    /// <summary>In a few sentences: the same list, the same limit, two scales of score.</summary>
    /// <param name="inUse">The embedder in use; <see langword="null"/> when there is none.</param>
    /// <param name="other">The other one.</param>
    public static string Sentence(ModelCard? inUse, ModelCard other)
    {
        const string Always = "Every list is enrolled and sealed again, because templates of two models cannot be compared.";
        if (other.Calibration is not { } there)
            return $"It was never measured, so no list can run with it. {Always}";
        if (inUse?.Calibration is not { } here)
            return $"{Example(there)} {Always}";
        var rough = here.MeasuredOn == there.MeasuredOn ? "" : " They were measured on different pictures, so compare them with care.";
        return $"{Example(there)} With the model in use: {Example(here)}{rough} {Always}";
    }

    private static string Example(CalibrationCard card)
    {
        var choice = ThresholdChoice.For(new Calibration("", card.MeasuredOn, card.ImpostorComparisons, card.Points, card.LowestThreshold), FalseAlertRate, Listed);
        var found = choice.TruePositiveRate is { } share ? $"about {Words.Percent(share)} of listed passers-by found" : "how many listed passers-by are found was not measured";
        return $"A list of {Words.Number(Listed)} people at one false alert in 1,000 faces: threshold {Words.Cosine(choice.Cosine)}, {found}.";
    }
}
