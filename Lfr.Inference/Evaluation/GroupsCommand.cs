using System.CommandLine;
using System.Globalization;
using Lfr.Inference.Evaluation.Reports;

namespace Lfr.Inference.Evaluation;

/// <summary>The verb <c>evaluate groups</c>: are errors shared out evenly?</summary>
internal static class GroupsCommand
{
    /// <summary>Builds it.</summary>
    public static Command Create()
    {
        var labels = new Option<FileInfo>("--labels")
        {
            Description = "List 'path,person,group' with a first line that names the columns; more columns are more ways to group. Paths are relative to --images.",
            Required = true,
        };
        var threshold = new Option<double>("--threshold") { Description = "Cosine from which a comparison matches, between -1 and 1.", DefaultValueFactory = _ => 0.54 };
        threshold.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double>() is not (>= -1 and <= 1))
                result.AddError("The threshold must lie between -1 and 1.");
        });
        var options = new StillOptions();
        var command = new Command(
            "groups",
            "Do false matches and misses fall on some groups more than on others? The labels are yours: Lfr never works out age, gender or ethnicity from a face.")
        {
            labels, threshold,
        };
        options.AddTo(command, (parsed, cancellationToken) =>
        {
            var list = LabelledPictures.Read(StillOptions.Lines(parsed.GetValue(labels)!));
            var templates = options.Embed(parsed, [.. list.Pictures.Select(p => p.Path)], cancellationToken);
            var result = GroupsProtocol.Evaluate(list, path => templates[path], options.Doubtful(parsed), parsed.GetValue(threshold), cancellationToken);
            return (result, Page(list, result));
        });
        return command;
    }

    private static ReportPage Page(LabelledPictures list, GroupsResult result)
    {
        var people = list.Pictures.Select(p => p.Person).Distinct(StringComparer.Ordinal).Count();
        return new ReportPage(
            "Error rates by group",
            [
                $"{RateText.Count(list.Pictures.Count)} photographs of {RateText.Count(people)} people, grouped by the labels of the list that was given. Threshold {RateText.Cosine(result.Threshold)}.",
                "FMR: comparisons of different people of one group that match. FNMR: comparisons of a person's first picture with up to five others that do not.",
                string.Create(CultureInfo.InvariantCulture, $"A rate with fewer than {GroupsProtocol.LeastErrors} errors behind it is not measurable; its interval says how high it may yet be."),
            ],
            [.. result.Columns.SelectMany(Sections)],
            [
                "Labels come from the list alone. Lfr infers nothing about anybody from a picture, and does not check the labels.",
                "Intervals that overlap mean that no difference was shown with this data. That is not the same as no difference.",
                "The intervals of false matches take comparisons as independent. Few people make many comparisons, so there is more doubt than they say.",
                "Groups may differ in their pictures (light, size, age of the photograph) as well as in their people: a difference here does not say which.",
            ]);
    }

    private static IEnumerable<ReportSection> Sections(GroupColumn column)
    {
        yield return new ReportSection(
            $"By {column.Name}",
            ["Group", "People", "Pictures", "No face", "FMR (95 % interval)", "False matches", "FNMR (95 % interval)", "Misses"],
            [
                .. column.Groups.Select(g => (IReadOnlyList<string>)[
                    g.Name, RateText.Count(g.People), RateText.Count(g.Pictures), RateText.Count(g.WithoutFace),
                    Rate(g.FalseMatches), Counts(g.FalseMatches), Rate(g.FalseNonMatches), Counts(g.FalseNonMatches)]),
            ]);
        yield return new ReportSection(
            $"By {column.Name}: how far the groups are apart",
            ["Rate", "Worst ÷ best", "Worst ÷ geometric mean", "Groups", "Not measurable"],
            [Ratios("FMR", column.FalseMatchRatios, column.Groups.Count), Ratios("FNMR", column.FalseNonMatchRatios, column.Groups.Count)],
            "1 would be equal. Worst ÷ geometric mean is the measure of NIST IR 8429 and one of ISO/IEC 19795-10.");
    }

    private static IReadOnlyList<string> Ratios(string name, GroupRatios? ratios, int groups) => ratios is null
        ? [name, RateText.NotMeasurable, string.Empty, RateText.Count(groups), string.Empty]
        :
        [
            name,
            ratios.WorstToBest.ToString("0.00", CultureInfo.InvariantCulture),
            ratios.WorstToGeometricMean.ToString("0.00", CultureInfo.InvariantCulture),
            RateText.Count(ratios.Groups),
            RateText.Count(ratios.LeftOut),
        ];

    private static string Rate(GroupRate rate) => rate switch
    {
        { Rate: { } measured } => RateText.Of(measured, rate.Interval),
        { Interval: { } interval } => $"not measurable (at most {RateText.Of(interval.High)})",
        _ => "not measurable",
    };

    private static string Counts(GroupRate rate) => $"{RateText.Count(rate.Events)} of {RateText.Count(rate.Trials)}";
}
