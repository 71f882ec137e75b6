using Lfr.Inference.Models;
using Lfr.Tests.Support;

namespace Lfr.Tests.Models;

public sealed class ModelSelectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void NoFile_MeansTheDefaults_OnOneCore()
    {
        var chosen = ModelSelection.Read(_folder).Resolve(_folder);

        Assert.Equal(ModelCard.Defaults, chosen.Cards);
        Assert.Equal(("cpu", 1), (chosen.ExecutionProvider, chosen.Threads));
    }

    [Theory]
    [InlineData("""{ "detector": "nowhere" }""", "There is no model card “nowhere”: 'models list' shows those there are.")]
    [InlineData("""{ "detector": "../secret" }""", "There is no model card “../secret”")]
    [InlineData("""{ "detector": "yunet" }""", "“yunet” is a family of models, not a file.")]
    [InlineData("""{ "detector": "landmarks-68" }""", "The model card “landmarks-68” is of the role landmarks; it cannot be the detector.")]
    [InlineData("""{ "embedder": "broken" }""", "The model card broken.model.json cannot be used.")]
    [InlineData("""{ "embeder": "x" }""", "models.json in the models folder cannot be read: ")]
    [InlineData("not json", "models.json in the models folder cannot be read: ")]
    [InlineData("""{ "executionProvider": "tpu" }""", "The execution provider “tpu” is not known: it must be one of cpu, cuda, openvino.")]
    [InlineData("""{ "threads": 0 }""", "The threads of a model must lie between 1 and 64.")]
    [InlineData("""{ "threads": 65 }""", "The threads of a model must lie between 1 and 64.")]
    public void SelectionThatMakesNoSense_IsRefused_AndSaidByTheHealthToo(string json, string sentence)
    {
        File.WriteAllText(Path.Combine(_folder, "broken.model.json"), """{ "role": "embedder" }""");
        File.WriteAllText(Path.Combine(_folder, ModelSelection.FileName), json);

        var refusal = Assert.Throws<ModelRefusedException>(() => ModelSet.Open(_folder));
        Assert.StartsWith(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal.Message, ModelStore.Inspect(_folder).Problem);
    }

    [Theory]
    [InlineData("cuda", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData("openvino", "Intel.ML.OnnxRuntime.OpenVino")]
    public void ExecutionProvider_ThatThisBuildDoesNotHave_IsAClearSentence(string provider, string package)
    {
        Assert.SkipWhen(ExecutionProviders.Problem(provider) is null, $"This build has {provider}.");
        var folder = Copy();
        new ModelSelection(ExecutionProvider: provider).Write(folder);

        var problem = ModelStore.Inspect(folder).Problem;
        var refusal = Assert.Throws<ModelRefusedException>(() => ModelSet.Open(folder));

        Assert.Equal(problem, refusal.Message);
        Assert.StartsWith($"The setting asks for the execution provider “{provider}”, but this build of ONNX Runtime does not have it.", problem, StringComparison.Ordinal);
        Assert.Contains(package, problem, StringComparison.Ordinal);
        Assert.Contains("models select --provider cpu", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void DetectorWithPoints_NeedsNoLandmarks_AndRefusesThem()
    {
        Install("mine", TinyModels.Yunet());

        Assert.Equal(["mine", "mobileface-512"], new ModelSelection("mine").Resolve(_folder).Cards.Select(card => card.Id));
        var refusal = Assert.Throws<ModelRefusedException>(() => new ModelSelection("mine", "landmarks-68").Resolve(_folder));
        Assert.Equal("The detector “mine” gives eyes, nose and mouth itself: choose no landmark model beside it.", refusal.Message);
    }

    [Fact]
    public void ChosenSet_GivesHashesGatesAndCalibrationOfItsOwnCards()
    {
        Copy();
        var detector = Install("mine", TinyModels.Yunet());
        var embedder = Install("squares", TinyModels.Embedder("input.1"), "arcface");
        new ModelSelection("mine", null, "squares", Threads: 2).Write(_folder);

        using var set = ModelSet.Open(_folder);

        Assert.Equal(2, set.Hashes.Count);
        Assert.Equal((detector.Sha256, embedder.Sha256), (set.Hashes["detector"], set.Hashes["embedder"]));
        Assert.Equal(set.Hashes, ModelStore.Inspect(_folder).Hashes);
        Assert.Equal(192, set.Dimension);
        Assert.Null(set.Calibration);
        Assert.Equal((48, 110), (set.LiveGates.MinimumHeight, set.EnrolmentGates.MinimumHeight));
    }

    [Fact]
    public void ModelOpenedTwice_IsLoadedOnce_AndOutlivesTheFirstToGo()
    {
        var folder = Copy();
        var first = ModelSet.Open(folder);
        using var second = ModelSet.Open(folder);

        Assert.True(first.SharesSessionsWith(second));
        first.Dispose();
        first.Dispose();

        using var encoder = second.CreateEncoder();
        var template = new float[second.Dimension];
        encoder.Embed(new byte[Lfr.Inference.Faces.FaceEncoder.AlignedBytes], template, out var norm);
        Assert.True(norm > 0);
    }

    [Fact]
    public void ModelThatNobodyUsesAnyMore_IsClosed_AndLoadedAnew()
    {
        var key = new SharedSession.Key("no file has this hash", "cpu", 1);
        var loads = 0;
        var first = SharedSession.Take(key, Load);
        var second = SharedSession.Take(key, Load);
        Assert.Same(first, second);
        first.GiveBack();
        Assert.Same(first, SharedSession.Take(key, Load));
        Assert.Equal(1, loads);
        first.GiveBack();
        second.GiveBack();

        var third = SharedSession.Take(key, Load);
        Assert.NotSame(first, third);
        Assert.Equal(2, loads);
        third.GiveBack();

        Microsoft.ML.OnnxRuntime.InferenceSession Load()
        {
            loads++;
            return new(TinyModels.Embedder("x"));
        }
    }

    [Fact]
    public void FileAlteredWhileItsModelIsLoaded_IsRefusedToTheNextWhoOpensIt()
    {
        var folder = Copy();
        using var set = ModelSet.Open(folder);
        File.AppendAllText(Path.Combine(folder, "fr_feature.onnx"), "altered");

        var refusal = Assert.Throws<ModelRefusedException>(() => ModelSet.Open(folder));
        Assert.Contains("its SHA-256 differs", refusal.Message, StringComparison.Ordinal);
    }

    private ModelCard Install(string id, byte[] model, string? template = null)
    {
        var card = TinyModels.CardOf(model, id + ".onnx", template) with { Id = id };
        File.WriteAllBytes(Path.Combine(_folder, card.File), model);
        File.WriteAllText(Path.Combine(_folder, id + ModelCard.Suffix), card.ToJson());
        return card;
    }

    private string Copy()
    {
        foreach (var file in Directory.GetFiles(TestModels.FolderOrSkip(), "*.onnx"))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        return _folder;
    }
}
