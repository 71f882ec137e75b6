using System.Runtime.InteropServices;
using System.Text;
using Lfr.Inference.Faces;
using Lfr.Tests.Support;
using SkiaSharp;

namespace Lfr.Tests.Faces;

public sealed class PhotographEnrolmentTests : IDisposable
{
    private readonly PhotographEnrolment _enrolment = new(TestModels.OpenOrSkip());

    public static TheoryData<string> People => [.. Enumerable.Range(1, 24).Select(i => $"{i:00}")];

    public void Dispose() => _enrolment.Dispose();

    [Theory]
    [MemberData(nameof(People))]
    public void PortraitOfEachSyntheticPerson_IsEnrolled(string person)
    {
        var outcome = Enrol(Portrait(person));

        Assert.False(outcome is EnrolmentOutcome.Refused, (outcome as EnrolmentOutcome.Refused)?.Sentence);
        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(outcome);
        var template = MemoryMarshal.Cast<byte, float>(enrolled.Template);
        Assert.Equal(512, template.Length);
        Assert.Equal(1, MathF.Sqrt(template.ToArray().Sum(v => v * v)), 1e-4f);
        Assert.True(enrolled.Quality.EmbeddingNorm >= 2.8f);
        Assert.True(enrolled.Quality.FaceHeight >= 110);
        Assert.InRange(enrolled.Quality.Yaw, -12, 12);
        Assert.InRange(enrolled.Box.X, 0, 480);
        Assert.InRange(enrolled.Box.Y + enrolled.Box.Height, 0, 600);
    }

    [Fact]
    public void SamePhotograph_GivesTheSameTemplate_FromAnyThread()
    {
        var file = Portrait("03");
        var expected = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(file)).Template;

