using System.CommandLine;
using Lfr.Inference.Models;
using Lfr.Tests.Support;

namespace Lfr.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Folder_ThatDoesNotExist_IsAProblemWithTheCommandThatBringsIt()
    {
        var inspection = ModelStore.Inspect(Path.Combine(_folder, "nowhere"));

        Assert.Equal("The face models are missing. Run ./eng/fetch-models.sh to bring them.", inspection.Problem);
        Assert.Empty(inspection.Hashes);
    }

    [Fact]
    public void NoFolderAtAll_IsTheSameProblem() => Assert.Contains(ModelStore.FetchCommand, ModelStore.Inspect(null).Problem, StringComparison.Ordinal);

    [Fact]
    public void CompleteFolder_GivesTheHashOfEachRole()
    {
        var inspection = ModelStore.Inspect(TestModels.FolderOrSkip());

        Assert.Null(inspection.Problem);
        Assert.Equal(ModelRoles.All.Order(StringComparer.Ordinal), inspection.Hashes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("f28dacdcfc1e376631877d2d81e17ae4c3117c7e788e35db8877ecac3d6f72bf", inspection.Hashes[ModelRoles.Detector]);
    }

    [Fact]
    public void MissingFile_IsNamedAndNotLoaded()
    {
        CopyModels();
        File.Delete(Path.Combine(_folder, "fr_landmark.onnx"));

        var inspection = ModelStore.Inspect(_folder);

        Assert.Equal("The model file fr_landmark.onnx is missing. Run ./eng/fetch-models.sh to bring it.", inspection.Problem);
        Assert.Equal(2, inspection.Hashes.Count);
        var refusal = Assert.Throws<ModelRefusedException>(() => ModelSet.Open(_folder));
        Assert.Equal(inspection.Problem, refusal.Message);
    }

    [Fact]
    public void FileAlteredByOneBit_IsRefused()
    {
        CopyModels();
        var path = Path.Combine(_folder, "fr_feature.onnx");
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        var inspection = ModelStore.Inspect(_folder);

        Assert.Contains("fr_feature.onnx is not the one its card describes", inspection.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(ModelRoles.Embedder, inspection.Hashes.Keys);
        Assert.Throws<ModelRefusedException>(() => ModelSet.Open(_folder));
    }

    [Fact]
    public void Prepare_MakesTheDynamicDetectorFromTheFetchedOne_ToTheByte()
    {
        CopyModels();
        File.Delete(Path.Combine(_folder, "fr_detect.dynamic.onnx"));

        var (exit, output) = Run("prepare", "--folder", _folder);

        Assert.Equal(0, exit);
        Assert.Contains("All 3 face models are present", output, StringComparison.Ordinal);
        Assert.Null(ModelStore.Inspect(_folder).Problem);
    }

    [Fact]
    public void Prepare_WithoutTheFetchedFile_SaysWhichCommandBringsIt()
    {
        var (exit, output) = Run("prepare", "--folder", _folder);

        Assert.Equal(1, exit);
        Assert.Contains("fr_detect.onnx is missing. Run ./eng/fetch-models.sh", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OfAnEmptyFolder_Fails()
    {
        var (exit, output) = Run("verify", "--folder", _folder);

        Assert.Equal(1, exit);
        Assert.Contains(ModelStore.FetchCommand, output, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ShowsLicenceAndOriginOfEachModel()
    {
        var (exit, output) = Run("list", "--folder", _folder);

        Assert.Equal(0, exit);
        foreach (var card in ModelCard.Defaults)
        {
            Assert.Contains(card.Licence, output, StringComparison.Ordinal);
            Assert.Contains(card.Provenance, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FetchScript_ExpectsTheHashesOfTheCards()
    {
        var script = File.ReadAllText(Path.Combine(RepositoryRoot(), "eng", "fetch-models.sh"));
        foreach (var card in ModelCard.Defaults)
        {
            Assert.Contains($"{card.Sha256}  {card.File}", script, StringComparison.Ordinal);
            if (card.PreparedFrom is { } origin)
                Assert.Contains($"{origin.Sha256}  {origin.File}", script, StringComparison.Ordinal);
        }
    }

    private static (int Exit, string Output) Run(params string[] args)
    {
        using var output = new StringWriter();
        var exit = ModelsCommand.Create().Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = output });
        return (exit, output.ToString());
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Lfr.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    private void CopyModels()
    {
        foreach (var file in Directory.GetFiles(TestModels.FolderOrSkip(), "*.onnx"))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
    }
}
