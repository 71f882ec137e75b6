using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class SizeIsWithinWhatWasTestedTests
{
    [Fact]
    public void List_LongerThanThePolicysSize_IsPointedOutWithExpectedErrors() =>
        Says.Broken(Judge(g => { g.Policy = Given.Uk with { Numbers = Given.Uk.Numbers with { WatchlistSizeWarning = 1 } }; }), "The list has 2 entries; more than 1. Among 9,000 faces about");

    [Fact]
    public void List_OfExactlyThePolicysSize_IsUsual() =>
        Says.Met(Judge(g => { g.Policy = Given.Uk with { Numbers = Given.Uk.Numbers with { WatchlistSizeWarning = 2 } }; }));

    [Fact]
    public void Plan_WithoutExpectedFootfall_IsPointedOut() =>
        Says.Doubtful(Judge(g => g.Plan = g.Plan with { ExpectedFootfall = 0 }), "does not say how many faces are expected, and why.");

    [Fact]
    public void Plan_WithoutABasisForItsFootfall_IsPointedOut() =>
        Says.Doubtful(Judge(g => g.Plan = g.Plan with { FootfallBasis = "" }), "does not say how many faces are expected, and why.");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new SizeIsWithinWhatWasTested().Judge(Given.Dossier(change));
}
