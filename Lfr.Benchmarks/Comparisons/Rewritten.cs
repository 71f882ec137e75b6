using System.Globalization;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>What rewriting a verified model in memory brings (ADR 8): the embedder as it runs beside the embedder as it is published.</summary>
internal static class Rewritten
{
    private const int Faces = 100;

    public static Comparison Comparison { get; } = new(
        "rewritten", "The embedder as it runs, its PReLUs rewritten in memory, beside the same file as published.", (bench, _) => Task.FromResult(Run(bench)));

    private static IReadOnlyList<Row> Run(Bench bench)
    {
        const int side = FaceEncoder.AlignedSide;
        using var runs = new BareModels(bench.ModelsFolder);
        using var published = new BareModels(bench.ModelsFolder, asPublished: true);
        var outcome = SideBySide.Run(
            () => runs.Run(ModelRoles.Embedder, side, side, Faces), () => published.Run(ModelRoles.Embedder, side, side, Faces), bench.Rounds);
        return
        [
            new Row(
                "the embedder, one face, 1 thread",
                "the same file as published",
                string.Create(CultureInfo.InvariantCulture, $"{outcome.Ours * 1000 / Faces:0.00} ms"),
                string.Create(CultureInfo.InvariantCulture, $"{outcome.Theirs * 1000 / Faces:0.00} ms"),
                string.Create(CultureInfo.InvariantCulture, $"{outcome.Ratio:0.00}× ({outcome.LowestRatio:0.00}–{outcome.HighestRatio:0.00})"),
                "–",
                null,
                "bare runs in the runtime, nothing around them; a test holds the two to the same templates"),
        ];
    }
}
