using Lfr.Inference.Children;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Shared.Policy;
using Lfr.Tests.Models;
using Lfr.Tests.Support;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Photographs;
using Lfr.Web.Hosting;
using Lfr.Web.Settings;
using Lfr.Web.Workers;

namespace Lfr.Tests.Features.Live;

/// <summary>Which thresholds the web can give for the embedders in its models folder, and who may be listed with them.</summary>
public sealed class EngineCalibrationsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lfr-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void DefaultEmbedder_HasItsCalibration_WithoutAnyFile() =>
        Assert.Same(ModelSet.DefaultCalibration.Points, For(ModelSet.DefaultCalibration.EmbedderHash)!.Points);

    [Fact]
    public void AddedEmbedder_HasTheCalibrationOfItsOwnCard()
    {
        var measured = new CalibrationCard("our street", 100_000, [new CalibrationPoint(0.2, 1e-2, 0.9), new CalibrationPoint(0.4, 1e-3, 0.8)]);
        var card = Install(measured);

        var calibration = For(card.Sha256)!;

        Assert.Equal((card.Sha256, "our street", 100_000L), (calibration.EmbedderHash, calibration.MeasuredOn, calibration.ImpostorComparisons));
        Assert.Equal(measured.Points, calibration.Points);
    }

    [Fact]
    public void EmbedderThatWasNotMeasured_OrIsNotKnown_HasNone_AndBorrowsNone()
    {
        var card = Install(null);

        Assert.Null(For(card.Sha256));
        Assert.Null(For(new string('0', 64)));
        Assert.Null(new EngineCalibrations(Paths()).For(new Dictionary<string, string>(StringComparer.Ordinal) { ["detector"] = card.Sha256 }));
    }

    [Fact]
    public async Task NobodyIsListed_WithAnEmbedderThatWasNotMeasured()
    {
        foreach (var file in Directory.GetFiles(TestModels.FolderOrSkip(), "*.onnx"))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        Install(null);
        new ModelSelection(Embedder: "mine").Write(_folder);
        using var enrolment = new Enrolment(Paths(), new PictureDecoder(1));

        var outcome = await enrolment.EnrolAsync(
            await File.ReadAllBytesAsync(Path.Combine(TestData.Demo, "people", "03", "portrait.jpg"), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        Assert.StartsWith("The embedder in use was not measured", Assert.IsType<EnrolmentOutcome.Refused>(outcome).Sentence, StringComparison.Ordinal);
    }

    private Calibration? For(string hash) => new EngineCalibrations(Paths()).For(new Dictionary<string, string>(StringComparer.Ordinal) { ["embedder"] = hash });

    private LfrPaths Paths() => new(_folder, _folder);

    private ModelCard Install(CalibrationCard? calibration)
    {
        var model = TinyModels.Embedder("input.1");
        var card = TinyModels.CardOf(model, "mine.onnx", "arcface") with { Calibration = calibration };
        File.WriteAllBytes(Path.Combine(_folder, card.File), model);
        File.WriteAllText(Path.Combine(_folder, "mine" + ModelCard.Suffix), card.ToJson());
        return card;
    }
}
