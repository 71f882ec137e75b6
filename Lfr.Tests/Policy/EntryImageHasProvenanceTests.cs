using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryImageHasProvenanceTests
{
    [Fact]
    public void Photograph_WithoutAReasonForHolding_IsRefused() =>
        Says.Broken(Judge(d => d with { LawfulHolding = "" }), "lawfully hold");

    [Fact]
    public void Photograph_WithoutARecord_IsRefused() =>
        Says.Broken(Judge(d => d with { SourceReference = "" }), "not named");

    [Fact]
    public void Photograph_FromAThirdParty_IsWeighed() =>
        Says.Doubtful(Judge(d => d with { ImageSource = ImageSource.ThirdParty }), "third party");

    [Fact]
    public void Photograph_FromTheFamily_IsWeighed() =>
        Says.Doubtful(Judge(d => d with { ImageSource = ImageSource.Family }), "family or friends");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Func<EntryDetails, EntryDetails>? change = null) => new EntryImageHasProvenance().Judge(Given.EntryDossier(change));
}
