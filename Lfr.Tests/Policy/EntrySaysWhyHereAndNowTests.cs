using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntrySaysWhyHereAndNowTests
{
    [Fact]
    public void Entry_WithoutAReasonForThisPlace_IsRefused() =>
        Says.Broken(Judge(d => d with { WhyHereAndNow = " " }), "can be expected here");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Func<EntryDetails, EntryDetails>? change = null) => new EntrySaysWhyHereAndNow().Judge(Given.EntryDossier(change));
}
