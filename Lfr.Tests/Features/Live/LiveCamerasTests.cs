using Bunit;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Web.Dossiers;
using Lfr.Tests.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Features.Live;

/// <summary>What the live room says of its cameras and of an engine that does not keep up.</summary>
public sealed class LiveCamerasTests : BunitContext
{
    private static readonly Guid Licence = Given.Id(70);
    private static readonly LiveCamera Camera = new(Given.Id(20), "Camera 1", "South Street");

    private static readonly CameraStatus Fine = new(Camera.Id, CameraState.Ok, 12.5, 4000, 1_250, null) { FramesStale = 50 };

    private static readonly WorkerStatus Report = new(Given.Id(900), WorkerState.Running, Licence, null, 10, 40, 9, 1, 0, 0, [Fine], Given.Start)
    {
        ComparisonsSpared = 7_100,
        FacesPostponed = 33,
    };

    private static readonly LiveRoom Room = new(
        Given.DeploymentId, "2026-001", "Romford", "South Street", DeploymentState.Live, null, [Camera],
        new LiveRun(Licence, Given.Start, "Olive", Given.Start.AddHours(8), null, null, null, null), [], 15, 0.0001, new LiveLimits(30), RunningList.Same,
        new FaceCounts(10, 9, 1, 0, 1_250), AlertCounts.None);

    public LiveCamerasTests() => Services.AddSingleton(new WorkerFleet(null!, null!, new ChangeFeed(NullLogger<ChangeFeed>.Instance), null!));

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "Faces are looked for in every 2nd frame: the machine is busy.")]
    [InlineData(3, "Faces are looked for in every 3rd frame: the machine is busy.")]
    [InlineData(6, "Faces are looked for in every 6th frame: the machine is busy.")]
    public void Camera_InWhichNotEveryFrameIsSearched_SaysSo(int every, string? sentence) =>
        Assert.Equal(sentence, Show(Report with { Cameras = [Fine with { DetectEvery = every }] }).FindAll(".pace").SingleOrDefault()?.TextContent);

    [Fact]
    public void Camera_OfAPausedRun_DoesNotSayHowOftenItIsSearched() =>
        Assert.Empty(Show(Report with { State = WorkerState.Paused, Cameras = [Fine with { DetectEvery = 2 }] }).FindAll(".pace"));

    [Fact]
    public void Camera_OfAPausedRun_SaysPaused_ThoughItWorks() =>
        Assert.Equal("paused", Show(Report with { State = WorkerState.Paused }).Find(".state").TextContent.Trim());

    [Fact]
    public void Engine_SaysForEachStage_WhatItLeftOut()
    {
        var shown = Show(Report);

        var stages = shown.FindAll(".keeping-up dl > div").Select(d => $"{d.QuerySelector("dt")!.TextContent}: {d.QuerySelector("dd")!.TextContent}");
        Assert.Equal(["Frames overtaken: 1,200", "Frames too old: 50", "Faces put off: 33", "Looks spared: 7,100"], stages);
        Assert.All(shown.FindAll(".keeping-up dl > div"), d => Assert.EndsWith(".", d.QuerySelector(".detail")!.TextContent, StringComparison.Ordinal));
        Assert.Contains("Frames dropped", shown.Find("dl.counts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_ThatRunsAnotherLicence_IsNotQuoted() =>
        Assert.Empty(Show(Report with { LicenceId = Given.Id(71) }).FindAll(".keeping-up, .pace"));

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(11, "11th")]
    [InlineData(12, "12th")]
    [InlineData(13, "13th")]
    [InlineData(22, "22nd")]
    [InlineData(111, "111th")]
    public void Nth_IsWrittenAsPeopleSayIt(int number, string words) => Assert.Equal(words, LiveLabels.Nth(number));

    private IRenderedComponent<LiveCameras> Show(WorkerStatus status)
    {
        var hello = new WorkerHello(Given.Id(900), "Van 2", "1.0", new Dictionary<string, string>(StringComparer.Ordinal), null);
        return Render<LiveCameras>(p => p.Add(c => c.Room, Room).Add(c => c.Worker, new WorkerView("connection", hello, status)).Add(c => c.Now, Given.Start));
    }
}
