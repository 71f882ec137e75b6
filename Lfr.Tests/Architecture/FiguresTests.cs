using System.Text.RegularExpressions;
using Lfr.Tests.Support;

namespace Lfr.Tests.Architecture;

/// <summary>Figures become text in one place (Lfr.Shared/Policy/Words.cs and Proportion), so that no two pages round them differently; read from the source.</summary>
public partial class FiguresTests
{
    private static readonly string[] TheFormatter = ["Words.cs", "Proportion.cs"];

    [Theory]
    [InlineData("Lfr.Shared")]
    [InlineData("Lfr.Web")]
    public void NoFigure_IsFormattedElsewhere(string project)
    {
        var wrong = Repository.Sources(project).Concat(Repository.Sources(project, "*.razor"))
            .Where(f => !TheFormatter.Contains(Path.GetFileName(f), StringComparer.Ordinal) && !f.Contains("Migrations", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f).Select((text, i) => (File: Path.GetFileName(f), Line: i + 1, Text: text.Trim())))
            .Where(l => FormatsANumber().IsMatch(l.Text));

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("x.ToString(\"N0\", British)")]
    [InlineData("$\"{x:P1}\"")]
    [InlineData("$\"{median:0} ms\"")]
    [InlineData("$\"threshold {x:0.000}\"")]
    [InlineData("Math.Round(x)")]
    [InlineData("@Words.Number(x * 100) % the same")]
    [InlineData("$\"{x} % the same\"")]
    [InlineData("share.Interval is var (low, high)")]
    public void Pattern_FindsWhatItForbids(string text) => Assert.Matches(FormatsANumber(), text);

    [Theory]
    [InlineData("id.ToString(\"N\")")]
    [InlineData("$\"{minutes}:{seconds % 60:00}\"")]
    [InlineData("$\"left:{x:0.##}%\"")]
    [InlineData("(number % 100) is 11")]
    public void Pattern_LeavesTheRest(string text) => Assert.DoesNotMatch(FormatsANumber(), text);

    // Number formats with a digit; whole or fixed decimals in a string; rounding; a per cent sign behind a value; an interval taken apart to be written.
    [GeneratedRegex(@"ToString\(""[PNFE][0-9]|\{[^{}""]*:[PNFE][0-9]\}|\{[^{}""]*:0(\.0+)?\}|MathF?\.Round\(|\} %|@[^;]*\) % [a-z]|Interval is (var|\{) ?\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormatsANumber();
}
