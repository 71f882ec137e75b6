using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Watchlists.Photographs;

namespace Lfr.Tests.Models;

public class ModelCardTests
{
    [Fact]
    public void EachRole_HasOneCard_WithLicenceAndProvenance()
    {
        Assert.Equal(ModelRoles.All, ModelCard.Defaults.Select(card => card.Role));
        Assert.All(ModelCard.Defaults, card =>
        {
            Assert.Matches("^[0-9a-f]{64}$", card.Sha256);
            Assert.NotEmpty(card.Licence);
            Assert.NotEmpty(card.Provenance);
        });
    }

    [Fact]
    public void Calibration_BelongsToTheEmbedder_AndFalls()
    {
        var calibration = ModelSet.DefaultCalibration;

        Assert.Equal(ModelCard.Default(ModelRoles.Embedder).Sha256, calibration.EmbedderHash);
        foreach (var (lower, higher) in calibration.Points.Zip(calibration.Points.Skip(1)))
        {
            Assert.True(lower.Cosine < higher.Cosine);
            Assert.True(lower.FalseMatchRate > higher.FalseMatchRate);
        }

        var found = calibration.Points.Select(p => p.TruePositiveRate).OfType<double>().ToArray();
        Assert.Equal(found.OrderDescending(), found);
    }

    [Fact]
    public void Calibration_ClaimsNoRateThatItsComparisonsCannotSupport()
    {
        var calibration = ModelSet.DefaultCalibration;
        Assert.All(calibration.Points, p => Assert.True(p.FalseMatchRate >= 3.0 / calibration.ImpostorComparisons));
    }

    [Theory]
    [InlineData(300, 0.001, 0.501)]
    [InlineData(1000, 0.001, 0.539)]
    [InlineData(1000, 0.01, 0.471)]
    public void Threshold_ForAFalseAlertRate_IsTheMeasuredOne(int gallerySize, double rate, double measured) =>
        Assert.InRange(ModelSet.DefaultCalibration.CosineFor(rate / gallerySize), measured - 0.01, measured + 0.01);

    [Theory]
    [InlineData(0.45, 0.960)]
    [InlineData(0.54, 0.882)]
    public void ShareFound_AtAThreshold_IsTheMeasuredOne(double cosine, double measured) =>
        Assert.Equal(measured, ModelSet.DefaultCalibration.TruePositiveRateAt(cosine)!.Value, tolerance: 0.009);

    [Fact]
    public void Gates_ComeFromTheCard()
    {
        var gates = ModelCard.Default(ModelRoles.Embedder).Gates;
        Assert.Equal(new FaceGates(0.45f, 1.15f, 48, 9, 1.9f), FaceGates.Live(gates));
        Assert.Equal(new FaceGates(0.45f, 1.15f, 110, 9, 2.8f), FaceGates.Enrolment(gates));
    }
}
