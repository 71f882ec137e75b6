using Lfr.Inference.Evaluation;
using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;
using Lfr.Tests.Support;

namespace Lfr.Tests.Faces;

/// <summary>Each named measure goes the way its comment says when a synthetic portrait gets worse in steps.</summary>
public sealed class EnrolmentQualityTests : IDisposable
{
    private readonly FaceDetector _detector = TestModels.OpenOrSkip().CreateDetector();
    private readonly FaceEncoder _encoder = TestModels.OpenOrSkip().CreateEncoder();

    public static TheoryData<string> People => ["02", "09", "16"];

    public void Dispose()
    {
        _detector.Dispose();
        _encoder.Dispose();
    }

    [Theory]
    [MemberData(nameof(People))]
    public void Sharpness_FallsWithBlur(string person) => AssertFalls(person, q => q.Sharpness, 1, (p, step) => Degradation.Blur(p.Image, step), 1, 2, 3);

    [Theory]
    [MemberData(nameof(People))]
    public void UnderExposure_RisesAsThePictureDarkens(string person) =>
        AssertFalls(person, q => q.UnderExposure, -1, (p, share) => Degradation.Expose(p.Image, share), 0.5, 0.25, 0.12);

    [Theory]
    [MemberData(nameof(People))]
    public void OverExposure_RisesAsThePictureBurnsOut(string person) =>
        AssertFalls(person, q => q.OverExposure, -1, (p, factor) => Degradation.Expose(p.Image, factor), 1.8, 2.1, 2.4);

    [Theory]
    [MemberData(nameof(People))]
    public void DynamicRange_FallsAsThePictureDarkens(string person) =>
        AssertFalls(person, q => q.DynamicRange, 1, (p, share) => Degradation.Expose(p.Image, share), 0.5, 0.25, 0.12);

    [Theory]
    [MemberData(nameof(People))]
    public void InterEyeDistance_FallsWithTheSizeOfThePicture(string person) =>
        AssertFalls(person, q => q.InterEyeDistance, 1, Redrawn.Smaller, 0.7, 0.5, 0.35);

    [Theory]
    [MemberData(nameof(People))]
    public void CropMargin_FallsAsThePictureIsCutNearerToTheFace(string person) =>
        AssertFalls(person, q => q.CropMargin, 1, Redrawn.Cut, 0.04, 0.08, 0.12);

    [Theory]
    [MemberData(nameof(People))]
    public void HeadSize_RisesAsThePictureIsCutNearerToTheFace(string person) =>
        AssertFalls(person, q => q.HeadSize, -1, Redrawn.Cut, 0.08, 0.16);

    [Theory]
    [MemberData(nameof(People))]
    public void Roll_GrowsAsThePictureIsTurned(string person) => AssertFalls(person, q => q.Roll, -1, Redrawn.Turned, 8, 16, 24);

    /// <summary>Light from the side on an evenly lit grey face: on portraits, whose own light comes from somewhere, a little may first even it out.</summary>
    [Fact]
    public void IlluminationUniformity_FallsAsLightComesFromOneSide()
    {
        var random = new Random(5);
        var grey = new byte[FaceEncoder.AlignedBytes];
        for (var i = 0; i < grey.Length; i += 3)
            grey.AsSpan(i, 3).Fill((byte)random.Next(150, 230));
        var last = 101f;
        foreach (var dark in new[] { 1, 0.7, 0.4, 0.1 })
        {
            using var lit = Degradation.LightFromTheLeft(new BgrImage(grey, FaceEncoder.AlignedSide, FaceEncoder.AlignedSide), dark);
            var uniformity = LuminanceMeasures.Of(lit.Image.Pixels).IlluminationUniformity;
            Assert.True(uniformity < last, $"{uniformity} after {last} at {dark}");
            last = uniformity;
        }
    }

    [Fact]
    public void Luminance_OfFlatFaces_IsKnownByHand()
    {
        var face = new byte[FaceEncoder.AlignedBytes];
        Assert.Equal(new LuminanceMeasures(1, 0, 100, 0), LuminanceMeasures.Of(face));
        face.AsSpan().Fill(255);
        Assert.Equal(new LuminanceMeasures(0, 1, 100, 0), LuminanceMeasures.Of(face));
    }

    /// <summary>The nose lies 0.6 of the distance between the eyes before the face: at 45 degrees it is seen that much lower or higher.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(24, 45)]
    [InlineData(-24, -45)]
    public void Pitch_FollowsTheNoseDownTheFace(float lower, float degrees)
    {
        var points = new FivePoints(new(100, 100), new(140, 100), new(120, 125 + lower), new(105, 150), new(135, 150));
        Assert.Equal(degrees, HeadPose.Pitch(points), 0.01f);
        Assert.Equal(0, HeadPose.Roll(points));
    }

    [Fact]
    public void Margin_IsTheNearestEdge_OfThePartThatIsKept()
    {
        Assert.Equal(0.5f, new Surroundings(new PictureArea(0, 0, 400, 500)).Margin(new Detection(100, 20, 120, 150, 1), 40));
        Assert.Equal(-0.25f, new Surroundings(new PictureArea(100, 100, 400, 500)).Margin(new Detection(90, 130, 120, 150, 1), 40));
    }

    [Fact]
    public void SecondFace_IsZero_ForAPhotographOfOnePerson()
    {
        using var enrolment = new PhotographEnrolment(TestModels.OpenOrSkip());
        var file = File.ReadAllBytes(Path.Combine(TestData.Demo, "people", "02", "portrait.jpg"));
        var named = Assert.IsType<EnrolmentOutcome.Enrolled>(enrolment.Enrol(file, TestContext.Current.CancellationToken)).Named;
        Assert.Equal(0, named.SecondFace);
        Assert.InRange(named.HeadSize, 0.2f, 0.8f);
        Assert.InRange(named.Pitch, -20, 20);
    }

    /// <param name="person">Synthetic person.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="sign">1 when it falls with each step, -1 when it rises.</param>
    /// <param name="worse">Makes a portrait worse by a step.</param>
    /// <param name="steps">From little to much.</param>
    private void AssertFalls(string person, Func<EnrolmentQuality, float> measure, int sign, Func<Picture, double, Picture> worse, params double[] steps)
    {
        using var portrait = Picture.Decode(File.ReadAllBytes(Path.Combine(TestData.Demo, "people", person, "portrait.jpg")));
        var last = measure(Measure(portrait));
        foreach (var step in steps)
        {
            using var picture = worse(portrait, step);
            var now = measure(Measure(picture));
            Assert.True(sign * now < sign * last, $"{now} at {step}, {last} before");
            last = now;
        }
    }

    private EnrolmentQuality Measure(Picture picture)
    {
        var found = new List<Detection>();
        _detector.Detect(picture.Image, 0.5f, found);
        var aligned = new byte[FaceEncoder.AlignedBytes];
        Assert.True(_encoder.Prepare(picture.Image, found.MaxBy(f => f.Height), aligned, out var measures));
        return EnrolmentQuality.Of(measures, LuminanceMeasures.Of(aligned), CoverMeasures.Of(aligned), 0, new Surroundings(new PictureArea(0, 0, picture.Width, picture.Height)));
    }
}
