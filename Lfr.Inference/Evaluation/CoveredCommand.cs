using System.CommandLine;
using Lfr.Inference.Evaluation.Reports;
using Lfr.Shared.Live;

namespace Lfr.Inference.Evaluation;

/// <summary>The verb <c>evaluate covered</c>: how many photographs would be said to have covered eyes or a covered mouth.</summary>
internal static class CoveredCommand
{
    /// <summary>So many pictures are named, the rest counted.</summary>
    private const int Named = 40;

    /// <summary>Builds it.</summary>
    public static Command Create()
    {
        var names = new Option<bool>("--names") { Description = "Name the pictures whose eyes or mouth count as covered." };
        var options = new StillOptions();
        var command = new Command("covered", "In how many photographs would the eyes or the mouth count as covered? On plain faces: how often a photograph is objected to for nothing.")
        {
            names,
        };
        options.AddTo(
            command,
            (parsed, cancellationToken) =>
            {
                string[] pictures = [.. options.Pictures(parsed).Values.SelectMany(p => p)];
                var covers = options.ForEach(parsed, pictures, static (bench, picture) => bench.Cover(picture.Image), cancellationToken);
                var result = CoveredResult.Of(covers);
                return (result, Page(result, parsed.GetValue(names)));
            },
            ignore: false);
        return command;
    }

    private static ReportPage Page(CoveredResult result, bool names)
    {
        (string What, int Count)[] counts = [("eyes", result.Eyes.Count), ("mouth", result.Mouth.Count), ("either", result.Either)];
        List<ReportSection> sections =
        [
            new(
                "Counted as covered",
                ["What", "Pictures", "Share"],
                [.. counts.Select(row => (IReadOnlyList<string>)[row.What, $"{RateText.Count(row.Count)} of {RateText.Count(result.Faces)}", Share(row.Count, result.Faces)])]),
        ];
        if (names)
        {
            sections.Add(new ReportSection(
                "Which",
                ["What", "Picture"],
                [
                    .. result.Eyes.Take(Named).Select(path => (IReadOnlyList<string>)["eyes", path]),
                    .. result.Mouth.Take(Named).Select(path => (IReadOnlyList<string>)["mouth", path]),
                ]));
        }

        return new ReportPage(
            "Covered eyes and mouths",
            [$"{RateText.Count(result.Faces)} pictures with a face, the most central of each; {RateText.Count(result.WithoutFace)} without one."],
            sections,
            [
                "Some of the pictures may show dark glasses, microphones or hands: look at those that are counted before you call them mistakes.",
                "How many covered faces are missed cannot be told from plain ones.",
            ]);
    }

    private static string Share(int count, int of) => of == 0 ? RateText.NotMeasurable : RateText.Of(count / (double)of);
}

/// <summary>What counted as covered.</summary>
/// <param name="Faces">Pictures in which a face was found.</param>
/// <param name="WithoutFace">The others.</param>
/// <param name="Either">Pictures of which eyes or mouth count as covered.</param>
/// <param name="Eyes">Pictures whose eyes do.</param>
/// <param name="Mouth">Pictures whose mouth does.</param>
internal sealed record CoveredResult(int Faces, int WithoutFace, int Either, IReadOnlyList<string> Eyes, IReadOnlyList<string> Mouth)
{
    public static CoveredResult Of(IReadOnlyDictionary<string, FaceCover?> covers)
    {
        string[] Those(Func<FaceCover, bool> hidden) =>
            [.. covers.Where(c => c.Value is { } cover && hidden(cover)).Select(c => c.Key).Order(StringComparer.Ordinal)];
        var faces = covers.Values.Count(c => c is not null);
        return new CoveredResult(
            faces,
            covers.Count - faces,
            Those(c => c.Hidden() is not null).Length,
            Those(c => c.EyesVisible < FaceCover.Least),
            Those(c => c.MouthOcclusionPrevention < FaceCover.Least));
    }
}
