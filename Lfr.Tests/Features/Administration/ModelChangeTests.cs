using Lfr.Inference.Models;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Administration.Queries;

namespace Lfr.Tests.Features.Administration;

/// <summary>What an administrator reads about an embedder that is not in use.</summary>
public sealed class ModelChangeTests
{
    private static readonly ModelCard InUse = ModelCard.Default(ModelRoles.Embedder);

    private static readonly CalibrationCard OtherScale = new(
        "a thousand pairs", 1_000_000, [new CalibrationPoint(0.1, 1e-3, 0.99), new CalibrationPoint(0.3, 1e-6, 0.80)]);

    [Fact]
    public void TwoScales_AreComparedByWhatTheyFind_AtTheSameLimit()
    {
        var sentence = ModelChange.Sentence(InUse, InUse with { Id = "other", Calibration = OtherScale });

        Assert.StartsWith("A list of 1,000 people at one false alert in 1,000 faces: threshold 0.300, about 80 % of listed passers-by found. With the model in use: A list of 1,000 people", sentence, StringComparison.Ordinal);
        Assert.Contains("measured on different pictures", sentence, StringComparison.Ordinal);
        Assert.EndsWith("Every list is enrolled and sealed again, because templates of two models cannot be compared.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelThatWasNeverMeasured_CanRunNoList() =>
        Assert.StartsWith("It was never measured, so no list can run with it.", ModelChange.Sentence(InUse, InUse with { Calibration = null }), StringComparison.Ordinal);

    [Fact]
    public void WithoutAModelInUse_NothingIsCompared() =>
        Assert.DoesNotContain("With the model in use", ModelChange.Sentence(null, InUse), StringComparison.Ordinal);
}
