using Lfr.Inference.Evaluation;
using Lfr.Inference.Faces;
using Lfr.Shared.Live;
using Lfr.Tests.Support;

namespace Lfr.Tests.Faces;

/// <summary>Covered eyes and mouths: how many are named, and how many plain faces are objected to for nothing.</summary>
public sealed class CoverMeasuresTests(ITestOutputHelper output) : IDisposable
{
    private readonly PhotographEnrolment enrolment = new(TestModels.OpenOrSkip());
    private readonly FaceDetector detector = TestModels.OpenOrSkip().CreateDetector();
    private readonly FaceEncoder encoder = TestModels.OpenOrSkip().CreateEncoder();

    public void Dispose()
    {
        enrolment.Dispose();
        detector.Dispose();
        encoder.Dispose();
    }

    [Fact]
    public void MaskOnAPhotograph_IsNamed()
    {
        var cover = Look(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Faces", "Files", "mask-04.jpg")))!;

        Assert.Equal("The mouth is", cover.Hidden());
        Assert.InRange(cover.EyesVisible, FaceCover.Least, 100);
    }

    /// <summary>
    /// How many of the 24 synthetic people are named; a picture that is refused needs no name. Whatever the threshold, the measure falls with the cover for nearly everybody.
    /// </summary>
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public void WhatIsDrawnOverAFace_IsNamed_AndNothingElse()
    {
        (string What, int LeastEyes, int MostEyes, int LeastMouth, int MostMouth)[] expected =
        [
            ("plain", 0, 0, 0, 0), ("clear glasses", 0, 0, 0, 0), ("sunglasses", 23, 24, 0, 1), ("hand on the eyes", 18, 24, 0, 2),
            ("mask", 0, 1, 24, 24), ("flat mask", 0, 1, 24, 24), ("mask below the nose", 0, 1, 21, 24), ("scarf", 0, 1, 18, 24), ("hand on the mouth", 0, 1, 13, 24),
        ];
        var plain = new FaceCover?[25];
        var wrong = new List<string>();
        foreach (var (what, leastEyes, mostEyes, leastMouth, mostMouth) in expected)
        {
            int eyes = 0, mouth = 0, refused = 0, falls = 0;
            for (var person = 1; person <= 24; person++)
            {
                if (Look(Drawn(person, what)) is not { } cover)
                {
                    refused++;
                    continue;
                }

                plain[person] = what == "plain" ? cover : plain[person];
                (eyes, mouth) = (eyes + (cover.EyesVisible < FaceCover.Least ? 1 : 0), mouth + (cover.MouthOcclusionPrevention < FaceCover.Least ? 1 : 0));
                falls += (mostEyes > mostMouth ? cover.EyesVisible < plain[person]!.EyesVisible : cover.MouthOcclusionPrevention < plain[person]!.MouthOcclusionPrevention) ? 1 : 0;
            }

            output.WriteLine($"{what}: eyes named in {eyes}, mouth in {mouth}, refused {refused} of 24; the measure falls for {falls}");
            if (eyes > mostEyes || eyes + (mostEyes > 2 ? refused : 0) < leastEyes || mouth > mostMouth || mouth + (mostMouth > 2 ? refused : 0) < leastMouth
                || (mostEyes + mostMouth > 2 && falls + refused < 23))
                wrong.Add($"{what}: eyes {eyes}, mouth {mouth}, refused {refused}, falls {falls}");
        }

        Assert.Empty(wrong);
    }

    /// <summary>Real faces, every sixth of them: <c>evaluate covered</c> prints the figures of all.</summary>
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public void PlainFaces_AreHardlyEverObjectedTo()
    {
        var folder = TestData.EvaluationOrSkip("lfw");
        string[] pictures = [.. Directory.GetFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where((_, i) => i % 6 == 0)];

        var covers = PictureTemplates.ForEach(TestModels.OpenOrSkip(), pictures, static (bench, picture) => bench.Cover(picture.Image), static () => { }, TestContext.Current.CancellationToken);

        var result = CoveredResult.Of(covers);
        output.WriteLine($"{result.Faces} faces: eyes {result.Eyes.Count}, mouth {result.Mouth.Count}, either {result.Either}");
        Assert.True(result.Either <= 0.02 * result.Faces, $"{result.Either} of {result.Faces}");
    }

    private FaceCover? Look(byte[] file) => enrolment.Enrol(file, TestContext.Current.CancellationToken) is EnrolmentOutcome.Enrolled face ? face.Named.Cover : null;

    private byte[] Drawn(int person, string what)
    {
        using var portrait = Picture.Decode(File.ReadAllBytes(Path.Combine(TestData.Demo, "people", $"{person:00}", "portrait.jpg")));
        var found = new List<Detection>();
        detector.Detect(portrait.Image, 0.6f, found);
        Assert.True(encoder.Prepare(portrait.Image, found.MaxBy(f => f.Height), new byte[FaceEncoder.AlignedBytes], out var measures));
        return Covered.With(portrait, measures.Points, what, person);
    }
}
