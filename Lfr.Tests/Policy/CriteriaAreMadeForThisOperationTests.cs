using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class CriteriaAreMadeForThisOperationTests
{
    [Fact]
    public void Plan_WithoutCriteria_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Criteria = g.Plan.Criteria with { Text = "" } }), "no criteria");

    [Fact]
    public void Criteria_WithoutACategory_AreRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Criteria = g.Plan.Criteria with { Categories = [] } }), "name no category");

    [Fact]
    public void Entry_OutsideOfTheCriteria_IsRefused() =>
        Says.Broken(Judge(g => g.Entries = [.. g.Entries, Given.Entry(3, d => d with { Category = EntryCategory.RiskOfHarm })]), "R-0003 is outside of the criteria.");

    [Fact]
    public void RejectedEntry_OutsideOfTheCriteria_DoesNotMatter() =>
        Says.Met(Judge(g => { var e = Given.Entry(3, d => d with { Category = EntryCategory.RiskOfHarm }); e.Decide(EntryVerdict.Rejected, "Outside", e.Hash(), 5, Given.Approver, [], g.Now); g.Entries = [.. g.Entries, e]; }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new CriteriaAreMadeForThisOperation().Judge(Given.Dossier(change));
}
