#:property RestorePackagesWithLockFile=false
#:property GenerateDocumentationFile=false
#:property PublishAot=false

// Reads the reports of Stryker and writes the surviving mutants of each area as a Markdown page, and a page of sums. Called by eng/mutate.sh: survivors.cs FOLDER PAGES.
// Ends with 1 when more than 15 % survived, and with 2 when there is no report.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

const double Limit = 0.15;
var reports = Directory.GetFiles(args[0], "mutation-report.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
if (reports.Length == 0)
{
    Console.Error.WriteLine("Stryker left no report.");
    return 2;
}

Directory.CreateDirectory(args[1]);
foreach (var report in reports)
{
    // FOLDER/Lfr.Web/vault/reports/mutation-report.json
    var parts = Path.GetRelativePath(args[0], report).Split(Path.DirectorySeparatorChar);
    File.WriteAllText(Path.Combine(args[1], parts[1] + ".md"), Page(parts[0], parts[1], report));
}

// The pages of areas that were not run this time stand: each says of which day it is.
var areas = (from page in Directory.GetFiles(args[1], "*.md").Order(StringComparer.Ordinal)
             where Path.GetFileName(page) != "README.md"
             let match = Regex.Match(File.ReadAllText(page), @"^(?<made>\d+) changes on (?<day>[^:]+): (?<survived>\d+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)
             where match.Success
             select (Name: Path.GetFileNameWithoutExtension(page), Day: match.Groups["day"].Value, Made: Number(match, "made"), Survived: Number(match, "survived"))).ToArray();
var (made, lost) = (areas.Sum(a => a.Made), areas.Sum(a => a.Survived));
var share = made == 0 ? 1 : (double)lost / made;
var table = new StringBuilder()
    .AppendLine("# What mutants survive")
    .AppendLine()
    .AppendLine(CultureInfo.InvariantCulture, $"`eng/mutate.sh` changes the program in one place at a time and looks whether a test notices. Of {made} changes {lost} were noticed by none: {share:P1} (limit {Limit:P0}). Changes of wording are not made.")
    .AppendLine("An area that is missing was not run yet.")
    .AppendLine()
    .AppendLine("| Area | Day | Made | Survived | Share |")
    .AppendLine("|---|---|---:|---:|---:|");
foreach (var area in areas)
    table.AppendLine(CultureInfo.InvariantCulture, $"| [{area.Name}]({area.Name}.md) | {area.Day} | {area.Made} | {area.Survived} | {(double)area.Survived / area.Made:P0} |");
File.WriteAllText(Path.Combine(args[1], "README.md"), table.ToString());
return share > Limit ? 1 : 0;

static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

static string Page(string project, string area, string report)
{
    var survivors = new List<(string File, int Line, string What)>();
    var made = 0;
    using var json = JsonDocument.Parse(File.ReadAllBytes(report));
    foreach (var file in json.RootElement.GetProperty("files").EnumerateObject())
    {
        var name = file.Name.Contains(project + "/", StringComparison.Ordinal) ? file.Name[file.Name.LastIndexOf(project + "/", StringComparison.Ordinal)..] : $"{project}/{file.Name}";
        var source = file.Value.GetProperty("source").GetString()!.Split('\n');
        foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
        {
            var status = mutant.GetProperty("status").GetString();
            if (status is not ("Killed" or "Timeout" or "Survived" or "NoCoverage"))
                continue;
            made++;
            if (status is "Survived" or "NoCoverage")
                survivors.Add((name, Line(mutant), $"{Original(source, mutant)} → {Short(mutant.GetProperty("replacement").GetString() ?? "")}{(status == "NoCoverage" ? " (no test comes here)" : "")}"));
        }
    }

    var page = new StringBuilder()
        .AppendLine(CultureInfo.InvariantCulture, $"# {area}")
        .AppendLine()
        .AppendLine(CultureInfo.InvariantCulture, $"{made} changes on {TimeProvider.System.GetUtcNow():d MMMM yyyy}: {survivors.Count} were noticed by no test.");
    foreach (var file in survivors.GroupBy(s => s.File).OrderBy(g => g.Key, StringComparer.Ordinal))
    {
        page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"**{file.Key}**").AppendLine();
        foreach (var (_, line, what) in file.OrderBy(s => s.Line))
            page.AppendLine(CultureInfo.InvariantCulture, $"- {line}: {what}");
    }

    return page.ToString();
}

static int Line(JsonElement mutant) => mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();

static string Original(string[] source, JsonElement mutant)
{
    var (start, end) = (mutant.GetProperty("location").GetProperty("start"), mutant.GetProperty("location").GetProperty("end"));
    var (first, last) = (start.GetProperty("line").GetInt32() - 1, end.GetProperty("line").GetInt32() - 1);
    var from = start.GetProperty("column").GetInt32() - 1;
    var text = first == last
        ? source[first][from..(end.GetProperty("column").GetInt32() - 1)]
        : string.Join(' ', source[first..(last + 1)])[from..];
    return Short(text);
}

static string Short(string code)
{
    var words = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    return $"`{(words.Length > 70 ? words[..70] + "…" : words).Replace('`', '\'')}`";
}
