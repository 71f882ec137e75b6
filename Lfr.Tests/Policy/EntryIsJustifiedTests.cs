using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryIsJustifiedTests
{
    [Fact]
    public void Entry_WithoutItsWarrant_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { LegalReference = "" })), "The warrant reference is missing.");

    [Fact]
    public void Entry_WithoutJustification_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { Justification = "" })), "There is no justification.");

    [Fact]
    public void Entry_WithoutNecessity_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { Necessity = "" })), "necessary");

    [Fact]
    public void Entry_WithoutProportionality_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { Proportionality = "" })), "proportionate");

    [Fact]
    public void Justification_CopiedFromAnotherEntry_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(Given.Entry(1), Given.Approver, Given.Entry(2, d => d with { Justification = Given.GoodDetails(1).Justification }))), "100 % the same as that of R-0002");

    [Fact]
    public void Justification_CopiedFromOneOfMany_NamesThatOne() =>
        Says.Broken(
            Judge(Given.EntryDossier(Given.Entry(1), Given.Approver, Given.Entry(2), Given.Entry(3, d => d with { Justification = Given.GoodDetails(1).Justification }), Given.Entry(4))),
            "100 % the same as that of R-0003");

    [Fact]
    public void Justification_CopiedInOtherLettersAndCommas_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(Given.Entry(1), Given.Approver, Given.Entry(2, d => d with { Justification = Given.GoodDetails(1).Justification.ToUpperInvariant().Replace(",", " -", StringComparison.Ordinal) }))), "100 % the same");

    [Fact]
    public void Justification_CopiedFromARemovedEntry_IsAllowed() =>
        Says.Met(Judge(Given.EntryDossier(Given.Entry(1), Given.Approver, Removed(Given.Entry(2, d => d with { Justification = Given.GoodDetails(1).Justification })))));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge(Given.EntryDossier(others: Given.Entry(2))));

    private static Verdict Judge(EntryDossier dossier) => new EntryIsJustified().Judge(dossier);

    private static WatchlistEntry Removed(WatchlistEntry entry)
    {
        Given.Do(entry.Remove("Arrested yesterday", Given.Compiler, Given.Start));
        return entry;
    }
}
