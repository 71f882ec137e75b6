using Lfr.Inference.Pipeline;

namespace Lfr.Tests.Pipeline;

public class DetectionPaceTests
{
    private readonly DetectionPace pace = new();
    private long number;
    private TimeSpan at;

    [Fact]
    public void Camera_ThatTheMachineKeepsUpWith_IsSearchedInEveryFrame()
    {
        Assert.Equal(25, Play(seconds: 1, rate: 25, detecting: 7));
        Assert.Equal(250, Play(seconds: 10, rate: 25, detecting: 7));
        Assert.Equal(1, pace.Every);
    }

    [Theory]
    // 25 frames a second leave 40 ms; with seven tenths of a processor, 28 ms.
    [InlineData(25, 0.7, 24, 1)]
    [InlineData(25, 0.7, 40, 2)]
    [InlineData(25, 0.7, 70, 3)]
    // A quarter of the machine each: 7 ms.
    [InlineData(25, 0.175, 12, 2)]
    [InlineData(25, 0.175, 24, 4)]
    [InlineData(12.5, 0.175, 20, 2)]
    public void FramesBetweenDetections_FollowTheMeasuredCost_AndTheShare(double rate, double share, double milliseconds, int every)
    {
        Play(seconds: 10, rate, milliseconds, share);
        Assert.Equal(every, pace.Every);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(12.5)]
    [InlineData(10)]
    public void Face_IsLookedFor_AtLeastFourTimesASecond_HoweverMuchItCosts(double rate)
    {
        Play(seconds: 10, rate, detecting: 900);
        Assert.True(Play(seconds: 10, rate, detecting: 900) >= 40);
    }

    [Fact]
    public void SlowCamera_IsSearchedInEveryFrame_HoweverMuchItCosts()
    {
        Play(seconds: 30, rate: 4, detecting: 900);
        Assert.Equal(1, pace.Every);
    }

    [Fact]
    public void Pace_RecoversWhenTheCostFalls_ButDoesNotSwingAboutTheEdge()
    {
        Play(seconds: 10, rate: 25, detecting: 40);
        Assert.Equal(2, pace.Every);
        Play(seconds: 20, rate: 25, detecting: 26);
        Assert.Equal(2, pace.Every);
        Play(seconds: 20, rate: 25, detecting: 15);
        Assert.Equal(1, pace.Every);
    }

    [Fact]
    public void ComparingManyFaces_MakesRoomForItself()
    {
        Play(seconds: 20, rate: 25, detecting: 20, rest: 15);
        Assert.Equal(2, pace.Every);
    }

    [Fact]
    public void FramesDroppedBefore_DoNotMakeTheGapsLonger()
    {
        Play(seconds: 10, rate: 25, detecting: 70);
        Assert.Equal(3, pace.Every);
        for (var i = 0; i < 10; i++)
        {
            number += 3;
            at += TimeSpan.FromMilliseconds(120);
            Assert.True(pace.IsDue(number, at));
        }
    }

    [Fact]
    public void StreamThatBeginsAgain_IsSearchedAtOnce()
    {
        Play(seconds: 10, rate: 25, detecting: 70);
        Assert.True(pace.IsDue(0, TimeSpan.Zero));
    }

    [Fact]
    public void FirstFrames_WhichPayForWarmingUp_DoNotCount()
    {
        Play(seconds: 0.12, rate: 25, detecting: 900);
        Play(seconds: 5, rate: 25, detecting: 7);
        Assert.Equal(1, pace.Every);
    }

    [Fact]
    public void Evaluation_KeepsItsPace_WhateverItCosts()
    {
        var fixedPace = new DetectionPace(1);
        for (var i = 0; i < 200; i++)
        {
            Assert.True(fixedPace.IsDue(i, TimeSpan.FromSeconds(i / 25.0)));
            fixedPace.Spent(TimeSpan.FromSeconds(2), TimeSpan.Zero, 0.1);
        }
    }

    /// <summary>Plays a camera and returns in how many frames faces were looked for.</summary>
    private int Play(double seconds, double rate, double detecting, double share = 0.7, double rest = 0)
    {
        var detections = 0;
        for (var i = 0; i < (int)Math.Round(seconds * rate); i++)
        {
            var due = pace.IsDue(number++, at);
            detections += due ? 1 : 0;
            pace.Spent(due ? TimeSpan.FromMilliseconds(detecting) : null, TimeSpan.FromMilliseconds(rest), share);
            at += TimeSpan.FromSeconds(1 / rate);
        }

        return detections;
    }
}
