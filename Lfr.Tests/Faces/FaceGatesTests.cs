using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Web.Features.Watchlists.Photographs;

namespace Lfr.Tests.Faces;

public class FaceGatesTests
{
    private static readonly FaceGates Live = FaceGates.Live(ModelCard.Default(ModelRoles.Embedder).Gates);

    private static readonly FaceGates Enrolment = FaceGates.Enrolment(ModelCard.Default(ModelRoles.Embedder).Gates);

    [Theory]
    [InlineData(50, 60, 5, 2.5f, null)]
    [InlineData(40, 47.9f, 5, 2.5f, "The face is 47 px high; it needs 48.")]
    [InlineData(80, 60, 5, 2.5f, "What was found does not have the shape of a face.")]
    [InlineData(20, 60, 5, 2.5f, "What was found does not have the shape of a face.")]
    [InlineData(50, 60, 9.1f, 2.5f, "Eyes, nose and mouth could not be placed: the face is turned too far, covered or cut off.")]
    [InlineData(50, 60, 5, 1.8f, "The face is too blurred, dark or covered to be told apart from others.")]
    [InlineData(50, float.NaN, 5, 2.5f, "The face is NaN px high; it needs 48.")]
    public void LiveGates_SayWhyAFaceIsNotCompared(float width, float height, float alignmentError, float norm, string? reason)
    {
        var face = Measures(width, height, alignmentError);

        Assert.Equal(reason, Live.Refuse(face, norm));
        Assert.Equal(reason is null, Live.Passes(face, norm));
    }

    [Fact]
    public void EnrolmentGates_AreStricter()
    {
        Assert.Equal("The face is 82 px high; it needs 110.", Enrolment.Refuse(Measures(70, 82.7f, 5), 3));
        Assert.Null(Enrolment.Refuse(Measures(100, 120, 5), 2.8f));
        Assert.NotNull(Enrolment.Refuse(Measures(100, 120, 5), 2.7f));
    }

    [Fact]
    public void EmbeddingThatIsNoNumber_IsRefused() => Assert.NotNull(Live.Refuse(Measures(50, 60, 5), float.NaN));

    private static FaceMeasures Measures(float width, float height, float alignmentError) =>
        new(new Detection(0, 0, width, height, 0.9f), default, 20, 100, 120, 0, alignmentError);
}
