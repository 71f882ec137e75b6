using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryWeighsUnconvictedCustodyImageTests
{
    [Fact]
    public void CustodyPhotograph_OfSomebodyUnconvicted_IsPointedOut() =>
        Says.Broken(Judge(d => d with { Unconvicted = true }), "not convicted");

    [Fact]
    public void OtherPhotograph_OfSomebodyUnconvicted_IsFine() =>
        Says.Met(Judge(d => d with { Unconvicted = true, ImageSource = ImageSource.Police }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Func<EntryDetails, EntryDetails>? change = null) => new EntryWeighsUnconvictedCustodyImage().Judge(Given.EntryDossier(change));
}
