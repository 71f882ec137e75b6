using Lfr.Inference.Pipeline;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Pipeline;

public class DetectionPlanTests
{
    [Theory]
    // What the shipped policy needs: faces compared from 48 px are found from 34 px.
    [InlineData(1280, 720, 33.6, 640)]
    [InlineData(1920, 1080, 33.6, 960)]
    [InlineData(3840, 2160, 33.6, 1920)]
    // Faces from 24 px at 1080p.
    [InlineData(1920, 1080, 24, 1280)]
    [InlineData(1920, 1080, 16, 1920)]
    // Standing on its side, a frame needs the same.
    [InlineData(1080, 1920, 24, 1280)]
    // Never finer than the frame itself.
    [InlineData(640, 480, 10, 640)]
    [InlineData(320, 240, 10, 320)]
    [InlineData(800, 600, 12, 800)]
    // What no side can give is searched with the finest.
    [InlineData(7680, 4320, 16, 2560)]
    public void FinestSide_GivesTheSmallestFace_EnoughNetworkPixels_AndNoMore(int width, int height, double face, int side) =>
        Assert.Equal(side, DetectionPlan.FinestSide(width, height, (float)face));

    [Fact]
    public void Faces_AreFound_BeforeTheyAreHighEnoughToBeCompared() => Assert.InRange(DetectionPlan.SmallestFace(48), 24, 40);
}
