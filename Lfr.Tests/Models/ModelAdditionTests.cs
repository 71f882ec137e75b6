using System.CommandLine;
using Lfr.Inference.Models;
using Lfr.Tests.Support;

namespace Lfr.Tests.Models;

/// <summary>The verbs <c>models add</c>, <c>list</c>, <c>verify</c> and <c>select</c>, as a customer types them.</summary>
public sealed class ModelAdditionTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lfr-models-").FullName;
    private readonly string _models;

    public ModelAdditionTests()
    {
        _models = Directory.CreateDirectory(Path.Combine(_root, "models")).FullName;
        foreach (var file in Directory.GetFiles(TestModels.FolderOrSkip(), "*.onnx"))
            File.Copy(file, Path.Combine(_models, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public void Embedder_Added_IsMeasured_Listed_Verified_Chosen_AndOpened()
    {
        var people = Path.Combine(TestData.Demo, "people");

        var added = Run(0, "add", Brought("renamed.onnx", File.ReadAllBytes(Path.Combine(_models, "fr_feature.onnx"))), "--images", people, "--measured-on", "Synthetic people");
        Assert.Contains("renamed.onnx is read as: MobileFaceNet type, 512 numbers (embedder).", added, StringComparison.Ordinal);
        Assert.Contains("Added. Use it with 'models select --embedder renamed'.", added, StringComparison.Ordinal);

        var card = InstalledCards.Find(_models, "renamed");
        Assert.StartsWith("Synthetic people", card.Calibration!.MeasuredOn, StringComparison.Ordinal);
        Assert.InRange(card.Calibration.ImpostorComparisons, 5_000, 20_000);
        Assert.True(card.Gates!.LiveNorm > 1 && card.Gates.EnrolmentNorm >= card.Gates.LiveNorm);

        var list = Run(0, "list");
        Assert.Contains("card     renamed\n", list.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("card     mobileface-512 (in use)", list, StringComparison.Ordinal);
        Assert.Contains("measured Synthetic people", list, StringComparison.Ordinal);
        Assert.All(ModelCard.Families, family => Assert.Contains(family.Id, list, StringComparison.Ordinal));
        Assert.Contains("So are the 1 that were added.", Run(0, "verify"), StringComparison.Ordinal);

        Assert.Contains("In use from the next start: detector rfb-dynamic, landmarks landmarks-68, embedder renamed", Run(0, "select", "--embedder", "renamed"), StringComparison.Ordinal);
        using var set = ModelSet.Open(_models);
        Assert.Equal(card.Calibration.ImpostorComparisons, set.Calibration!.ImpostorComparisons);
        Assert.Contains("card     renamed (in use)", Run(0, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public void Detector_Added_IsTriedOnTheSyntheticPeople_AndNeedsNoLandmarksThen()
    {
        var added = Run(0, "add", Brought("face_detection_yunet_2023mar.onnx", TinyModels.FixedYunet(brighterThan: 150)), "--name", "our-yunet", "--licence", "Ours");
        Assert.Contains("YuNet, five points (detector)", added, StringComparison.Ordinal);

        Run(0, "select", "--detector", "our-yunet", "--threads", "2");

        using var set = ModelSet.Open(_models);
        Assert.Equal(["detector", "embedder"], set.Hashes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Ours", set.Cards[0].Licence);
        Assert.Contains("All 2 face models are present", Run(0, "verify"), StringComparison.Ordinal);
        Assert.Contains("embedder mobileface-512; cpu, threads 1.", Run(0, "select", "--defaults"), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public void EmbedderAddedWithoutPhotographs_IsNotMeasured_AndBorrowsNothing()
    {
        var added = Run(0, "add", Brought("w600k_small.onnx", TinyModels.Embedder("input.1")));

        Assert.Contains("It was not measured: nobody can be listed and nothing goes live with it", added, StringComparison.Ordinal);
        var card = InstalledCards.Find(_models, "w600k_small");
        Assert.Null(card.Calibration);
        Assert.Null(InstalledCards.CalibrationFor(_models, card.Sha256));
        Assert.Contains("measured no: it cannot be used in a deployment", Run(0, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public void ModelForNonCommercialUse_IsAddedWithAWarning_AndListedAsNotForPoliceUse()
    {
        var added = Run(0, "add", Brought("w600k_small.onnx", TinyModels.Embedder("input.1")));

        Assert.Contains("Warning: non-commercial, not for police use.", added, StringComparison.Ordinal);
        var list = Run(0, "list");
        Assert.Contains("terms    non-commercial, not for police use; trained on: WebFace600K", list, StringComparison.Ordinal);
        Assert.Contains("(https://github.com/deepinsight/insightface, read 26 November 2026)", list, StringComparison.Ordinal);
        Assert.All(["arcface ", "arcface-raw ", "scrfd "], id => Assert.Contains(list.Split('\n'), line => line.StartsWith("  " + id, StringComparison.Ordinal) && line.Contains("Non-commercial, not for police use.", StringComparison.Ordinal)));
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public void ModelWithALicenceOfItsOwn_TakesNothingOverFromItsFamily()
    {
        var added = Run(0, "add", Brought("glintr100.onnx", TinyModels.Embedder("input.1")), "--licence", "Apache-2.0");

        Assert.Contains("You named another licence; keep what proves it.", added, StringComparison.Ordinal);
        Assert.Null(InstalledCards.Find(_models, "glintr100").Terms);
        Assert.Contains("nobody has written down what it was trained on", Run(0, "list"), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string[], string> Refusals => new()
    {
        { "text.onnx", "no model"u8.ToArray(), [], "text.onnx is no ONNX model that can be loaded here" },
        { "blind.onnx", TinyModels.FixedYunet(brighterThan: 300), [], "No face was found in any picture" },
        { "everywhere.onnx", TinyModels.FixedYunet(brighterThan: 0), [], "finds faces in plain grey" },
        { "same.onnx", TinyModels.ConstantEmbedder(), [], "Different people get nearly the same template" },
        { "unknown.onnx", TinyModels.Embedder("x"), [], "Say it with --card arcface (RGB), --card adaface (BGR)" },
        { "w600k.onnx", TinyModels.Embedder("x"), ["--card", "sface"], "gives templates of 192 numbers; “sface” gives 128" },
        { "w600k.onnx", TinyModels.Embedder("x"), ["--card", "nothing"], "There is no model card “nothing”" },
        { "w600k.onnx", TinyModels.Embedder("x"), ["--role", "detector"], "which is of the role embedder, not detector" },
        { "w600k.onnx", TinyModels.Embedder("x"), ["--name", "mobileface-512"], "is the name of a built-in card" },
        { "w600k.onnx", TinyModels.Embedder("x"), ["--name", "../x"], "cannot be the name of a card" },
        { "fr_feature.onnx", TinyModels.Embedder("x"), ["--card", "arcface", "--replace"], "belongs to the card “mobileface-512”" },
        { "w600k.onnx", TinyModels.Embedder("x"), ["--images", "/nowhere"], "/nowhere holds no photographs" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void FileThatCannotBeBelieved_IsRefused_AndNothingIsWritten(string file, byte[] content, string[] options, string sentence)
    {
        var before = Directory.GetFiles(_models).Order(StringComparer.Ordinal).ToArray();

        Assert.Contains(sentence, Run(1, ["add", Brought(file, content), .. options]), StringComparison.Ordinal);

        Assert.Equal(before, Directory.GetFiles(_models).Order(StringComparer.Ordinal));
    }

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public void Card_IsNeverOverwritten_UnlessItIsSaid()
    {
        var file = Brought("w600k.onnx", TinyModels.Embedder("x"));
        Run(0, "add", file);

        Assert.Contains("There is a card “w600k” already.", Run(1, "add", file), StringComparison.Ordinal);
        File.WriteAllBytes(file, TinyModels.Embedder("y"));
        Assert.Contains("The file name w600k.onnx belongs to the card “w600k”.", Run(1, "add", file, "--name", "second"), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_models, "w600k_stray.onnx"), "somebody left it here");
        Assert.Contains(
            "There is another file w600k_stray.onnx in the models folder already.", Run(1, "add", Brought("w600k_stray.onnx", TinyModels.Embedder("x"))), StringComparison.Ordinal);
        Run(0, "add", file, "--replace");
        Assert.Equal("y", InstalledCards.Find(_models, "w600k").Input.Name);
    }

    [Fact]
    public void AddedFile_AlteredOrGone_IsSaidByVerify_AndNotOpened()
    {
        Run(0, "add", Brought("w600k.onnx", TinyModels.Embedder("x")));
        Run(0, "select", "--embedder", "w600k");
        var copy = Path.Combine(_models, "w600k.onnx");

        File.WriteAllBytes(copy, TinyModels.Embedder("y"));
        Assert.Contains("w600k.onnx is not the one its card describes", Run(1, "verify"), StringComparison.Ordinal);
        Assert.Throws<ModelRefusedException>(() => ModelSet.Open(_models));

        File.Delete(copy);
        Assert.Contains("w600k.onnx is missing. Put it back, or choose another with 'models select'.", Run(1, "verify"), StringComparison.Ordinal);
    }

    [Fact]
    public void Select_OfWhatCannotBeOpened_ChangesNothing()
    {
        Assert.Contains("There is no model card “nothing”", Run(1, "select", "--detector", "nothing"), StringComparison.Ordinal);
        Assert.Contains("between 1 and 64", Run(1, "select", "--threads", "0"), StringComparison.Ordinal);
        if (ExecutionProviders.Problem("cuda") is { } absent)
            Assert.Contains(absent, Run(1, "select", "--provider", "cuda"), StringComparison.Ordinal);

        Assert.False(File.Exists(Path.Combine(_models, ModelSelection.FileName)));
    }

    private string Brought(string file, byte[] content)
    {
        var path = Path.Combine(_root, file);
        File.WriteAllBytes(path, content);
        return path;
    }

    private string Run(int expected, params string[] args)
    {
        using var output = new StringWriter();
        var exit = ModelsCommand.Create().Parse([.. args, "--folder", _models]).Invoke(new InvocationConfiguration { Output = output, Error = output });
        Assert.True(exit == expected, output.ToString());
        return output.ToString();
    }
}
