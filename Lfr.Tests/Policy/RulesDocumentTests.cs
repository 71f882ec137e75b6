using System.Globalization;
using System.Text;
using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

/// <summary>docs/rules.md says what the code does. Run with LFR_WRITE_DOCS=1 to write it anew.</summary>
public class RulesDocumentTests
{
    private const string Opening = """
        # The rules

        Written by a test from the rules themselves (`Lfr.Shared/Policy/Rules`) and the packs (`policies/*.json`); `LFR_WRITE_DOCS=1` writes it anew.
        A rule is asked at its gate and at every later one. `Block` stops, `Warn` points out, `Record` keeps it on record, `–` does not apply under that pack.
        A doubt weighs as a warning at the most.

        """;

    private const string Closing = """

        ## Kept without being asked

        | Id | How |
        |---|---|
        | R38 | The engine compares in memory and forgets; nothing about a face without an alert is ever written. |
        | R39 | Biometrics are encrypted under a key of their deployment; the key, the rows and the files are destroyed when due, with a receipt. |
        | R40 | Every command and every refusal is a line of the audit chain, in the same transaction. |
        | R42 | There is no public look-up; small counts in records are withheld. |
        | R43 | After the deletion of a list, who was listed, when and by whose decision stays as a ledger without biometrics. |
        | R48 | There is no covert mode. |

        ## Not yet

        R05 (urgent authority), R15 (photographs of the signs), R41 (a reason for every look), R46 (a mistaken stop opens an incident by itself), R47 (breach
        timer), R49 (mutual aid), R50 (officers present) and R51 (vans apart from the internet) need data that Lfr does not hold yet.
        """;

    [Fact]
    public void RulesDocument_SaysWhatTheCodeDoes()
    {
        var path = Path.Combine(Root(), "docs", "rules.md");
        var expected = Document();
        if (Environment.GetEnvironmentVariable("LFR_WRITE_DOCS") == "1")
            File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void EveryPack_WeighsOnlyRulesThatExist() =>
        Assert.All(Given.Library.All, p => Assert.Subset(RuleBook.Ids.ToHashSet(StringComparer.Ordinal), p.Rules.Keys.ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void CurrentPack_WeighsEveryRule() =>
        Assert.Equal(RuleBook.Ids.Order(StringComparer.Ordinal), Given.Uk.Rules.Keys.Order(StringComparer.Ordinal));

    private static string Document()
    {
        var text = new StringBuilder(Opening.ReplaceLineEndings("\n"));
        Table(text, "Deployments", RuleBook.Deployment.Select(r => (r.Id, r.Title, r.Source, r.ClearedBy, When(r.Gate))));
        Table(text, "Entries of the list", RuleBook.Entry.Select(r => (r.Id, r.Title, r.Source, r.ClearedBy, "Sign-off")));
        Table(text, "Alerts", RuleBook.Alert.Select(r => (r.Id, r.Title, r.Source, r.ClearedBy, "Sending officers")));
        Table(text, "While it runs, and afterwards", RuleBook.Standing.Select(r => (r.Id, r.Title, r.Source, r.ClearedBy, "All the time")));
        Numbers(text);
        return text.Append(Closing.ReplaceLineEndings("\n")).Append('\n').ToString();
    }

    private static void Table(StringBuilder text, string heading, IEnumerable<(string Id, string Title, string Source, string ClearedBy, string When)> rules)
    {
        var packs = Given.Library.All;
        text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n| Id | Rule | Source | Cleared by | Asked at | {string.Join(" | ", packs.Select(p => p.Id))} |\n");
        text.Append(CultureInfo.InvariantCulture, $"|---|---|---|---|---|{string.Concat(packs.Select(_ => "---|"))}\n");
        foreach (var (id, title, source, clearedBy, when) in rules)
            text.Append(CultureInfo.InvariantCulture, $"| {id} | {title} | {source} | {(clearedBy.Length == 0 ? "nobody" : clearedBy)} | {when} | {string.Join(" | ", packs.Select(p => p.WeightOf(id)?.ToString() ?? "–"))} |\n");
    }

    private static void Numbers(StringBuilder text)
    {
        var packs = Given.Library.All;
        text.Append(CultureInfo.InvariantCulture, $"\n## Numbers\n\n| Number | {string.Join(" | ", packs.Select(p => p.Id))} |\n|---|{string.Concat(packs.Select(_ => "---|"))}\n");
        foreach (var property in typeof(PolicyNumbers).GetProperties().Where(p => p.CanWrite))
        {
            var values = packs.Select(p => Convert.ToString(property.GetValue(p.Numbers), CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $"| {char.ToLowerInvariant(property.Name[0])}{property.Name[1..]} | {string.Join(" | ", values)} |\n");
        }
    }

    private static string When(Gate gate) => gate switch
    {
        Gate.Submit => "Asking for authority",
        Gate.Authorise => "Authority",
        _ => "Go live",
    };

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lfr.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("Lfr.sln is in no folder above the tests.");
    }
}
