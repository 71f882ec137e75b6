using Lfr.Shared.Policy;
using Lfr.Tests.Support;

namespace Lfr.Tests.Architecture;

/// <summary>A rule that production code does not ask is no rule. docs/rules.md says of each what these tests know.</summary>
public class EveryRuleIsAskedTests
{
    public static TheoryData<string> Ids() => [.. RuleBook.Ids.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryId_IsAskedOnAProductionPath(string id) =>
        Assert.All(RuleBook.All.Where(r => r.Id == id), rule => Assert.NotEmpty(Askers(rule)));

    /// <summary>A rule of deployments, entries or alerts stops something; one of the standing rules is shown.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryId_ThatCanStopSomething_GuardsACommand(string id) =>
        Assert.All(RuleBook.All.Where(r => r.Id == id && !RuleBook.Standing.Contains(r)), rule => Assert.NotEmpty(RulesDocument.GuardsOf(rule)));

    [Fact]
    public void EveryList_IsShownSomewhere() => Assert.All(RulesDocument.Lists, list => Assert.NotEmpty(RulesDocument.ShownBy(list.Dossier)));

    /// <summary>The plan's form may say the limit while a planner types; nothing else compares with it, or works out when a record is due.</summary>
    [Fact]
    public void NoPage_JudgesAStandingRuleItself() => Assert.DoesNotContain(
        Repository.Sources("Lfr.Web").Concat(Repository.Sources("Lfr.Web", "*.razor")).Where(f => Path.GetFileName(f) != "PlanWho.razor").Select(File.ReadAllText),
        text => text.Contains(nameof(PolicyNumbers.PublishWithinDays), StringComparison.Ordinal) || text.Contains(nameof(PolicyNumbers.FalseAlertRateLimit), StringComparison.Ordinal));

    [Fact]
    public void EveryNumberOfTheField_IsARule_BuiltIn_OrSaidToBeMissing() => Assert.Superset(
        Enumerable.Range(1, 51).Select(n => $"R{n:00}").ToHashSet(StringComparer.Ordinal), RulesDocument.Accounted.ToHashSet(StringComparer.Ordinal));

    [Fact]
    public void RuleThatIsThere_IsNotSaidToBeMissing() => Assert.DoesNotContain(RulesDocument.Missing, RuleBook.Ids.Contains);

    [Fact]
    public void RulesDocument_SaysWhatTheCodeDoes()
    {
        var path = Repository.Combine("docs", "rules.md");
        var expected = RulesDocument.Write();
        if (Environment.GetEnvironmentVariable("LFR_WRITE_DOCS") == "1")
            File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static IEnumerable<string> Askers(Rule rule) => RuleBookCalls.Judging(RulesDocument.DossierOf(rule)).Select(c => c.Caller.Name);
}
