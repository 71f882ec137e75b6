using System.Text.RegularExpressions;
using Lfr.Tests.Support;

namespace Lfr.Tests.Architecture;

/// <summary>How the source refers to rules and words its refusals; read from the source, since a string says nothing to the compiler.</summary>
public partial class RefusalsTests
{
    public static TheoryData<string> Projects() => ["Lfr.Shared", "Lfr.Web"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Rules_AreReferredToByType_NeverByTheirId(string project)
    {
        var wrong = Lines(project)
            .Where(l => !l.Text.StartsWith("[Rule(", StringComparison.Ordinal))
            .Where(l => RuleIdLiteral().IsMatch(l.Text) || ComparedRuleId().IsMatch(l.Text));

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void KindsOfRefusals_AreComparedByType_NeverByTheirId(string project)
    {
        var wrong = Lines(project)
            .Where(l => !l.File.EndsWith("Outcome.cs", StringComparison.Ordinal))
            .Where(l => KindIdLiteral().IsMatch(l.Text));

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void EveryRefusal_IsWordedInSentences(string project)
    {
        var wrong = Sources(project)
            .SelectMany(f => Refusing().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Words: m.Groups["words"].Value)))
            .SelectMany(c => Literal().Matches(c.Words).Select(m => (c.File, Words: m.Groups["words"].Value)))
            .Where(l => l.Words.Length > 0 && !Sentence().IsMatch(l.Words));

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Sources(string project) => Repository.Sources(project).Concat(Repository.Sources(project, "*.razor"));

    private static IEnumerable<(string File, int Number, string Text)> Lines(string project) => Sources(project)
            .SelectMany(f => File.ReadLines(f).Select((text, i) => (Path.GetFileName(f), i + 1, text.Trim())))
            .Where(l => !l.Item3.StartsWith("//", StringComparison.Ordinal));

    [GeneratedRegex("\"R[0-9]{2}b?\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RuleIdLiteral();

    [GeneratedRegex(@"RuleId\s*(==|!=|is)|RuleId, ""|RuleId switch", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ComparedRuleId();

    [GeneratedRegex("\"(STATE|CONFLICT|FORM|ROLE)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KindIdLiteral();

    /// <summary>A call up to the end of its statement or switch arm; the words of no refusal hold a semicolon at a line's end.</summary>
    [GeneratedRegex(@"Outcome\.(?:WrongState|Conflict|Incomplete|NotYourRole)\((?<words>.*?)\)[;,)]*\r?\n", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refusing();

    /// <summary>A whole string literal that is an argument: it stands after the bracket, a comma, a colon or a question mark.</summary>
    [GeneratedRegex(@"(?:^|,\s*|[?:]\s+|\?\?\s*)\$?""(?<words>(?:\{[^{}]*\}|[^""{}])*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"^(\p{Lu}|\{).*[.}]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();
}
