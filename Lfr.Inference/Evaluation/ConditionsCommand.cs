using System.CommandLine;
using System.Globalization;
using Lfr.Inference.Evaluation.Reports;

namespace Lfr.Inference.Evaluation;

/// <summary>The verb <c>evaluate conditions</c>: how recognition falls with small, dark, blurred and turned faces.</summary>
internal static class ConditionsCommand
{
    /// <summary>Pictures searched of each listed person; each is degraded in a dozen ways.</summary>
    private const int ProbesPerPerson = 2;

    /// <summary>Builds it.</summary>
    public static Command Create()
    {
        var size = new Option<int>("--gallery-size") { Description = "People on the list, one good photograph each; fewer where fewer have two.", DefaultValueFactory = _ => 300 };
        var threshold = new Option<double>("--threshold") { Description = "Cosine from which a comparison matches, between -1 and 1.", DefaultValueFactory = _ => 0.54 };
        threshold.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double>() is not (>= -1 and <= 1))
                result.AddError("The threshold must lie between -1 and 1.");
        });
        var seed = new Option<int>("--seed") { Description = "Seed of the random list.", DefaultValueFactory = _ => 1 };
        var byName = new Option<bool>("--by-name")
        {
            Description = "Degrade nothing; take pictures of the same name (side-light.jpg of each person) as one condition and the first of each person as the list's.",
        };
        var byPose = new Option<bool>("--by-pose")
        {
            Description = "Degrade nothing; part the pictures by how far the head is turned aside, as estimated from eyes, nose and mouth.",
        };
        var options = new StillOptions();
        var command = new Command(
            "conditions",
            "How does recognition fall as probes get smaller, darker and blurred, as heads are turned, or by the name of the picture? Shares found at one threshold, with 95 % intervals.")
        {
            size, threshold, seed, byName, byPose,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(byName) && result.GetValue(byPose))
                result.AddError("--by-name and --by-pose part the pictures in two ways: give one of them.");
        });
        options.AddTo(command, (parsed, cancellationToken) =>
        {
            var pictures = options.Pictures(parsed);
            string[] candidates = [.. pictures.Where(p => p.Value.Length > 1).Select(p => p.Key)];
            new Random(parsed.GetValue(seed)).Shuffle(candidates);
            var listed = candidates.Take(Math.Max(1, parsed.GetValue(size))).ToArray();
            if (listed.Length < 2)
                throw new EvaluationException("Fewer than two people have two or more pictures: there is nothing to search on a list.");
            var references = options.Embed(parsed, [.. listed.Select(name => pictures[name][0])], cancellationToken);
            var gallery = listed.Where(name => references[pictures[name][0]] is not null).ToDictionary(name => name, name => references[pictures[name][0]]!, StringComparer.Ordinal);
            var (height, probes) = parsed.GetValue(byName) ? ByName(options, parsed, pictures, gallery, cancellationToken)
                : parsed.GetValue(byPose) ? ByPose(options, parsed, pictures, gallery, cancellationToken)
                : Degraded(options, parsed, pictures, gallery, cancellationToken);
            var rows = ConditionsProtocol.Evaluate(gallery, probes, options.Doubtful(parsed), parsed.GetValue(threshold));
            var result = new ConditionsResult(gallery.Count, parsed.GetValue(threshold), height, rows);
            return (result, Page(result, degraded: !parsed.GetValue(byName) && !parsed.GetValue(byPose)));
        });
        return command;
    }

    private static (double Height, IReadOnlyList<ConditionProbe> Probes) ByName(
        StillOptions options, ParseResult parsed, SortedDictionary<string, string[]> pictures, Dictionary<string, float[]> gallery, CancellationToken cancellationToken)
    {
        (string Person, string Path)[] searched = [.. gallery.Keys.SelectMany(name => pictures[name].Skip(1).Select(path => (name, path)))];
        var looks = options.ForEach(
            parsed,
            [.. searched.Select(s => s.Path)],
            static (bench, picture) => (Height: bench.Central(picture.Image)?.Height ?? 0, Template: bench.Embed(picture.Image)),
            cancellationToken);
        return (
            Median(looks.Values.Select(l => l.Height)),
            [
                .. searched.Select(s => new ConditionProbe(Path.GetFileNameWithoutExtension(s.Path), s.Person, looks[s.Path].Template))
                    .OrderBy(p => p.Condition, StringComparer.Ordinal),
            ]);
    }

    private static (double Height, IReadOnlyList<ConditionProbe> Probes) ByPose(
        StillOptions options, ParseResult parsed, SortedDictionary<string, string[]> pictures, Dictionary<string, float[]> gallery, CancellationToken cancellationToken)
    {
        (string Person, string Path)[] searched =
        [
            .. pictures.SelectMany(p => (gallery.ContainsKey(p.Key) ? p.Value.Skip(1) : p.Value.Take(1)).Select(path => (p.Key, path))),
        ];
        var looks = options.ForEach(
            parsed,
            [.. searched.Select(s => s.Path)],
            static (bench, picture) => (Height: bench.Central(picture.Image)?.Height ?? 0, Face: bench.Look(picture.Image)),
            cancellationToken);

        // A picture in which no face is found has no pose to be parted by.
        return (
            Median(looks.Values.Select(l => l.Height)),
            [
                .. searched.Select(s => (s.Person, looks[s.Path].Face)).Where(s => s.Face is not null).OrderBy(s => ConditionsProtocol.Turned(s.Face!.Yaw))
                    .Select(s => new ConditionProbe(ConditionsProtocol.Turns[ConditionsProtocol.Turned(s.Face!.Yaw)], s.Person, s.Face.Template)),
            ]);
    }

    private static (double Height, IReadOnlyList<ConditionProbe> Probes) Degraded(
        StillOptions options, ParseResult parsed, SortedDictionary<string, string[]> pictures, Dictionary<string, float[]> gallery, CancellationToken cancellationToken)
    {
        (string Person, string Path)[] searched =
        [
            .. pictures.SelectMany(p => (gallery.ContainsKey(p.Key) ? p.Value.Skip(1).Take(ProbesPerPerson) : p.Value.Take(1)).Select(path => (p.Key, path))),
        ];
        var looks = options.ForEach(parsed, [.. searched.Select(s => s.Path)], static (bench, picture) => ConditionsProtocol.Degrade(bench, picture), cancellationToken);
        return (
            Median(looks.Values.Select(l => l.FaceHeight)),
            [.. searched.SelectMany(s => looks[s.Path].Templates.Select(t => new ConditionProbe(t.Condition, s.Person, t.Template)))]);
    }

    private static double Median(IEnumerable<float> heights)
    {
        float[] ascending = [.. heights.Where(h => h > 0).Order()];
        return ascending.Length == 0 ? 0 : ascending[ascending.Length / 2];
    }

    private static ReportPage Page(ConditionsResult result, bool degraded)
    {
        var data = string.Create(
            CultureInfo.InvariantCulture,
            $"A list of {result.GallerySize:N0} people, one good photograph each; threshold {result.Threshold:0.000}; faces of the probes as given {result.MedianFaceHeight:0} px high (median)");
        List<ReportSection> sections =
        [
            new(
                "Found under each condition",
                ["Condition", "Found: TPIR (95 % interval)", "Rank 1", "Pictures of listed people", "No face found", "False positives"],
                [
                    .. result.Rows.Select(r => (IReadOnlyList<string>)[
                        r.Condition,
                        r.TruePositiveRate is { } found ? RateText.Of(found, r.TruePositiveInterval) : RateText.NotMeasurable,
                        r.Rank1 is { } first ? RateText.Of(first) : RateText.NotMeasurable,
                        RateText.Count(r.MatedProbes),
                        RateText.Count(r.WithoutFace),
                        r.UnmatedProbes == 0 ? RateText.NotMeasurable : $"{RateText.Count(r.FalsePositives)} of {RateText.Count(r.UnmatedProbes)}"]),
                ],
                "Intervals resample people, with all their pictures. Conditions of the same people go up and down together: the difference between two is surer than each."),
        ];
        if (degraded)
            sections.Add(new ReportSection("By the height of the face", [], [], Plot: ByHeight(result, data)));
        return new ReportPage(
            "How recognition falls as pictures get worse",
            [data + "."],
            sections,
            [
                degraded
                    ? "Pictures were degraded by arithmetic: a real dark picture has noise as well, a real small one has gone through a lens and a video coder. Cameras do worse than this."
                    : "Nothing was done to the pictures: they differ in more than what parts them here.",
                "No gates are applied here. Live, faces under the policy's height (48 px by default) are not compared at all.",
                "How well young or old faces are found cannot be told from pictures without ages: Lfr does not guess them. Give ages you know as labels to 'evaluate groups'.",
            ]);
    }

    private static Plot ByHeight(ConditionsResult result, string data)
    {
        var rows = ConditionsProtocol.FaceHeights.OrderBy(h => h)
            .Select(h => (Height: h, Row: result.Rows.FirstOrDefault(r => r.Condition == ConditionsProtocol.Shrunk(h))))
            .Where(p => p.Row is { TruePositiveRate: not null, Rank1: not null }).ToArray();
        return new Plot(
            "face-height",
            "Share of listed people found, by the height of the face",
            $"{data}. n = {RateText.Count(rows.Length == 0 ? 0 : rows[0].Row!.MatedProbes)} pictures at each height.",
            new PlotAxis("Height of the face in the probe (pixels)", AxisScale.Linear, 0, 140, [.. Enumerable.Range(0, 8).Select(i => i * 20d)], Percent: false),
            new PlotAxis("Share of pictures of listed people", AxisScale.Linear, 0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1], Percent: true),
            [
                new PlotSeries("found at the threshold (TPIR)", [.. rows.Select(p => ((double)p.Height, p.Row!.TruePositiveRate!.Value))]),
                new PlotSeries("scored best, whatever the score (rank 1)", [.. rows.Select(p => ((double)p.Height, p.Row!.Rank1!.Value))]),
            ],
            [new PlotGuide("least height compared live: 48 px", 48, Vertical: true)]);
    }
}
