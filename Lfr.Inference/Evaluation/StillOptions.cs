using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Lfr.Inference.Evaluation.Reports;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Spectre.Console;

namespace Lfr.Inference.Evaluation;

/// <summary>What every verb on photographs takes, reads and writes.</summary>
internal sealed class StillOptions
{
    /// <summary>So many pictures without a face are named, the rest counted.</summary>
    private const int NamedPictures = 20;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    private readonly Option<DirectoryInfo> _images = new("--images") { Description = "Folder with one sub-folder of photographs for each person.", Required = true };
    private readonly Option<string?> _models = new("--models") { Description = $"The models folder. Default: {ModelStore.FolderVariable}, or the nearest .models upward." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON object." };
    private readonly Option<DirectoryInfo?> _report = new("--report") { Description = "Folder for a page to print or mail (report.html), the same as JSON, and the plots as SVG. No photograph is in them." };
    private readonly Option<FileInfo?> _ignore = new("--ignore") { Description = "Pairs of names, a tab between them, that are one person by a mistake of the data: their comparisons are left out." };

    /// <summary>Adds the options to a verb, and what it does with them.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="evaluate">Gives the result, written as JSON, and the page that tells it to people.</param>
    /// <param name="ignore">Whether pairs of names can be left out.</param>
    public void AddTo(Command command, Func<ParseResult, CancellationToken, (object Result, ReportPage Page)> evaluate, bool ignore = true)
    {
        command.Options.Add(_images);
        if (ignore)
            command.Options.Add(_ignore);
        command.Options.Add(_report);
        command.Options.Add(_json);
        command.Options.Add(_models);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, evaluate, cancellationToken));
    }

    /// <summary>The folder of photographs.</summary>
    /// <exception cref="EvaluationException">It does not exist.</exception>
    public string Folder(ParseResult parsed) => parsed.GetValue(_images) is { Exists: true } folder
        ? folder.FullName
        : throw new EvaluationException($"The folder {parsed.GetValue(_images)?.FullName} does not exist.");

    /// <summary>Every person's pictures, in the order of their names, relative to <see cref="Folder"/>.</summary>
    /// <exception cref="EvaluationException">There are fewer than two people.</exception>
    public SortedDictionary<string, string[]> Pictures(ParseResult parsed)
    {
        var root = Folder(parsed);
        var people = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var person in Directory.GetDirectories(root))
        {
            string[] pictures =
            [
                .. Directory.GetFiles(person)
                    .Where(path => Path.GetExtension(path).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG" or ".WEBP")
                    .Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal),
            ];
            if (pictures.Length > 0)
                people[Path.GetFileName(person)] = pictures;
        }

        return people.Count > 1
            ? people
            : throw new EvaluationException(
                $"The folder {root} has photographs of {(people.Count == 0 ? "nobody" : "one person only")}: a sub-folder of photographs for each of at least two people is needed.");
    }

    /// <summary>Templates of everybody's pictures.</summary>
    public Dictionary<string, IReadOnlyList<float[]?>> People(ParseResult parsed, CancellationToken cancellationToken)
    {
        var pictures = Pictures(parsed);
        var templates = Embed(parsed, [.. pictures.Values.SelectMany(p => p)], cancellationToken);
        return pictures.ToDictionary(p => p.Key, p => (IReadOnlyList<float[]?>)[.. p.Value.Select(path => templates[path])], StringComparer.Ordinal);
    }

    /// <summary>Templates by name; pictures without a face are named on the error output.</summary>
    public Dictionary<string, float[]?> Embed(ParseResult parsed, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var templates = ForEach(parsed, names, static (bench, picture) => bench.Embed(picture.Image), cancellationToken);
        string[] without = [.. names.Where(name => templates[name] is null).Order(StringComparer.Ordinal)];
        if (without.Length == names.Count)
            throw new EvaluationException($"No face was found in any of the {names.Count} pictures.");
        if (without.Length > 0)
        {
            var more = without.Length > NamedPictures ? string.Create(CultureInfo.InvariantCulture, $" and {without.Length - NamedPictures} more") : string.Empty;
            parsed.InvocationConfiguration.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"No face was found in {without.Length} of {names.Count} pictures: {string.Join(", ", without.Take(NamedPictures))}{more}."));
        }

        return templates;
    }

    /// <summary>What <paramref name="look"/> makes of each picture, with a progress bar on the error output where somebody watches.</summary>
    public Dictionary<string, T> ForEach<T>(
        ParseResult parsed, IReadOnlyList<string> names, Func<StillBench, Picture, T> look, CancellationToken cancellationToken)
    {
        var folder = Folder(parsed);
        var models = parsed.GetValue(_models) ?? ModelStore.FindFolder();
        if (ModelStore.Inspect(models).Problem is { } problem)
            throw new ModelRefusedException(problem);
        using var set = ModelSet.Open(models!);
        var paths = names.Select(name => Path.Combine(folder, name)).ToArray();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(parsed.InvocationConfiguration.Error) });
        var results = console.Profile.Out.IsTerminal
            ? console.Progress().Start(progress =>
            {
                var task = progress.AddTask("Looking at photographs", maxValue: paths.Length);
                return PictureTemplates.ForEach(set, paths, look, () => task.Increment(1), cancellationToken);
            })
            : PictureTemplates.ForEach(set, paths, look, static () => { }, cancellationToken);
        return names.ToDictionary(name => name, name => results[Path.Combine(folder, name)], StringComparer.Ordinal);
    }

    /// <summary>The pairs of names to leave out.</summary>
    /// <exception cref="EvaluationException">A line is no pair.</exception>
    public IReadOnlySet<(string A, string B)> Doubtful(ParseResult parsed)
    {
        var pairs = new HashSet<(string A, string B)>();
        if (parsed.GetValue(_ignore) is not { } file)
            return pairs;
        foreach (var (index, line) in Lines(file).Index())
        {
            if (line.Trim().Length == 0 || line.StartsWith('#'))
                continue;
            if (line.Split('\t', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } a, { Length: > 0 } b])
                throw new EvaluationException($"Line {index + 1} of {file.Name} is not two names with a tab between them.");
            pairs.Add((a, b));
        }

        return pairs;
    }

    /// <summary>A text file's lines.</summary>
    /// <exception cref="EvaluationException">It does not exist.</exception>
    public static string[] Lines(FileInfo file) =>
        file.Exists ? File.ReadAllLines(file.FullName) : throw new EvaluationException($"The file {file.FullName} does not exist.");

    private async Task<int> RunAsync(
        ParseResult parsed, Func<ParseResult, CancellationToken, (object Result, ReportPage Page)> evaluate, CancellationToken cancellationToken)
    {
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            var (result, page) = evaluate(parsed, cancellationToken);
            await output.WriteLineAsync(parsed.GetValue(_json) ? JsonSerializer.Serialize(result, Json) : page.ToText().TrimEnd());
            if (parsed.GetValue(_report) is { } folder)
                await WriteAsync(folder, result, page, cancellationToken);
            return 0;
        }
        catch (Exception error) when (error is EvaluationException or ModelRefusedException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task WriteAsync(DirectoryInfo folder, object result, ReportPage page, CancellationToken cancellationToken)
    {
        folder.Create();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "report.json"), JsonSerializer.Serialize(result, Indented), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "report.html"), HtmlReport.Write(page), cancellationToken);
        foreach (var plot in page.Sections.Select(s => s.Plot).OfType<Plot>())
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, plot.File + ".svg"), SvgPlot.Write(plot), cancellationToken);
    }
}
