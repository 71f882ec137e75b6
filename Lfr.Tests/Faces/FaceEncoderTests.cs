using Lfr.Inference.Faces;
using Lfr.Tests.Support;

namespace Lfr.Tests.Faces;

public class FaceEncoderTests
{
    public static TheoryData<Detection> Impossible =>
    [
        new Detection(10, 10, 0, 0, 1),
        new Detection(10, 10, 50, 2, 1),
        new Detection(float.NaN, 10, 50, 50, 1),
        new Detection(10, 10, 50, float.NaN, 1),
        new Detection(10, 10, 50, float.PositiveInfinity, 1),
        new Detection(5000, 10, 50, 50, 1),
        new Detection(-500, 10, 50, 50, 1),
        new Detection(10, 10, 1e9f, 1e9f, 1),
    ];

    [Theory]
    [MemberData(nameof(Impossible))]
    public void BoxThatCannotBeAFace_IsNotPrepared(Detection face)
    {
        using var encoder = TestModels.OpenOrSkip().CreateEncoder();
        Assert.False(encoder.Prepare(new BgrImage(new byte[300 * 200 * 3], 300, 200), face, new byte[FaceEncoder.AlignedBytes], out var measures));
        Assert.Equal(default, measures);
    }

    [Fact]
    public void FaceAtTheVeryEdge_IsPreparedWithoutLeavingThePicture()
    {
        using var encoder = TestModels.OpenOrSkip().CreateEncoder();
        var aligned = new byte[FaceEncoder.AlignedBytes];
        foreach (var face in new Detection[] { new(-30, -30, 60, 60, 1), new(280, 190, 60, 60, 1), new(-100, -100, 500, 500, 1), new(0, 0, 300, 200, 1) })
            encoder.Prepare(new BgrImage(new byte[300 * 200 * 3], 300, 200), face, aligned, out _);
    }

    [Fact]
    public void FivePoints_LieWhereAPortraitHasThem()
    {
        using var chain = new StillFaces(TestModels.OpenOrSkip());
        var face = chain.Central(Path.Combine(TestData.Demo, "people", "03", "portrait.jpg"))!;
        var (points, box) = (face.Measures.Points, face.Measures.Face);

        Assert.True(points.LeftEye.X < points.Nose.X && points.Nose.X < points.RightEye.X);
        Assert.True(points.LeftEye.Y < points.Nose.Y && points.Nose.Y < points.LeftMouth.Y);
        Assert.InRange(points.LeftEye.X, box.X, box.X + box.Width);
        Assert.InRange(points.RightMouth.Y, box.Y, box.Y + box.Height);
        Assert.InRange(face.Measures.AlignmentError, 0, 6);
        Assert.Equal(points.RightEye.X - points.LeftEye.X, face.Measures.InterEyeDistance, 1f);
    }

    [Fact]
    public void TurnedViews_HaveMoreYawThanThePortrait()
    {
        using var chain = new StillFaces(TestModels.OpenOrSkip());
        var more = 0;
        for (var person = 1; person <= 24; person++)
        {
            var folder = Path.Combine(TestData.Demo, "people", $"{person:00}");
            var portrait = chain.Central(Path.Combine(folder, "portrait.jpg"))!.Measures.Yaw;
            var turned = chain.Central(Path.Combine(folder, "v1_yaw.jpg"))!.Measures.Yaw;
            more += MathF.Abs(turned) > MathF.Abs(portrait) + 5 ? 1 : 0;
        }

        Assert.InRange(more, 22, 24);
    }

    [Fact]
    public void Template_HasLengthOne_AndDependsOnNothingThatWasEmbeddedBefore()
    {
        using var encoder = TestModels.OpenOrSkip().CreateEncoder();
        var (first, second, again) = (new float[encoder.Dimension], new float[encoder.Dimension], new float[encoder.Dimension]);
        var one = Aligned(1);
        encoder.Embed(one, first, out var norm);
        encoder.Embed(Aligned(2), second, out _);
        encoder.Embed(one, again, out _);

        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        Assert.Equal(1, MathF.Sqrt(first.Sum(v => v * v)), 1e-5f);
        Assert.True(norm > 0);
    }

    private static byte[] Aligned(int seed)
    {
        var pixels = new byte[FaceEncoder.AlignedBytes];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }
}
