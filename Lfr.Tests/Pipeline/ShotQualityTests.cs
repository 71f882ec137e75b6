using Lfr.Inference.Faces;
using Lfr.Inference.Pipeline;

namespace Lfr.Tests.Pipeline;

public class ShotQualityTests
{
    private static readonly FaceMeasures Good = Shot(height: 120, sharpness: 100, brightness: 130, yaw: 0, error: 2);

    [Fact]
    public void LargeSharpFrontalEvenlyLitFace_IsAlmostPerfect() => Assert.InRange(ShotQuality.Of(Good), 0.9f, 1);

    [Fact]
    public void Quality_FallsWithEveryFault()
    {
        Falls(h => Good with { Face = new Detection(0, 0, h, h, 1) }, 120, 80, 48, 24);
        Falls(s => Good with { Sharpness = s }, 100, 30, 10, 1);
        Falls(y => Good with { Yaw = y }, 15, 30, 45, 60);
        Falls(y => Good with { Yaw = -y }, 15, 30, 45, 60);
        Falls(e => Good with { AlignmentError = e }, 4, 6, 8, 12);
        Falls(b => Good with { Brightness = b }, 100, 60, 30, 5);
        Falls(b => Good with { Brightness = b }, 220, 235, 250);
    }

    [Fact]
    public void FaultsThatDoNoHarm_CostNothing()
    {
        Assert.Equal(ShotQuality.Of(Good), ShotQuality.Of(Good with { Yaw = 15 }), 5);
        Assert.Equal(ShotQuality.Of(Good), ShotQuality.Of(Good with { AlignmentError = 4 }), 5);
        Assert.Equal(ShotQuality.Of(Good), ShotQuality.Of(Good with { Brightness = 180 }), 5);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(60)]
    [InlineData(200)]
    public void Height_BoundsWhatAFaceCanReach(int height) =>
        Assert.True(ShotQuality.Of(Good with { Face = new Detection(0, 0, height, height, 1), Sharpness = 1e6f }) <= ShotQuality.AtMost(height));

    [Theory]
    [InlineData(0, 0, 0, 180, 1000)]
    [InlineData(5000, 1e9, 255, -180, 0)]
    public void Quality_StaysBetween0And1_WhateverIsMeasured(double height, double sharpness, double brightness, double yaw, double error) =>
        Assert.InRange(ShotQuality.Of(Shot((float)height, (float)sharpness, (float)brightness, (float)yaw, (float)error)), 0, 1);

    private static void Falls(Func<float, FaceMeasures> with, params float[] worse) =>
        Assert.All(worse.Zip(worse.Skip(1)), pair => Assert.True(ShotQuality.Of(with(pair.First)) > ShotQuality.Of(with(pair.Second)), $"{pair}"));

    private static FaceMeasures Shot(float height, float sharpness, float brightness, float yaw, float error) =>
        new(new Detection(0, 0, height, height, 1), default, height / 3, sharpness, brightness, yaw, error);
}
