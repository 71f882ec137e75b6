using Lfr.Inference.Evaluation;
using Lfr.Inference.Faces;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Faces;
using Lfr.Tests.Support;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Photographs;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>The guides for a fresh photograph against the synthetic people: portraits meet them, and a portrait spoilt in one respect misses that one.</summary>
public sealed class EnrolmentMeasuresTests : IDisposable
{
    private static readonly FaceQuality Kept = new(180, 96, 300, 120, 3, 1, 20, 0.99f);
    private static readonly EnrolmentQuality Named = new(96, 0.35f, 3, 4, 1, 300, 0, 0, 85, 80, 2, 0, new FaceCover(99, 98));
    private static readonly string[] Everybody = [.. Enumerable.Range(1, 24).Select(n => $"{n:00}")];
    private readonly PhotographEnrolment enrolment = new(TestModels.OpenOrSkip());

    public static TheoryData<string, string> Spoilt => new()
    {
        { "a fifth of the light", "Brightness, Too dark to see, Sharpness, Contrast" },
        { "twice the light", "Brightness, Burnt out, Contrast" },
        { "blurred", "Sharpness" },
        { "light from one side", "Light on both sides" },
        { "cut", "Room around the face" },
        { "small", "Eyes apart" },
        { "tilted", "Tilted" },
        { "far away", "Head size" },
        { "another person", "Another face" },
    };

    public void Dispose() => enrolment.Dispose();

    [Fact]
    public void Portraits_OfTheSyntheticPeople_MeetEveryGuide()
    {
        foreach (var person in Everybody)
        {
            var measures = Look(CompiledList.Portrait(person));
            Assert.True(Missed(measures).Length == 0, $"{person}: {Missed(measures)}");
            Assert.Equal("good", PhotographQuality.Word(measures));
        }
    }

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void Portrait_SpoiltInOneRespect_MissesThatGuide(string how, string guides)
    {
        foreach (var person in new[] { "02", "09", "16" })
        {
            using var portrait = Picture.Decode(CompiledList.Portrait(person));
            using var spoilt = Spoil(portrait, how);
            var missed = Missed(Look(JpegEncoder.Encode(spoilt.Image, 95, 2400)));

            Assert.True(guides.Split(", ").Order().SequenceEqual(missed.Split(", ").Order()), $"{person} {how}: {missed}");
        }
    }

    [Fact]
    public void ViewsFromTheSide_AreMostlyTurnedTooFar_AndNeverBentTooFar()
    {
        var views = Everybody.Select(person => Look(View(person, "v1_yaw"))).ToArray();

        Assert.All(views, measures => Assert.DoesNotContain("Bent down or back", Missed(measures), StringComparison.Ordinal));
        Assert.InRange(views.Count(measures => Missed(measures).Contains("Turned aside", StringComparison.Ordinal)), 18, 24);
    }

    [Fact]
    public void ViewsWithLightFromTheSide_MostlyMissItsGuide() =>
        Assert.InRange(Everybody.Count(person => Missed(Look(View(person, "v2_side_light"))).Contains("Light on both sides", StringComparison.Ordinal)), 14, 24);

    [Fact]
    public void FreshPhotograph_IsMeasuredByTheGuides_ThatItsEntryIsMeasuredByLater()
    {
        var dark = Kept with { Brightness = 40, InterEyeDistance = 55, Yaw = -20.4f, Sharpness = 149.6f };
        var fresh = EnrolmentMeasures.Of(Named with { InterEyeDistance = 55, Yaw = -20.4f, Sharpness = 149.6f }, dark);

        foreach (var kept in PhotographQuality.Measures(dark).Where(m => m.Name != "Face height"))
            Assert.Equal(kept, fresh.Single(m => m.Name == kept.Name) with { Advice = "" });
    }

    [Fact]
    public void EveryMeasure_HasAnAdvice_AndANameOfItsOwn()
    {
        var measures = EnrolmentMeasures.Of(Named, Kept);

        Assert.Equal(15, measures.Select(m => m.Name).Distinct().Count());
        Assert.All(measures, m => Assert.EndsWith(".", m.Advice, StringComparison.Ordinal));
        Assert.All(measures, m => Assert.True(m.Met, m.Name));
    }

    [Fact]
    public void ValueThatMissesItsGuide_IsNeverShownAsReachingIt()
    {
        var measures = EnrolmentMeasures.Of(
            new EnrolmentQuality(59.9f, 0.1999f, -20.1f, 25.2f, -15.3f, 149.9f, 0.1004f, 0.0501f, 54.9f, 59.7f, 0.49f, 0.152f, new FaceCover(49.9f, 12.3f)), Kept with { Brightness = 210.3f });

        Assert.All(measures, m => Assert.False(m.Met, m.Name));
        Assert.Equal(
            "16 % as high | 49 % | 12 % | 19 % of the height | 29 px | 59 px | 149 | 21° | 26° | 16° | 211 | 11 % of the face | 6 % of the face | 54 % alike | 59",
            string.Join(" | ", measures.Select(m => m.Value)));
    }

    [Fact]
    public void FaceThatIsCutOff_SaysSo_InsteadOfANumberBelowNothing() =>
        Assert.Equal("none, it is cut off", EnrolmentMeasures.Of(Named with { CropMargin = -0.2f }, Kept).Single(m => m.Name == "Room around the face").Value);

    private static Picture Spoil(Picture portrait, string how)
    {
        switch (how)
        {
            case "a fifth of the light":
                return Degradation.Expose(portrait.Image, 0.18);
            case "twice the light":
                return Degradation.Expose(portrait.Image, 2);
            case "blurred":
                return Degradation.Blur(portrait.Image, 2);
            case "light from one side":
                return Degradation.LightFromTheLeft(portrait.Image, 0.1);
            case "cut":
                return Redrawn.Cut(portrait, 0.3);
            case "small":
                return Redrawn.Smaller(portrait, 0.7);
            case "tilted":
                return Redrawn.Turned(portrait, 20);
            case "far away":
                // Small enough to be kept whole: of a larger one only the part around the head is.
                return Redrawn.OnASheet(portrait, 1.98);
            default:
                using (var other = Picture.Decode(CompiledList.Portrait("24")))
                    return Redrawn.Beside(portrait, other, 0.2);
        }
    }

    private static byte[] View(string person, string view) => File.ReadAllBytes(Path.Combine(TestData.Demo, "people", person, view + ".jpg"));

    private static string Missed(IEnumerable<QualityMeasure> measures) => string.Join(", ", measures.Where(m => !m.Met).Select(m => m.Name));

    private IReadOnlyList<QualityMeasure> Look(byte[] file)
    {
        var face = Assert.IsType<EnrolmentOutcome.Enrolled>(enrolment.Enrol(file, TestContext.Current.CancellationToken));
        return EnrolmentMeasures.Of(face.Named, face.Quality);
    }
}
