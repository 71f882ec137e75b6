using System.Globalization;
using System.Xml.Linq;
using Lfr.Inference.Faces;
using Lfr.Tests.Support;

namespace Lfr.Tests.Faces;

public class FaceDetectorTests(ITestOutputHelper output)
{
    [Fact]
    public void GroupPhotographs_EveryAnnotatedFaceIsFound()
    {
        using var chain = new StillFaces(TestModels.OpenOrSkip());
        var folder = TestData.EvaluationOrSkip("multi", "dlib_faces");
        int annotated = 0, found = 0, extra = 0;
        foreach (var list in new[] { "training.xml", "testing.xml" })
        {
            foreach (var image in XDocument.Load(Path.Combine(folder, list)).Descendants("image"))
            {
                var truth = image.Elements("box").Select(b => new Detection(Number(b, "left"), Number(b, "top"), Number(b, "width"), Number(b, "height"), 1)).ToArray();
                var faces = chain.Find(Path.Combine(folder, image.Attribute("file")!.Value));
                annotated += truth.Length;
                found += truth.Count(t => faces.Any(f => f.Overlap(t) >= 0.3f));
                extra += faces.Count(f => truth.All(t => f.Overlap(t) < 0.3f));
            }
        }

        output.WriteLine($"{found} of {annotated} annotated faces found, {extra} other boxes");
        Assert.Equal(43, annotated);
        Assert.Equal(43, found);
        Assert.True(extra <= 6);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2000)]
    [InlineData(2000, 3)]
    [InlineData(31, 33)]
    [InlineData(320, 320)]
    [InlineData(321, 17)]
    [InlineData(1921, 1081)]
    public void PictureOfAnySize_WithoutAFace_HasNone(int width, int height)
    {
        using var detector = TestModels.OpenOrSkip().CreateDetector();
        var found = new List<Detection> { default };
        var pixels = new byte[width * height * 3];
        pixels.AsSpan().Fill(90);

        detector.Detect(new BgrImage(pixels, width, height), 0.7f, found);

        Assert.Empty(found);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(480)]
    [InlineData(1000)]
    [InlineData(2200)]
    public void Face_IsFoundAtTheSamePlace_HoweverLargeThePictureIs(int side)
    {
        using var detector = TestModels.OpenOrSkip().CreateDetector();
        var file = File.ReadAllBytes(Path.Combine(TestData.Demo, "people", "03", "portrait.jpg"));
        using var small = Picture.Decode(file);
        var pixels = new byte[side * side * 3];
        pixels.AsSpan().Fill(127);
        using var portrait = Picture.Decode(file, Math.Min(side, 600));
        var (left, top) = ((side - portrait.Width) / 2, (side - portrait.Height) / 2);
        for (var y = 0; y < portrait.Height; y++)
            portrait.Image.Row(y).CopyTo(pixels.AsSpan((((top + y) * side) + left) * 3));
        var alone = new List<Detection>();
        var within = new List<Detection>();

        detector.Detect(portrait.Image, 0.7f, alone);
        detector.Detect(new BgrImage(pixels, side, side), 0.7f, within);

        var moved = Assert.Single(within);
        Assert.True(moved.Overlap(alone[0] with { X = alone[0].X + left, Y = alone[0].Y + top }) > 0.7f);
    }

    [Fact]
    public void ManySizes_OneAfterTheOther_GiveTheSameAsADetectorOfTheirOwn()
    {
        var models = TestModels.OpenOrSkip();
        using var shared = models.CreateDetector();
        var file = File.ReadAllBytes(Path.Combine(TestData.Demo, "people", "05", "portrait.jpg"));
        var found = new List<Detection>();
        var alone = new List<Detection>();
        foreach (var side in new[] { 600, 200, 580, 330, 560, 250, 540, 420, 520, 600, 200 })
        {
            using var picture = Picture.Decode(file, side);
            using var fresh = models.CreateDetector();
            shared.Detect(picture.Image, 0.7f, found);
            fresh.Detect(picture.Image, 0.7f, alone);
            Assert.Equal(alone, found);
        }
    }

    [Fact]
    public void SteadyState_AllocatesNothing_FromFrameToTemplate()
    {
        var models = TestModels.OpenOrSkip();
        using var detector = models.CreateDetector();
        using var encoder = models.CreateEncoder();
        using var picture = Picture.Decode(File.ReadAllBytes(Path.Combine(TestData.Demo, "people", "03", "portrait.jpg")));
        var found = new List<Detection>(64);
        var aligned = new byte[FaceEncoder.AlignedBytes];
        var template = new float[encoder.Dimension];
        for (var i = 0; i < 3; i++)
            Frame();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            Frame();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Frame()
        {
            detector.Detect(picture.Image, 0.7f, found);
            if (!encoder.Prepare(picture.Image, found[0], aligned, out var measures) || !models.LiveGates.Passes(measures))
                throw new InvalidOperationException("The face was not prepared.");
            encoder.Embed(aligned, template, out _);
        }
    }

    private static float Number(XElement box, string name) => float.Parse(box.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
