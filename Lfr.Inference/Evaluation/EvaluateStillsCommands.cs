using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Lfr.Inference.Models;
using Spectre.Console;

namespace Lfr.Inference.Evaluation;

/// <summary>The verbs <c>evaluate pairs</c> and <c>evaluate identify</c>: how well the models tell people apart, on photographs of one's own.</summary>
public static class EvaluateStillsCommands
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Builds <c>pairs</c>.</summary>
    public static Command Pairs()
    {
        var pairs = new Option<FileInfo>("--pairs") { Description = "List in the manner of Labeled Faces in the Wild: 'name,n1,n2,' or 'name1,n1,name2,n2' a line.", Required = true };
        var folds = new Option<int>("--folds") { Description = "Folds; each is judged with the threshold that is best for the others.", DefaultValueFactory = _ => 10 };
        var common = new CommonOptions();
        var command = new Command("pairs", "Are two photographs the same person? Accuracy over folds, true accepts at false accept rates.") { pairs, folds };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded(parsed, () =>
        {
            var list = PicturePair.ReadList(Lines(parsed.GetValue(pairs)!));
            var names = list.SelectMany(p => new[] { p.First, p.Second }).Distinct(StringComparer.Ordinal).ToArray();
            var templates = common.Embed(parsed, names, cancellationToken);
            var result = PairsProtocol.Evaluate(list, name => templates[name], parsed.GetValue(folds));
            Write(parsed, common, result, Describe);
        }));
        return command;
    }

    /// <summary>Builds <c>identify</c>.</summary>
    public static Command Identify()
    {
        var size = new Option<int>("--gallery-size") { Description = "People on the list, one photograph each.", DefaultValueFactory = _ => 100 };
        var draws = new Option<int>("--draws") { Description = "Random lists.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Seed of the random lists.", DefaultValueFactory = _ => 1 };
        var doubtful = new Option<FileInfo?>("--ignore") { Description = "Pairs of names, tab between them, that are one person by a mistake of the data: left out of the count." };
        var common = new CommonOptions();
        var command = new Command("identify", "Is this person on the list, and who? Rates over random lists; everybody else walks by.") { size, draws, seed, doubtful };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guarded(parsed, () =>
        {
            var folder = common.Folder(parsed);
            var pictures = Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
                .ToDictionary(d => Path.GetFileName(d), d => Pictures(folder, d), StringComparer.Ordinal);
            var templates = common.Embed(parsed, [.. pictures.Values.SelectMany(p => p)], cancellationToken);
            var people = pictures.Where(p => p.Value.Length > 0)
                .ToDictionary(p => p.Key, p => (IReadOnlyList<float[]?>)[.. p.Value.Select(path => templates[path])], StringComparer.Ordinal);
            var result = IdentificationProtocol.Evaluate(
                people, ReadDoubtful(parsed.GetValue(doubtful)), parsed.GetValue(size), parsed.GetValue(draws), parsed.GetValue(seed), cancellationToken);
            Write(parsed, common, result, Describe);
        }));
        return command;
    }

    private static string[] Pictures(string root, string folder) =>
    [
        .. Directory.GetFiles(folder)
            .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG" or ".WEBP")
            .Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(root, path)),
    ];

    private static string[] Lines(FileInfo file) =>
        file.Exists ? File.ReadAllLines(file.FullName) : throw new EvaluationException($"The file {file.FullName} does not exist.");

    private static HashSet<(string A, string B)> ReadDoubtful(FileInfo? file) => file is null
        ? []
        : [.. Lines(file).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))];

    private static Task<int> Guarded(ParseResult parsed, Action evaluate)
    {
        try
        {
            evaluate();
            return Task.FromResult(0);
        }
        catch (Exception error) when (error is EvaluationException or ModelRefusedException)
        {
            parsed.InvocationConfiguration.Error.WriteLine(error.Message);
            return Task.FromResult(1);
        }
    }

    private static void Write<T>(ParseResult parsed, CommonOptions options, T result, Func<T, IEnumerable<string>> describe)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (options.IsJson(parsed))
        {
            output.WriteLine(JsonSerializer.Serialize(result, Json));
            return;
        }

        foreach (var line in describe(result))
            output.WriteLine(line);
    }

    private static IEnumerable<string> Describe(PairsResult result)
    {
        yield return Text($"{result.SamePairs} pairs of the same and {result.DifferentPairs} of different people; {result.PairsWithoutFace} pairs with a picture without a face.");
        yield return Text($"Accuracy {result.Accuracy:P2} ± {result.AccuracyDeviation:P2} over the folds.");
        foreach (var rate in result.Rates)
        {
            yield return rate.TrueAcceptRate is { } accepted
                ? Text($"At a false accept rate of {rate.FalseAcceptRate:P2}: {accepted:P1} accepted, threshold {rate.Threshold:0.000}.")
                : Text($"At a false accept rate of {rate.FalseAcceptRate:P2}: not measurable with this data.");
        }
    }

    private static IEnumerable<string> Describe(IdentificationResult result)
    {
        yield return Text($"{result.Draws} lists of {result.GallerySize}; {result.MatedProbes:0} pictures of listed people and {result.UnmatedProbes:0} of others searched for each.");
        yield return Text($"Rank 1: {result.Rank1.Mean:P1} ± {result.Rank1.Deviation:P1}.");
        foreach (var target in result.Targets)
        {
            yield return target is { TruePositiveRate: { } found, Threshold: { } threshold }
                ? Text($"At a false positive rate of {target.FalsePositiveRate:P1}: {found.Mean:P1} ± {found.Deviation:P1} found, threshold {threshold.Mean:0.000} ± {threshold.Deviation:0.000}.")
                : Text($"At a false positive rate of {target.FalsePositiveRate:P1}: not measurable with this data.");
        }

        foreach (var row in result.Thresholds)
            yield return Text($"At threshold {row.Threshold:0.000}: {row.TruePositiveRate.Mean:P1} found, {row.FalsePositiveRate.Mean:P2} false positives.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What both verbs take.</summary>
    private sealed class CommonOptions
    {
        private readonly Option<DirectoryInfo> _images = new("--images") { Description = "Folder with one sub-folder of photographs for each person.", Required = true };
        private readonly Option<string?> _models = new("--models") { Description = $"The models folder. Default: {ModelStore.FolderVariable}, or the nearest .models upward." };
        private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON object." };

        public void AddTo(Command command)
        {
            command.Options.Add(_images);
            command.Options.Add(_models);
            command.Options.Add(_json);
        }

        public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

        public string Folder(ParseResult parsed) => parsed.GetValue(_images) is { Exists: true } folder
            ? folder.FullName
            : throw new EvaluationException($"The folder {parsed.GetValue(_images)?.FullName} does not exist.");

        /// <summary>Templates by name, with a progress bar on the error output where somebody watches.</summary>
        public Dictionary<string, float[]?> Embed(ParseResult parsed, string[] names, CancellationToken cancellationToken)
        {
            var folder = Folder(parsed);
            var models = parsed.GetValue(_models) ?? ModelStore.FindFolder();
            if (ModelStore.Inspect(models).Problem is { } problem)
                throw new ModelRefusedException(problem);
            using var set = ModelSet.Open(models!);
            var paths = names.Select(name => Path.Combine(folder, name)).ToArray();
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(parsed.InvocationConfiguration.Error) });
            var templates = console.Profile.Out.IsTerminal
                ? console.Progress().Start(progress =>
                {
                    var task = progress.AddTask("Embedding photographs", maxValue: paths.Length);
                    return PictureTemplates.Embed(set, paths, () => task.Increment(1), cancellationToken);
                })
                : PictureTemplates.Embed(set, paths, static () => { }, cancellationToken);
            return names.ToDictionary(name => name, name => templates[Path.Combine(folder, name)], StringComparer.Ordinal);
        }
    }
}
