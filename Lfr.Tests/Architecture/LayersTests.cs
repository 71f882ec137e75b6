using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Lfr.Tests.Support;
using Lfr.Web.Data;

namespace Lfr.Tests.Architecture;

/// <summary>The layers of Lfr.Web as docs/architecture.md draws them. An arrow that is not drawn there is a fault.</summary>
public partial class LayersTests
{
    private const string Web = "Lfr.Web.";

    // Each layer may know those to its right, and nothing else of Lfr.Web.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Settings"] = [],
        ["Telemetry"] = [],
        ["Urls"] = [],
        ["Mails"] = [],
        ["Data"] = ["Settings", "Telemetry"],
        ["Changes"] = ["Data"],
        ["Workers"] = ["Changes", "Biometrics", "Data", "Settings"],
        ["Dossiers"] = ["Workers", "Changes", "Biometrics", "Data", "Settings"],
        ["Biometrics"] = ["Data", "Settings", "Telemetry"],
        ["Identity"] = ["Data", "Settings", "Urls"],
        ["Components"] = ["Urls", "Changes", "Data"],
        ["Features"] = ["Identity", "Biometrics", "Dossiers", "Workers", "Changes", "Data", "Settings", "Telemetry", "Components", "Urls", "Mails"],
    };

    private static readonly Lazy<IReadOnlyList<(string From, string To, string Example)>> Arrows = new(ReadArrows);

    [Fact]
    public void EveryArrow_IsOneOfTheHouse()
    {
        var wrong = Arrows.Value
            .Select(a => (From: Layer(a.From), To: Layer(a.To), a.Example))
            .Where(a => a.From != a.To && Allowed.TryGetValue(a.From, out var allowed) && !allowed.Contains(a.To))
            .Select(a => $"{a.From} -> {a.To}: {a.Example}").Distinct(StringComparer.Ordinal);

        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }

    [Fact]
    public void NoFeature_NamesAnother()
    {
        var wrong = Arrows.Value
            .Where(a => Area(a.From) is { } from && Area(a.To) is { } to && from != to)
            .Select(a => $"{Area(a.From)} -> {Area(a.To)}: {a.Example}").Distinct(StringComparer.Ordinal);

        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }

    [Fact]
    public void Namespaces_FormNoCircle()
    {
        var next = Arrows.Value.Select(a => (a.From, a.To)).Distinct().ToLookup(a => a.From, a => a.To, StringComparer.Ordinal);
        var circles = next.Select(n => n.Key).Where(n => Reaches(next, n)).Order(StringComparer.Ordinal).ToArray();

        Assert.True(circles.Length == 0, $"These namespaces are in a circle: {string.Join(", ", circles)}.\n{string.Join('\n', Arrows.Value.Where(a => circles.Contains(a.From) && circles.Contains(a.To)).Select(a => $"{a.From} -> {a.To}: {a.Example}"))}");
    }

    /// <summary>A newcomer finds each area and each stage in the drawing.</summary>
    [Theory]
    [InlineData("Lfr.Web", "Features")]
    [InlineData("Lfr.Web", "")]
    [InlineData("Lfr.Inference", "")]
    public void Drawing_NamesEveryFolder(string project, string folder)
    {
        var drawing = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md")).Split("```")[1];
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, project, folder)).Select(f => Path.GetFileName(f)!).Where(f => f is not ("bin" or "obj" or "Properties"));

        Assert.All(folders, f => Assert.Matches($@"\b{f}\b", drawing));
    }

    /// <summary>A constant of another layer leaves no trace in the program, but its name is in the source.</summary>
    [Fact]
    public void NoFile_NamesALayerThatItMayNotKnow()
    {
        var root = Path.Combine(Repository.Root, "Lfr.Web");
        var wrong = Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor")
            .Select(f => (Path: Path.GetRelativePath(root, f).Split(Path.DirectorySeparatorChar), File: f))
            .Where(f => f.Path[0] is not ("bin" or "obj") && !f.Path.Contains("Migrations"))
            .SelectMany(f => Usings().Matches(File.ReadAllText(f.File)).Select(u => (f.Path, Space: u.Groups["space"].Value.Split('.'))))
            .Where(u => Allowed.TryGetValue(u.Path[0], out var allowed) && u.Space[0] != u.Path[0] && !allowed.Contains(u.Space[0])
                || (u.Path[0] == "Features" && u.Space is ["Features", var area, ..] && area != u.Path[1]))
            .Select(u => $"{string.Join('/', u.Path)} names Lfr.Web.{string.Join('.', u.Space)}");

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"^@?using (?:static )?Lfr\.Web\.(?<space>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Usings();

    private static bool Reaches(ILookup<string, string> next, string start)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(next[start]);
        while (open.TryPop(out var at))
        {
            if (at == start)
                return true;
            if (seen.Add(at))
            {
                foreach (var to in next[at])
                    open.Push(to);
            }
        }

        return false;
    }

    private static string Layer(string space) => space.Split('.') is [_, _, var layer, ..] ? layer : "";

    private static string? Area(string space) => space.Split('.') is [_, _, "Features", var area, ..] ? area : null;

    private static List<(string From, string To, string Example)> ReadArrows()
    {
        var architecture = new ArchLoader().LoadAssemblies(typeof(LfrTransaction).Assembly).Build();
        return [.. architecture.Types
            .Where(t => Space(t).StartsWith(Web, StringComparison.Ordinal) && !t.Name.StartsWith('_'))
            .SelectMany(t => t.Dependencies.Select(d => (From: Space(t), To: Space(d.Target), Example: $"{t.Name} knows {d.Target.Name}")))
            .Where(a => a.To.StartsWith(Web, StringComparison.Ordinal) && a.From != a.To)
            .DistinctBy(a => (a.From, a.To, a.Example))];
    }

    private static string Space(IType type) => type.Namespace?.FullName ?? "";
}
