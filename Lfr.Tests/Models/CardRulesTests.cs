using Lfr.Inference.Models;
using Lfr.Shared.Policy;

namespace Lfr.Tests.Models;

public class CardRulesTests
{
    private static readonly ModelCard Priors = ModelCard.Default(ModelRoles.Detector);
    private static readonly ModelCard Points = ModelCard.Default(ModelRoles.Landmarks);
    private static readonly ModelCard Embedder = ModelCard.Default(ModelRoles.Embedder);
    private static readonly ModelCard Yunet = ModelCard.Families.Single(card => card.Id == "yunet") with { Sha256 = Embedder.Sha256 };
    private static readonly CalibrationCard Measured = Embedder.Calibration!;

    /// <summary>A mistake and the words that name it.</summary>
    public static TheoryData<ModelCard, string> Mistakes => new()
    {
        { Embedder with { Role = "liveness" }, "The role is “liveness”" },
        { Embedder with { File = "../fr_feature.onnx" }, "plain name of a file" },
        { Embedder with { File = "/etc/passwd" }, "plain name of a file" },
        { Embedder with { File = "" }, "plain name of a file" },
        { Embedder with { Sha256 = "" }, "64 digits" },
        { Embedder with { Sha256 = Embedder.Sha256.ToUpperInvariant() }, "64 digits" },
        { Embedder with { Licence = " " }, "licence" },
        { Embedder with { Outputs = [] }, "outputs must be named" },
        { Embedder with { Outputs = ["a", "a"] }, "each once" },
        { Embedder with { Input = Embedder.Input with { Name = "" } }, "input must have a name" },
        { Embedder with { Input = Embedder.Input with { Channels = "YUV" } }, "RGB, BGR or Grey" },
        { Embedder with { Input = Embedder.Input with { Scale = 0 } }, "scale must not be 0" },
        { Embedder with { Input = Embedder.Input with { Mean = float.NaN } }, "must be numbers" },
        { Embedder with { Input = Embedder.Input with { Height = 0 } }, "both be 0 for any size" },

        { Priors with { Detector = null }, "must say how it is read" },
        { Priors with { Detector = Priors.Detector! with { Kind = "yolo" } }, "must be one of priors, yunet, scrfd" },
        { Priors with { Input = Priors.Input with { Channels = "Grey" } }, "RGB or BGR" },
        { Priors with { Detector = Priors.Detector! with { SizeMultiple = 0 } }, "size multiple" },
        { Priors with { Detector = Priors.Detector! with { PassSides = [] } }, "There must be passes" },
        { Priors with { Detector = Priors.Detector! with { PassSides = [320, 640] } }, "the finest first" },
        { Priors with { Detector = Priors.Detector! with { Levels = [] } }, "There must be levels" },
        { Priors with { Detector = Priors.Detector! with { Levels = [new(16, [1]), new(8, [1])] } }, "the finest first" },
        { Priors with { Detector = Priors.Detector! with { Levels = [new(8, [])] } }, "needs boxes" },
        { Priors with { Detector = Priors.Detector! with { OverlapLimit = 1 } }, "overlap limit" },
        { Priors with { Detector = Priors.Detector! with { CentreVariance = 0 } }, "variances above 0" },
        { Priors with { Outputs = ["scores"] }, "two outputs" },
        { Yunet with { Outputs = ["cls_8"] }, "four outputs for each level" },
        { Yunet with { Input = Yunet.Input with { Width = 640, Height = 640 } }, "has one pass" },
        { Yunet with { Input = Yunet.Input with { Width = 100, Height = 100 } }, "divide the input's width" },
        { Yunet with { Detector = Yunet.Detector! with { Kind = "scrfd" } }, "two outputs for each level, scores and distances, or three" },
        { Yunet with { Detector = Yunet.Detector! with { Kind = "scrfd", AnchorsPerCell = 0 } }, "at least one anchor" },

        { Points with { Input = Points.Input with { Channels = "RGB" } }, "square in grey" },
        { Points with { Input = Points.Input with { Width = 32 } }, "square in grey" },
        { Points with { Outputs = ["a", "b"] }, "one output" },

        { Embedder with { Input = Embedder.Input with { Width = 160, Height = 160 } }, "112 × 112" },
        { Embedder with { Outputs = ["a", "b", "c"] }, "one output, the template, or two" },
        { Embedder with { Dimension = null }, "dimension" },
        { Embedder with { Dimension = 5000 }, "dimension" },
        { Embedder with { Alignment = null }, "five points" },
        { Embedder with { Alignment = new AlignmentCard([[1, 2], [3, 4]]) }, "five points" },
        { Embedder with { Alignment = new AlignmentCard([[1, 2], [3, 4], [5, 6], [7, 8], [9, 200]]) }, "five points inside" },
        { Embedder with { Gates = Embedder.Gates! with { MinimumAspect = 2 } }, "gates" },
        { Embedder with { Gates = Embedder.Gates! with { LiveNorm = float.NaN } }, "gates" },
        { Embedder with { Calibration = Measured with { MeasuredOn = "" } }, "what it was measured on" },
        { Embedder with { Calibration = Measured with { Points = [Measured.Points[0]] } }, "at least two points" },
        { Embedder with { Calibration = Measured with { Points = [.. Measured.Points.Reverse()] } }, "rise in cosine and fall in rate" },
        { Embedder with { Calibration = Measured with { Points = [new CalibrationPoint(0.2, 0, null), new CalibrationPoint(0.3, 0, null)] } }, "rates between 0 and 1" },
        { Embedder with { Calibration = Measured with { Points = [new CalibrationPoint(0.2, 0.1, 2), new CalibrationPoint(0.3, 0.01, null)] } }, "share found" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_IsNamed(ModelCard card, string words) => Assert.Contains(words, CardRules.Problem(card), StringComparison.Ordinal);

    [Fact]
    public void BuiltInCards_AreSound()
    {
        Assert.All(ModelCard.Defaults, card => Assert.Null(CardRules.Problem(card)));
        Assert.Null(CardRules.Problem(Yunet));
    }

    [Fact]
    public void Families_NameNoFileOfTheirOwn_AndHoldNoMeasurement()
    {
        Assert.Equal(["adaface", "arcface", "arcface-raw", "scrfd", "sface", "yunet"], ModelCard.Families.Select(card => card.Id));
        Assert.All(ModelCard.Families, card =>
        {
            Assert.True(card.IsFamily);
            Assert.Null(card.Calibration);
            Assert.True(card.Gates is null or { LiveNorm: 0, EnrolmentNorm: 0 });
            Assert.All(card.KnownFiles ?? [], known => Assert.Matches("^[0-9a-f]{64}$", known.Sha256));
        });
    }

    [Fact]
    public void Card_WrittenAndRead_IsTheSame()
    {
        foreach (var card in ModelCard.Defaults)
            Assert.Equal(card.ToJson(), ModelCard.Parse(card.ToJson()).ToJson());
    }
}
