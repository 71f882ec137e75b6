using Lfr.Inference.Pipeline;

namespace Lfr.Tests.Pipeline;

public class CameraShareTests
{
    [Theory]
    [InlineData(2, 1, 0.7)]
    [InlineData(2, 2, 0.7)]
    [InlineData(2, 4, 0.35)]
    [InlineData(2, 8, 0.175)]
    [InlineData(8, 4, 0.7)]
    public void Cameras_DivideTheMachine_ButNoneUsesMoreThanOneProcessor(int processors, int cameras, double each)
    {
        var share = new CameraShare(processors);
        for (var i = 0; i < cameras; i++)
            share.Join();
        Assert.Equal(each, share.Each, 3);
    }

    [Fact]
    public void CameraThatEnds_GivesItsShareToTheOthers()
    {
        var share = new CameraShare(1);
        share.Join();
        share.Join();
        share.Leave();
        Assert.Equal(0.7, share.Each, 3);
    }
}
