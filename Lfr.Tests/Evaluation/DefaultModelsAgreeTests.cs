using Lfr.Inference.Evaluation;
using Lfr.Inference.Models;
using Lfr.Shared.Policy;
using Lfr.Tests.Support;

namespace Lfr.Tests.Evaluation;

/// <summary>What the default embedder's card claims is found again on the part of Labeled Faces in the Wild that lies beside the repository.</summary>
public class DefaultModelsAgreeTests
{
    /// <summary>Cosines of the card, measured on all of the data, against those of a quarter of the pictures.</summary>
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public void Calibration_OnPhotographs_AgreesWithTheCard()
    {
        var models = TestModels.OpenOrSkip();
        var folder = TestData.EvaluationOrSkip("lfw");
        var doubtful = File.ReadLines(TestData.EvaluationOrSkip("lfw_label_noise.txt"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).Where(names => names.Length == 2)
            .Select(names => (names[0], names[1])).ToHashSet();
        var people = Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .ToDictionary(d => Path.GetFileName(d), d => Directory.GetFiles(d, "*.jpg").Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        var templates = PictureTemplates.Embed(models, [.. people.Values.SelectMany(p => p)], static () => { }, TestContext.Current.CancellationToken);

        var measured = CalibrationProtocol.Measure(
            people.ToDictionary(p => p.Key, p => (IReadOnlyList<float[]?>)[.. p.Value.Select(path => templates[path])], StringComparer.Ordinal), doubtful, "a part of LFW");

        var card = ModelCard.Default(ModelRoles.Embedder).Calibration!.Points;
        foreach (var rate in (double[])[1e-3, 1e-4, 1e-5])
        {
            var claimed = card.Single(point => point.FalseMatchRate == rate);
            var found = measured.Points.MinBy(point => Math.Abs(Math.Log(point.FalseMatchRate / rate)))!;
            Assert.InRange(found.Cosine, claimed.Cosine - 0.01, claimed.Cosine + 0.01);
            if (claimed.TruePositiveRate is { } share)
                Assert.InRange(share, found.TruePositiveInterval!.Low, found.TruePositiveInterval.High);
        }
    }
}