        Parallel.For(0, 6, _ => Assert.Equal(expected, Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(file)).Template));
    }

    [Fact]
    public void CleanJpeg_HoldsNothingOfTheUploadButItsPixels()
    {
        var file = UploadFiles.WithComment(UploadFiles.WithOrientation(Portrait("05"), 1), "GPS 51.5761,0.1837 secret-comment"u8);
        file = [.. file, .. "<script>alert('trailing garbage')</script>PK\x03\x04"u8];

        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(file));

        var text = Encoding.Latin1.GetString(enrolled.CleanJpeg);
        Assert.DoesNotContain("secret-comment", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", text, StringComparison.Ordinal);
        Assert.DoesNotContain("script", text, StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xD8], enrolled.CleanJpeg.Take(2));
        Assert.Equal([0xFF, 0xD9], enrolled.CleanJpeg.TakeLast(2));
        Assert.True(Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(Portrait("05"))).Template.AsSpan().SequenceEqual(enrolled.Template));
    }

    [Fact]
    public void PhotographLyingOnItsSide_IsTurnedUpright_ByItsTag()
    {
        using var upright = SKBitmap.Decode(Portrait("07"));
        var lying = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, upright.Height, upright.Width, (x, y) => upright.GetPixel(upright.Width - 1 - y, x));

        var turned = Enrol(UploadFiles.WithOrientation(lying, 8));

        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(UploadFiles.WithOrientation(lying, 6)) is EnrolmentOutcome.Enrolled right ? right : turned);
        using var clean = Picture.Decode(enrolled.CleanJpeg);
        Assert.Equal((480, 600), (clean.Width, clean.Height));
    }

    [Fact]
    public void PictureWithoutAFace_IsRefused()
    {
        var refused = Refused(UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 400, 400, (x, y) => new SKColor((byte)x, (byte)y, 128)));

        Assert.Equal("no-face", refused.Code);
        Assert.StartsWith("No face was found", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void PictureOfTwoPeople_IsRefused_WithTheirNumber()
    {
        using var left = SKBitmap.Decode(Portrait("01"));
        using var right = SKBitmap.Decode(Portrait("02"));
        var both = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 960, 600, (x, y) => x < 480 ? left.GetPixel(x, y) : right.GetPixel(x - 480, y));

        var refused = Refused(both);

        Assert.Equal("several-faces", refused.Code);
        Assert.StartsWith("There are 2 faces in the picture.", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void FaceTooSmall_IsRefused_WithItsHeightAndWhatItNeeds()
    {
        using var portrait = SKBitmap.Decode(Portrait("09"));
        using var small = portrait.Resize(new SKImageInfo(144, 180), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        var file = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 500, 500, (x, y) => x < 144 && y < 180 ? small.GetPixel(x, y) : SKColors.Gray);

        var refused = Refused(file);

        Assert.Equal("face-too-small", refused.Code);
        Assert.Matches("^The face is [0-9]+ px high; it needs 110\\.$", refused.Sentence);
    }

    /// <summary>A head in a large scene: what the small copy shows of it is not what the file has.</summary>
    [Theory]
    [InlineData(4000, 3000, 360)]
    [InlineData(4000, 3000, 600)]
    [InlineData(2300, 1700, 360)]
    [InlineData(7600, 5200, 360)]
    [InlineData(3000, 4000, 2400)]
    public void FaceInALargePicture_IsMeasuredAndKept_InTheFilesOwnPixels(int width, int height, int portraitHeight)
    {
        var small = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(Portrait("05")));
        var expected = small.Quality.FaceHeight * portraitHeight / 600;

        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(Scene("05", width, height, portraitHeight)));

        // The detector's boxes differ by a tenth with the size of the face; the landmarks do not.
        Assert.InRange(enrolled.Quality.FaceHeight, expected * 0.87, expected * 1.13);
        Assert.InRange(enrolled.Quality.InterEyeDistance, 0.95 * small.Quality.InterEyeDistance * portraitHeight / 600, 1.05 * small.Quality.InterEyeDistance * portraitHeight / 600);
        Assert.InRange(enrolled.Box.Height, Math.Min(520, expected * 0.87), expected * 1.13);
        using var kept = Picture.Decode(enrolled.CleanJpeg);
        Assert.True(Math.Max(kept.Width, kept.Height) <= PhotographEnrolment.CleanSide);
        Assert.InRange(enrolled.Box.Y + (enrolled.Box.Height / 2), kept.Height * 0.4, kept.Height * 0.6);
        Assert.True(
            System.Numerics.Tensors.TensorPrimitives.Dot(MemoryMarshal.Cast<byte, float>(small.Template), MemoryMarshal.Cast<byte, float>(enrolled.Template)) > 0.85f);
    }

    [Fact]
    public void LargePicture_IsEnrolledFromTwoBoundedViews_AsFromTheFileItself()
    {
        var file = Scene("05", 4000, 3000, 360);
        using var whole = Picture.Decode(file, PhotographEnrolment.FirstView(default));

        var look = _enrolment.Look(whole, default, TestContext.Current.CancellationToken);

        var closer = Assert.IsType<CloserLook>(look.Closer);
        Assert.Null(look.Outcome);
        Assert.Equal(PhotographEnrolment.WorkingSide, closer.View.MaximumSide);
        using var part = Picture.Decode(file, closer.View);
        Assert.True(part.Width < 800 && part.Height < 800, $"{part.Width} × {part.Height} for a face of 130 px");
        var there = Assert.IsType<EnrolmentOutcome.Enrolled>(_enrolment.Enrol(part, closer, TestContext.Current.CancellationToken));
        Assert.Equal(Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(file)).Template, there.Template);
    }

    [Fact]
    public void PngLyingOnItsSide_IsTurnedUpright_ByItsTag()
    {
        using var upright = SKBitmap.Decode(Portrait("07"));
        var lying = UploadFiles.Encoded(SKEncodedImageFormat.Png, upright.Height, upright.Width, (x, y) => upright.GetPixel(upright.Width - 1 - y, x));

        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(UploadFiles.PngWithOrientation(lying, 6, behind: true)));

        using var clean = Picture.Decode(enrolled.CleanJpeg);
        Assert.Equal((480, 600), (clean.Width, clean.Height));
    }

    [Theory]
    [InlineData(0, "01")]
    [InlineData(1, "02")]
    public void FaceThatAPersonPicked_IsEnrolled_AndNeverTheLargestByItself(int picked, string person)
    {
        using var left = SKBitmap.Decode(Portrait("01"));
        using var right = SKBitmap.Decode(Portrait("02"));
        var both = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 960, 600, (x, y) => x < 480 ? left.GetPixel(x, y) : right.GetPixel(x - 480, y));
        var shown = Assert.IsType<PhotographShown>(Refused(both).Shown);
        Assert.Equal(2, shown.Faces.Count);

        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(
            _enrolment.Enrol(both, new PhotographChoice(Face: shown.Faces[picked]), TestContext.Current.CancellationToken));

        var alone = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(Portrait(person)));
        Assert.True(System.Numerics.Tensors.TensorPrimitives.Dot(MemoryMarshal.Cast<byte, float>(alone.Template), MemoryMarshal.Cast<byte, float>(enrolled.Template)) > 0.85f);
        // The other person is on no list: only one face is left in the picture that is kept.
        Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(enrolled.CleanJpeg));
    }

    [Theory]
    [InlineData(0, "01")]
    [InlineData(5_000, "02")]
    public void PictureThatAPersonCropped_HoldsNobodyElse(int from, string person)
    {
        using var left = SKBitmap.Decode(Portrait("01"));
        using var right = SKBitmap.Decode(Portrait("02"));
        var both = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 960, 600, (x, y) => x < 480 ? left.GetPixel(x, y) : right.GetPixel(x - 480, y));

        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(
            _enrolment.Enrol(both, new PhotographChoice(Crop: new PictureCrop(from, 0, 5_000, 10_000)), TestContext.Current.CancellationToken));

        var alone = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(Portrait(person)));
        Assert.True(Cosine(alone.Template, enrolled.Template) > 0.85f);
        using var clean = Picture.Decode(enrolled.CleanJpeg);
        Assert.Equal((480, 600), (clean.Width, clean.Height));
    }

    [Fact]
    public void LargePicture_CroppedByAPerson_IsMeasuredInItsOwnPixels()
    {
        using var portrait = SKBitmap.Decode(Portrait("05"));
        var large = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 4000, 3000, (x, y) => x is >= 2000 and < 2480 && y is >= 1000 and < 1600 ? portrait.GetPixel(x - 2000, y - 1000) : SKColors.Gray);

        var whole = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(large));
        var cropped = Assert.IsType<EnrolmentOutcome.Enrolled>(
            _enrolment.Enrol(large, new PhotographChoice(Crop: new PictureCrop(5_000, 3_000, 1_250, 2_500)), TestContext.Current.CancellationToken));

        Assert.InRange(cropped.Quality.FaceHeight, whole.Quality.FaceHeight - 6, whole.Quality.FaceHeight + 6);
        Assert.True(Cosine(whole.Template, cropped.Template) > 0.9f);
        using var clean = Picture.Decode(cropped.CleanJpeg);
        Assert.Equal((500, 750), (clean.Width, clean.Height));
    }

    [Fact]
    public void PictureThatAPersonTurned_IsEnrolledUpright()
    {
        using var upright = SKBitmap.Decode(Portrait("07"));
        var lying = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, upright.Height, upright.Width, (x, y) => upright.GetPixel(upright.Width - 1 - y, x));
        var refused = Refused(lying);
        Assert.Equal((600, 480), (refused.Shown!.Width, refused.Shown.Height));

        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(_enrolment.Enrol(lying, new PhotographChoice(QuarterTurns: 1), TestContext.Current.CancellationToken));

        using var clean = Picture.Decode(enrolled.CleanJpeg);
        Assert.Equal((480, 600), (clean.Width, clean.Height));
    }

    [Fact]
    public void FaceThatFillsThePicture_IsPaddedAndEnrolled_AsTheSamePerson()
    {
        var whole = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(Portrait("14")));
        using var portrait = SKBitmap.Decode(Portrait("14"));
        var box = whole.Box;
        var (left, top, width, height) = ((int)(box.X - 8), (int)(box.Y - 8), (int)(box.Width + 16), (int)(box.Height + 16));
        var tight = UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, width, height, (x, y) => portrait.GetPixel(left + x, top + y));

        var enrolled = Assert.IsType<EnrolmentOutcome.Enrolled>(Enrol(tight));

        Assert.True(Cosine(whole.Template, enrolled.Template) > 0.8f);
        Assert.InRange(enrolled.Box.X, 0, width);
        Assert.InRange(enrolled.Box.X + enrolled.Box.Width, 0, width + 0.5f);
    }

    [Fact]
    public void HeavilyBlurredFace_IsRefused()
    {
        using var portrait = SKBitmap.Decode(Portrait("10"));
        using var tiny = portrait.Resize(new SKImageInfo(24, 30), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var blurred = tiny.Resize(new SKImageInfo(480, 600), new SKSamplingOptions(SKCubicResampler.Mitchell));
        using var file = blurred.Encode(SKEncodedImageFormat.Jpeg, 95);

        Assert.IsType<EnrolmentOutcome.Refused>(Enrol(file.ToArray()));
    }

    [Fact]
    public void FileThatIsNoPicture_IsRefused_WithTheDecodersSentence()
    {
        Assert.Equal("empty", Refused([]).Code);
        Assert.Equal("not-a-picture", Refused("MZ this is a program"u8.ToArray()).Code);
        Assert.Equal("animated", Refused(UploadFiles.AnimatedWebp()).Code);
    }

    [Fact]
    public void Cancelled_StopsBeforeTheModelsRun()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => _enrolment.Enrol(Portrait("01"), cancelled.Token));
    }

    private static byte[] Portrait(string person) => File.ReadAllBytes(Path.Combine(TestData.Demo, "people", person, "portrait.jpg"));

    private static float Cosine(byte[] a, byte[] b) =>
        System.Numerics.Tensors.TensorPrimitives.Dot(MemoryMarshal.Cast<byte, float>(a), MemoryMarshal.Cast<byte, float>(b));

    /// <summary>A portrait of that height in the middle of a plain scene.</summary>
    private static byte[] Scene(string person, int width, int height, int portraitHeight)
    {
        using var portrait = SKBitmap.Decode(Portrait(person));
        using var scene = new SKBitmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(scene);
        canvas.Clear(new SKColor(120, 124, 130));
        using var image = SKImage.FromBitmap(portrait);
        var portraitWidth = portraitHeight * 0.8f;
        canvas.DrawImage(
            image, SKRect.Create((width - portraitWidth) / 2, (height - portraitHeight) / 2f, portraitWidth, portraitHeight), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        using var jpeg = scene.Encode(SKEncodedImageFormat.Jpeg, 92);
        return jpeg.ToArray();
    }

    private EnrolmentOutcome Enrol(byte[] file) => _enrolment.Enrol(file, TestContext.Current.CancellationToken);

    private EnrolmentOutcome.Refused Refused(byte[] file) => Assert.IsType<EnrolmentOutcome.Refused>(Enrol(file));
}
