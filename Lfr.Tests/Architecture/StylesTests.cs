using System.Text.RegularExpressions;
using Lfr.Tests.Support;

namespace Lfr.Tests.Architecture;

/// <summary>Every class that a style sheet names is worn: a rule for nobody misleads whoever reads it, and is sent to every screen.</summary>
public sealed partial class StylesTests
{
    /// <summary>Set by MudBlazor or by Blazor itself.</summary>
    private static readonly string[] Foreign = ["mud-", "components-reconnect-"];

    private static readonly HashSet<string> Anywhere = Words(Repository.Sources("Lfr.Web", "*.razor").Select(f => (File.ReadAllText(f), (Regex?)null))
        .Concat(Repository.Sources("Lfr.Web").Where(f => !f.Contains("Migrations", StringComparison.Ordinal)).Select(f => (File.ReadAllText(f), (Regex?)Literals())))
        .Concat(Directory.EnumerateFiles(Repository.Combine("wwwroot"), "*.js").Select(f => (File.ReadAllText(f), (Regex?)Strings()))));

    [Fact]
    public void EveryClassOfAStyleSheet_IsWorn()
    {
        string[] sheets = [.. Repository.Sources("Lfr.Web", "*.razor.css"), .. Directory.EnumerateFiles(Repository.Combine("wwwroot"), "*.css")];
        Assert.True(sheets.Length > 70, "The style sheets were not found.");

        Assert.Equal([], sheets.SelectMany(sheet => Unworn(File.ReadAllText(sheet), Own(sheet)).Select(name => $"{Path.GetFileName(sheet)}: .{name}")).Distinct(StringComparer.Ordinal));
    }

    /// <summary>The test sees what it is for: by its own part, below it, inside a list of selectors and inside a query of the screen.</summary>
    [Theory]
    [InlineData(".worn { }", "")]
    [InlineData(".unworn { }", "unworn")]
    [InlineData("@media (max-width: 9px) { .worn > .unworn:hover, .worn { } } /* .other */", "unworn")]
    [InlineData(".worn ::deep .lfr-card { } .worn ::deep .unworn { } .worn ::deep .mud-table { }", "unworn")]
    [InlineData(".lfr-card { }", "lfr-card")]
    [InlineData(":root:has(.lfr-demo-banner) .worn { background: url(a.woff2); }", "")]
    public void ClassThatNobodyWears_IsFound(string css, string expected) =>
        Assert.Equal(expected, string.Join(' ', Unworn(css, new HashSet<string>(StringComparer.Ordinal) { "worn" })));

    private static IEnumerable<string> Unworn(string css, HashSet<string> own) =>
        from Match rule in Rules().Matches(Comments().Replace(css, ""))
        let selectors = rule.Groups[1].Value.Trim()
        where !selectors.StartsWith('@')
        from selector in selectors.Split(',')
        // What a page is inside of, and what is inside of its parts, is worn elsewhere.
        let below = selector.IndexOf("::deep", StringComparison.Ordinal) is var at and >= 0 ? at : selector.Length
        from Match name in Classes().Matches(selector)
        let word = name.Groups[1].Value
        where !Foreign.Any(f => word.StartsWith(f, StringComparison.Ordinal))
        where !(name.Index > below || selector[..name.Index].EndsWith(":has(", StringComparison.Ordinal) ? Anywhere : own).Contains(word)
        select word;

    // A sheet beside a part is for that part alone; one of wwwroot is for all.
    private static HashSet<string> Own(string sheet)
    {
        var part = sheet[..^".css".Length];
        if (!part.EndsWith(".razor", StringComparison.Ordinal))
            return Anywhere;
        List<(string, Regex?)> texts = [(File.ReadAllText(part), null)];
        if (File.Exists(part + ".cs"))
            texts.Add((File.ReadAllText(part + ".cs"), Literals()));
        return Words(texts);
    }

    // Of a page the lines that speak of a class, of other code what is in quotation marks. A class may be the name of a tone, which the page prints.
    private static HashSet<string> Words(IEnumerable<(string Text, Regex? Quoted)> texts)
    {
        var words = new HashSet<string>(Enum.GetNames<Web.Components.Shared.Tone>(), StringComparer.Ordinal);
        foreach (var (text, quoted) in texts)
        {
            var parts = quoted is null ? text.Split('\n').Where(l => l.Contains("class", StringComparison.OrdinalIgnoreCase)) : quoted.Matches(text).Select(m => m.Value);
            words.UnionWith(parts.SelectMany(p => Names().Matches(p)).Select(m => m.Value));
        }

        return words;
    }

    [GeneratedRegex(@"/\*.*?\*/|url\([^)]*\)", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"([^{};]+)\{")]
    private static partial Regex Rules();

    [GeneratedRegex(@"\.([A-Za-z_][\w-]*)")]
    private static partial Regex Classes();

    [GeneratedRegex(@"[A-Za-z_][\w-]*")]
    private static partial Regex Names();

    [GeneratedRegex("\"(?:[^\"\\\\\n]|\\\\.)*\"")]
    private static partial Regex Literals();

    [GeneratedRegex("\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")]
    private static partial Regex Strings();
}
