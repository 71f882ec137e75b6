using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryIsWithinTheCriteriaTests
{
    [Fact]
    public void Category_OutsideOfTheCriteria_IsRefused() =>
        Says.Broken(Judge(d => d with { Category = EntryCategory.RiskOfHarm }), "do not include risk of harm (W5)");

    [Fact]
    public void Category_ThatDoesNotExist_IsRefused() =>
        Says.Broken(Judge(d => d with { Category = (EntryCategory)9 }), "none of those of the policy");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Func<EntryDetails, EntryDetails>? change = null) => new EntryIsWithinTheCriteria().Judge(Given.EntryDossier(change));
}
