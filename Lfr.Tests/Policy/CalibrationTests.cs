using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

public class CalibrationTests
{
    private static readonly Calibration Measured = Given.GoodCalibration();

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
        var one = ThresholdChoice.For(Measured, 0.001, 1, Numbers(-1));
        var hundred = ThresholdChoice.For(Measured, 0.001, 100, Numbers(-1));

        Assert.Equal((0.4, 0.6), (one.Cosine, hundred.Cosine));
        Assert.Equal(0.001, hundred.FalseAlertRate, 9);
    }

    [Fact]
    public void Threshold_BelowTheFloor_IsRaised()
    {
        var choice = ThresholdChoice.For(Measured, 0.001, 1, Given.Uk.Numbers);

        Assert.Equal((0.54, true, true), (choice.Cosine, choice.RaisedToFloor, choice.IsMeasured));
        Assert.True(choice.FalseAlertRate < 0.001);
    }

    [Fact]
    public void Threshold_IsRoundedUpToAThousandth()
    {
        var choice = ThresholdChoice.For(Measured, 0.001, 7, Numbers(-1));

        Assert.Equal(Math.Round(choice.Cosine, 3), choice.Cosine, 12);
        Assert.True(choice.FalseAlertRate <= 0.001);
    }

    [Fact]
    public void Threshold_OutsideOfWhatWasMeasured_SaysSo() =>
        Assert.False(ThresholdChoice.For(Measured, 0.001, 1_000_000, Given.Uk.Numbers).IsMeasured);

    [Fact]
    public void Threshold_ForAnEmptyList_IsThatOfOnePerson() =>
        Assert.Equal(ThresholdChoice.For(Measured, 0.001, 1, Given.Uk.Numbers), ThresholdChoice.For(Measured, 0.001, 0, Given.Uk.Numbers));

    private static PolicyNumbers Numbers(double floor) => Given.Uk.Numbers with { MinimumThreshold = floor };
}
