#:property RestorePackagesWithLockFile=false
#:property GenerateDocumentationFile=false
#:property PublishAot=false

// Reads the reports of Stryker and writes the surviving mutants as a Markdown page. Called by eng/mutate.sh: survivors.cs FOLDER PAGE.
// Ends with 1 when more than 15 % survived, and with 2 when there is no report.
using System.Globalization;
using System.Text;
using System.Text.Json;

const double Limit = 0.15;
var reports = Directory.GetFiles(args[0], "mutation-report.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
if (reports.Length == 0)
{
    Console.Error.WriteLine("Stryker left no report.");
    return 2;
}

var survivors = new List<(string File, int Line, string What)>();
var areas = new SortedDictionary<string, (int Found, int Survived)>(StringComparer.Ordinal);
foreach (var report in reports)
{
    // FOLDER/Lfr.Web/reports/mutation-report.json
    var project = Path.GetRelativePath(args[0], report).Split(Path.DirectorySeparatorChar)[0];
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
            var survived = status is "Survived" or "NoCoverage";
            var area = Path.GetDirectoryName(name)!;
            var (found, lost) = areas.GetValueOrDefault(area);
            areas[area] = survived ? (found, lost + 1) : (found + 1, lost);
            if (survived)
                survivors.Add((name, Line(mutant), $"{Original(source, mutant)} → {Short(mutant.GetProperty("replacement").GetString() ?? "")}{(status == "NoCoverage" ? " (no test comes here)" : "")}"));
        }
    }
}

var all = areas.Values.Sum(a => a.Found + a.Survived);
var share = all == 0 ? 1 : (double)survivors.Count / all;
var page = new StringBuilder()
    .AppendLine("# What mutants survive")
    .AppendLine()
    .Append(CultureInfo.InvariantCulture, $"`eng/mutate.sh` changed the program in {all} places on {TimeProvider.System.GetUtcNow():d MMMM yyyy}, one at a time; ")
    .AppendLine(CultureInfo.InvariantCulture, $"{all - survivors.Count} changes were noticed by a test and {survivors.Count} were not: {share:P1} (limit {Limit:P0}). Changes of wording are not made.")
    .AppendLine()
    .AppendLine("| Folder | Made | Survived | Share |")
    .AppendLine("|---|---:|---:|---:|");
foreach (var (area, (found, survived)) in areas)
    page.AppendLine(CultureInfo.InvariantCulture, $"| {area} | {found + survived} | {survived} | {(double)survived / (found + survived):P0} |");
foreach (var file in survivors.GroupBy(s => s.File).OrderBy(g => g.Key, StringComparer.Ordinal))
{
    page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"**{file.Key}**").AppendLine();
    foreach (var (_, line, what) in file.OrderBy(s => s.Line))
        page.AppendLine(CultureInfo.InvariantCulture, $"- {line}: {what}");
}

File.WriteAllText(args[1], page.ToString());
return share > Limit ? 1 : 0;

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
