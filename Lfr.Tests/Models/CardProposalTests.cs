using Lfr.Inference.Models;

namespace Lfr.Tests.Models;

public class CardProposalTests
{
    private static readonly string Hash = new('a', 64);

    /// <summary>The public files, by what they take and give.</summary>
    public static TheoryData<string, string, string, string> PublicFiles => new()
    {
        { "det_10g.onnx", "input.1:1,3,-1,-1", "448:12800,1 471:3200,1 494:800,1 451:12800,4 474:3200,4 497:800,4 454:12800,10 477:3200,10 500:800,10", "scrfd" },
        { "scrfd_500m_kps.onnx", "input.1:1,3,640,640", "443:1,12800,1 468:1,3200,1 493:1,800,1 446:1,12800,4 471:1,3200,4 496:1,800,4 449:1,12800,10 474:1,3200,10 499:1,800,10", "scrfd" },
        { "any.onnx", "input:-1,3,-1,-1", Yunet(), "yunet" },
        { "w600k_mbf.onnx", "input.1:-1,3,112,112", "516:1,512", "arcface" },
        { "glint360k.onnx", "data:1,3,112,112", "683:1,512", "arcface" },
        { "adaface_ir_18.onnx", "input:1,3,112,112", "embedding:1,512 norm:1,1", "adaface" },
        { "points.onnx", "input:1,1,64,64", "output:1,136", "landmarks-68" },
    };

    [Theory]
    [MemberData(nameof(PublicFiles))]
    public void PublicFile_IsRecognised_AndItsCardIsSoundAndUnmeasured(string file, string inputs, string outputs, string family)
    {
        var signature = Signature(inputs, outputs);

        var card = CardProposal.Make(signature, file, Hash, null, null);

        Assert.Equal(family, card.Id);
        Assert.Null(CardRules.Problem(card));
        Assert.Equal(signature.Inputs[0].Name, card.Input.Name);
        Assert.Null(card.Calibration);
        Assert.True(card.Gates is null or { LiveNorm: 0, EnrolmentNorm: 0 });
        Assert.Null(card.KnownFiles);
    }

    [Fact]
    public void Scrfd_OutputsAreOrderedByKindAndLevel_HoweverTheFileOrdersThem()
    {
        var card = CardProposal.Make(
            Signature("x:1,3,-1,-1", "k32:800,10 s32:800,1 b32:800,4 k16:3200,10 s16:3200,1 b16:3200,4 k8:12800,10 s8:12800,1 b8:12800,4"), "a.onnx", Hash, null, null);

        Assert.Equal(["s8", "s16", "s32", "b8", "b16", "b32", "k8", "k16", "k32"], card.Outputs);
        Assert.True(card.GivesPoints);
    }

    [Theory]
    [InlineData(128, "sface")]
    [InlineData(512, "arcface-raw")]
    public void EmbedderThatSubtractsByItself_GetsItsPixelsAsTheyAre(int dimension, string family)
    {
        var card = CardProposal.Make(Signature("data:1,3,112,112", $"fc1:1,{dimension}", normalisesInside: true), "a.onnx", Hash, null, null);

        Assert.Equal(family, card.Id);
        Assert.Equal(("RGB", 0f, 1f, dimension), (card.Input.Channels, card.Input.Mean, card.Input.Scale, card.Dimension!.Value));
    }

    [Fact]
    public void KnownHash_DecidesBeforeShapes()
    {
        var known = ModelCard.Families.Single(card => card.Id == "arcface").KnownFiles![0];
        Assert.Equal("arcface", CardProposal.Make(Signature("input:1,3,112,112", "683:1,512"), "face.onnx", known.Sha256, null, null).Id);
    }

    [Theory]
    [InlineData("a:1,3,112,112", "683:1,512", "a.onnx", null, null, "does not say which order of channels")]
    [InlineData("a:1,3,224,224", "classes:1,1000", "a.onnx", null, "arcface", "takes 224 × 224 pixels; an embedder must take 112 × 112")]
    [InlineData("a:1,3,224,224", "maps:1,7,7,20", "a.onnx", null, null, "no family of models is like that")]
    [InlineData("a:1,3,112,112 b:1,4", "683:1,512", "a.onnx", null, null, "must take one picture")]
    [InlineData("a:1,1,112,112", "683:1,512", "a.onnx", null, "arcface", "takes 1 channels; “arcface” takes 3")]
    [InlineData("a:1,3,112,112", "683:1,512", "a.onnx", null, "sface", "templates of 512 numbers; “sface” gives 128")]
    [InlineData("a:1,3,112,112", "x:1,512 y:1,7", "a.onnx", null, "arcface", "must give a template and perhaps its length; it gives x [1 × 512], y [1 × 7]")]
    [InlineData("a:1,3,-1,-1", "cls_8:1,-1,1", "a.onnx", null, "yunet", "has no output “cls_16”")]
    [InlineData("a:1,3,-1,-1", "x:1,-1,1", "a.onnx", null, "scrfd", "that is not SCRFD with three levels")]
    [InlineData("a:1,3,112,112", "683:1,512", "w600k.onnx", "detector", null, "which is of the role embedder, not detector")]
    public void FileThatDoesNotFit_IsRefusedWithTheReason(string inputs, string outputs, string file, string? role, string? template, string reason)
    {
        var family = template is null ? null : ModelCard.Families.Single(card => card.Id == template);
        var refusal = Assert.Throws<ModelRefusedException>(() => CardProposal.Make(Signature(inputs, outputs), file, Hash, role, family));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static string Yunet() => string.Join(' ', new[] { "cls", "obj", "bbox", "kps" }
        .SelectMany(kind => new[] { 8, 16, 32 }.Select(stride => $"{kind}_{stride}:1,-1,{kind switch { "bbox" => 4, "kps" => 10, _ => 1 }}")));

    private static OnnxSignature Signature(string inputs, string outputs, bool normalisesInside = false) => new(Tensors(inputs), Tensors(outputs), normalisesInside);

    private static OnnxTensor[] Tensors(string text) =>
        [.. text.Split(' ').Select(part => part.Split(':')).Select(part => new OnnxTensor(part[0], [.. part[1].Split(',').Select(d => int.Parse(d, System.Globalization.CultureInfo.InvariantCulture))]))];
}
