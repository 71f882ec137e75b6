using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

public sealed class ExpectedAlertsTests
{
    [Theory]
    [InlineData(0.02, 0, 0)]
    [InlineData(0.9, 0, 3)]
    [InlineData(5, 1, 10)]
    [InlineData(20, 12, 29)]
    [InlineData(900, 841, 959)]
    public void Range_HoldsTheNumberOn95Of100Days(double mean, int low, int high)
    {
        var expected = new ExpectedAlerts(1000, 100, false, new ThresholdChoice(0.6, mean / 1000, null, false, true));

        Assert.Equal((low, high), expected.Range);
    }

    [Fact]
    public void Expectation_IsFootfallTimesTheRateAtTheThreshold()
    {
        var expected = ExpectedAlerts.Of(Given.GoodCalibration(), Given.Uk.Numbers, 0.001, 9000, 1200)!;

        Assert.Equal(9000 * expected.Choice.FalseAlertRate, expected.False);
        Assert.InRange(expected.Choice.FalseAlertRate, 0.0001, 0.001);
        Assert.Contains("Of 9,000 faces compared with a list of 1,200, expect about", expected.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyList_IsSaidToBeAssumed() =>
        Assert.Contains("still empty", ExpectedAlerts.Of(Given.GoodCalibration(), Given.Uk.Numbers, 0.001, 9000, 0)!.Sentence, StringComparison.Ordinal);

    [Fact]
    public void NothingIsExpected_WithoutCalibrationFootfallOrTarget()
    {
        Assert.Null(ExpectedAlerts.Of(null, Given.Uk.Numbers, 0.001, 9000, 10));
        Assert.Null(ExpectedAlerts.Of(Given.GoodCalibration(), Given.Uk.Numbers, 0.001, 0, 10));
        Assert.Null(ExpectedAlerts.Of(Given.GoodCalibration(), Given.Uk.Numbers, 0, 9000, 10));
    }
}
