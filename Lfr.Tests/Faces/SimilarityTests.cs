using Lfr.Inference.Faces;
using Lfr.Inference.Faces.Internals;

namespace Lfr.Tests.Faces;

public class SimilarityTests
{
    private readonly Random _random = new(5);

    [Fact]
    public void Fit_RecoversAnySimilarity_FromItsPoints()
    {
        for (var i = 0; i < 50; i++)
        {
            var truth = new Similarity(Number(2), Number(2), Number(100), Number(100));
            var from = Points(5);
            var to = from.Select(p => truth.Apply(p)).ToArray();

            var fit = Similarity.Fit(from, to);

            Assert.Equal(truth.A, fit.A, 1e-4);
            Assert.Equal(truth.B, fit.B, 1e-4);
            Assert.Equal(0, fit.Error(from, to), 1e-2f);
        }
    }

    [Fact]
    public void Fit_IsTheBestThereIs_WhenThePointsDoNotFit()
    {
        for (var i = 0; i < 20; i++)
        {
            var (from, to) = (Points(5), Points(5));
            var fit = Similarity.Fit(from, to);
            var error = fit.Error(from, to);

            for (var k = 0; k < 20; k++)
            {
                var other = new Similarity(fit.A + Number(0.01), fit.B + Number(0.01), fit.ShiftX + Number(0.5), fit.ShiftY + Number(0.5));
                Assert.True(other.Error(from, to) >= error - 1e-4f);
            }
        }
    }

    [Fact]
    public void Fit_NeverMirrors()
    {
        ImagePoint[] from = [new(-1, 0), new(1, 0), new(0, 2)];
        ImagePoint[] mirrored = [new(1, 0), new(-1, 0), new(0, 2)];

        Assert.True(Similarity.Fit(from, mirrored).Error(from, mirrored) > 0.5f);
    }

    [Fact]
    public void Inverse_Undoes()
    {
        var similarity = new Similarity(0.7, -0.4, 12, -30);
        var there = similarity.Apply(new ImagePoint(31, 17));
        var back = similarity.Inverse.Apply(there);
        Assert.Equal(31, back.X, 1e-3f);
        Assert.Equal(17, back.Y, 1e-3f);
    }

    private double Number(double range) => ((_random.NextDouble() * 2) - 1) * range;

    private ImagePoint[] Points(int count) => [.. Enumerable.Range(0, count).Select(_ => new ImagePoint((float)Number(100), (float)Number(100)))];
}
