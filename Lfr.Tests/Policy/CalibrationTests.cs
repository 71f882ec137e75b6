using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

public class CalibrationTests
{
    private static readonly Calibration Measured = Given.GoodCalibration();
    private static readonly Calibration WithoutFloor = Measured with { LowestThreshold = null };

    [Theory]
    [InlineData(0.3, 1e-2)]
    [InlineData(0.45, 3.1623e-4)]
    [InlineData(0.7, 1e-6)]
    [InlineData(0.8, 1e-7)]
    [InlineData(0.2, 1e-1)]
    public void FalseMatchRate_BetweenAndBeyondPoints_IsLogLinear(double cosine, double rate) =>
        Assert.Equal(1, Measured.FalseMatchRateAt(cosine) / rate, 3);

    [Theory]
    [InlineData(0.31)]
    [InlineData(0.5)]
    [InlineData(0.666)]
    [InlineData(0.75)]
    public void Cosine_ForTheRateAtACosine_IsThatCosine(double cosine) =>
        Assert.Equal(cosine, Measured.CosineFor(Measured.FalseMatchRateAt(cosine)), 9);

    [Fact]
    public void FalseMatchRate_IsNeverMoreThanEverything() => Assert.Equal(1, Measured.FalseMatchRateAt(-1));

    [Theory]
    [InlineData(0.1, 0.99)]
    [InlineData(0.55, 0.94)]
    [InlineData(0.9, 0.8)]
    public void TruePositiveRate_IsLinearAndHeldAtTheEnds(double cosine, double rate) => Assert.Equal(rate, Measured.TruePositiveRateAt(cosine)!.Value, 9);

    [Fact]
    public void TruePositiveRate_NeverMeasured_IsUnknown() =>
        Assert.Null((Measured with { Points = [.. Measured.Points.Select(p => p with { TruePositiveRate = null })] }).TruePositiveRateAt(0.5));

    [Fact]
    public void Threshold_ForALongerList_IsStricter()
    {
        var one = ThresholdChoice.For(WithoutFloor, 0.001, 1);
        var hundred = ThresholdChoice.For(WithoutFloor, 0.001, 100);

        Assert.Equal((0.4, 0.6), (one.Cosine, hundred.Cosine));
        Assert.Equal(0.001, hundred.FalseAlertRate, 9);
    }

    [Fact]
    public void Threshold_BelowTheFloor_IsRaised()
    {
        var choice = ThresholdChoice.For(Measured, 0.001, 1);

        Assert.Equal((0.54, true, true), (choice.Cosine, choice.RaisedToFloor, choice.IsMeasured));
        Assert.True(choice.FalseAlertRate < 0.001);
    }

    [Fact]
    public void Threshold_IsRoundedUpToAThousandth()
    {
        var choice = ThresholdChoice.For(WithoutFloor, 0.001, 7);

        Assert.Equal(Math.Round(choice.Cosine, 3), choice.Cosine, 12);
        Assert.True(choice.FalseAlertRate <= 0.001);
    }

    [Fact]
    public void Threshold_OutsideOfWhatWasMeasured_SaysSo() =>
        Assert.False(ThresholdChoice.For(Measured, 0.001, 1_000_000).IsMeasured);

    [Fact]
    public void Threshold_ForAnEmptyList_IsThatOfOnePerson() =>
        Assert.Equal(ThresholdChoice.For(Measured, 0.001, 1), ThresholdChoice.For(Measured, 0.001, 0));

    /// <summary>SFace's working point is a cosine of 0.363, the default pair's 0.54: no policy can name one number for both.</summary>
    [Theory]
    [InlineData(0.363, 0.363)]
    [InlineData(0.54, 0.54)]
    [InlineData(null, 0.3)]
    public void TwoModels_UnderOnePolicy_EachKeepItsOwnFloor(double? lowest, double floor)
    {
        var calibration = Measured with { LowestThreshold = lowest, Points = [.. Measured.Points.Select(p => lowest < 0.4 ? p with { Cosine = p.Cosine / 2 } : p)] };

        Assert.Equal(floor, ThresholdChoice.For(calibration, 0.1, 1).Cosine, 9);
    }
}
