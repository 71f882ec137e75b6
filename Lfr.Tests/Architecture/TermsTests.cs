using System.Text.RegularExpressions;
using Lfr.Tests.Support;

namespace Lfr.Tests.Architecture;

/// <summary>One word for one thing: what docs/terms.md says that Lfr does not say, it does not say to anybody.</summary>
public sealed partial class TermsTests
{
    private static readonly string[] Projects = ["Lfr.Web", "Lfr.Shared"];

    [Fact]
    public void NoPageLabelFindingOrRefusal_SaysATermsTwin()
    {
        var twins = Twins().ToArray();
        Assert.True(twins.Length > 60, "docs/terms.md was not understood.");
        var sentences = Pages().Concat(Sentences()).ToArray();
        Assert.True(sentences.Length > 2000, "The sentences of Lfr were not found.");

        var said = sentences
            .SelectMany(s => twins.Where(t => t.Pattern.IsMatch(s.Text)).Select(t => $"{s.Where} says “{t.Twin}”; docs/terms.md says “{t.Term}”: {s.Text.Trim()}"));

        Assert.True(!said.Any(), string.Join('\n', said));
    }

    [Theory]
    [InlineData("<p>Three hits today</p>", true)]
    [InlineData("<p>It was written\n   down</p>", true)]
    [InlineData("<MudAlert Hits=\"3\" OnClick=\"DispatchAsync\" Value=\"verdict\" ValueChanged=\"v => verdict = v\">Alert @Alert.Adjudication(1)</MudAlert>", false)]
    [InlineData("<Field Label=\"Photo of the person\" />", true)]
    [InlineData("@* A hit. *@<p>White</p>", false)]
    public void Page_IsReadAsPeopleSeeIt(string page, bool isFound) => Assert.Equal(isFound, Twins().Any(t => t.Pattern.IsMatch(Visible(page))));

    // Rows of three cells; the first two rows of each table are its head.
    private static IEnumerable<(string Term, string Twin, Regex Pattern)> Twins() =>
        from row in File.ReadLines(Repository.Combine("docs", "terms.md"))
        let cells = row.Split('|', StringSplitOptions.TrimEntries)
        where cells.Length == 5 && cells[1] is not ("We say" or "---")
        from twin in cells[3].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        select (cells[1], twin, new Regex($@"\b{Regex.Escape(twin).Replace("\\ ", @"\s+", StringComparison.Ordinal)}s?\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));

    private static IEnumerable<(string Where, string Text)> Pages() => Files("*.razor").Select(f => (Where(f), Visible(File.ReadAllText(f))));

    /// <summary>What a page says: no comments, names of tags, parameters, code and addresses.</summary>
    private static string Visible(string page)
    {
        var text = Comment().Replace(page, " ");
        text = Directive().Replace(text, " ");
        text = Code().Replace(text, code => string.Join(' ', Literal().Matches(code.Value).Select(l => l.Value)));
        text = CodeOfAttribute().Replace(text, " ");
        text = Tag().Replace(text, " ");
        return Expression().Replace(text, " ");
    }

    /// <summary>Every literal of several words, and what is put into it left out. Labels, findings and refusals are among them; comments are not.</summary>
    private static IEnumerable<(string Where, string Text)> Sentences() =>
        from file in Files("*.cs")
        from line in File.ReadLines(file).Index()
        where !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from literal in Literal().Matches(line.Item)
        let text = Hole().Replace(literal.Groups["text"].Value, " ")
        where text.Contains(' ', StringComparison.Ordinal) || file.EndsWith("Labels.cs", StringComparison.Ordinal)
        select ($"{Where(file)}:{line.Index + 1}", text);

    private static IEnumerable<string> Files(string pattern) =>
        Projects.SelectMany(p => Directory.EnumerateFiles(Repository.Combine(p), pattern, SearchOption.AllDirectories))
            .Where(f => !Where(f).Split('/').Any(part => part is "obj" or "bin" or "Migrations"));

    private static string Where(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*@(using|inject|page|attribute|inherits|layout|namespace|typeparam).*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Directive();

    // What is computed, of which only the literals are said: @(state == X ? "Reject" : "Send back").
    [GeneratedRegex(@"@\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", RegexOptions.None, 5000)]
    private static partial Regex Code();

    // An attribute of one word, or of code: Name="hits", disabled="@busy", @onclick="() => DispatchAsync()".
    [GeneratedRegex("(?!\\b(Label|Title|Hint|Text|Heading|title|alt|placeholder|aria-label)=\"[^@])@?\\b[\\w:.-]+=(\"@?[^\"\\s]*\"|\"@?\\([^\"]*\"|\"@[^\"]*\"|\"[^\"]*=>[^\"]*\")|@[\\w:.-]+=\"[^\"]*\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CodeOfAttribute();

    [GeneratedRegex(@"</?[A-Za-z][\w.]*|[\w:-]+=", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"(@|\belse )(if|foreach|for|switch|while)\s*\(.*$|@[\w.]+(\([^()]*\))?|^\s*(else if|case|var|private|public|return)\b.*$|\b\w+\.\w+(\.\w+)*|\b\w+\((?=[^)]*\))", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Expression();

    [GeneratedRegex("\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Hole();
}
