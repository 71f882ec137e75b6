using Lfr.Inference.Faces;
using Lfr.Web.Features.Watchlists.Photographs;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>The four edges of a photograph that a person crops.</summary>
public sealed class CropEdgesTests
{
    [Fact]
    public void EdgesThatNobodyMoved_LeaveAllOfIt() => Assert.Null(new CropEdges(null).Crop);

    [Fact]
    public void Edge_StopsBeforeItsOpposite_AndAtThePicture()
    {
        var edges = new CropEdges(null);
        edges.Move(CropEdge.Right, 60);
        edges.Move(CropEdge.Left, 180);
        edges.Move(CropEdge.Top, -7);
        edges.Move(CropEdge.Bottom, 0);

        Assert.Equal(new PictureCrop(2_500, 0, 500, 500), edges.Crop);
    }

    [Fact]
    public void PictureThatWasCropped_IsCroppedFurther_FromWhereItWas()
    {
        var before = new PictureCrop(9_000, 9_000, 1_000, 1_000);

        Assert.Equal(before, new CropEdges(before).Crop);
    }
}
