using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryCategoryIsNotContestedTests
{
    [Fact]
    public void Associate_IsRefused() =>
        Says.Broken(Judge(d => d with { Category = EntryCategory.Associate }), "Associate (W6) is a contested category.");

    [Fact]
    public void Witness_IsRefused() =>
        Says.Broken(Judge(d => d with { Category = EntryCategory.WitnessOrVictim }), "Witness or victim (W7) is a contested category.");

    [Fact]
    public void Category_ThatThePolicyDoesNotKnow_IsRefused() =>
        Says.Broken(Judge(d => d with { Category = (EntryCategory)77 }), "none of those of the policy");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Func<EntryDetails, EntryDetails>? change = null) => new EntryCategoryIsNotContested().Judge(Given.EntryDossier(change));
}
