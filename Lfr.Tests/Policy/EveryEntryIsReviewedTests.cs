using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EveryEntryIsReviewedTests
{
    [Fact]
    public void Entry_ThatWaits_IsRefused() =>
        Says.Broken(Judge(g => g.Entries = [.. g.Entries, Given.Entry(3)]), "R-0003 is not signed off.");

    [Fact]
    public void ManyEntries_ThatWait_AreNamedUpToFive() =>
        Says.Broken(Judge(g => g.Entries = [.. Enumerable.Range(1, 8).Select(i => Given.Entry(i))]), "R-0001, R-0002, R-0003, R-0004, R-0005 and 3 more are not signed off.");

    [Fact]
    public void List_WithNobody_IsRefused() =>
        Says.Broken(Judge(g => g.Entries = []), "Nobody is on the list yet.");

    [Fact]
    public void Entry_SignedOffByItsCompiler_DoesNotCount() =>
        Says.Broken(Judge(g => g.Entries = [Given.Entry(1).SignedOff(Given.Compiler)]), "R-0001 lacks a sign-off");

    [Fact]
    public void Entries_OfTwoWhoSignOneAnothersOff_DoNotCount() =>
        Says.Broken(
            Judge(g => g.Entries = [Given.Entry(1).SignedOff(), Given.Entry(2, compiler: Given.Approver).SignedOff(Given.OtherApprover)]), "R-0001 lacks a sign-off");

    [Fact]
    public void Child_SignedOffByTwoPeople_Counts() =>
        Says.Met(Judge(g => g.Entries = [Given.Entry(1, d => d with { AgeBand = AgeBand.Child13To17 }).SignedOff()]));

    [Fact]
    public void Child_SignedOffByItsCompilerAndOneOther_DoesNotCount() =>
        Says.Broken(Judge(g => g.Entries = [Given.Entry(1, d => d with { AgeBand = AgeBand.Child13To17 }).SignedOff(Given.Compiler)]), "R-0001 lacks a sign-off");

    [Fact]
    public void Entry_ReopenedForAnotherDate_IsRefused() =>
        Says.Broken(Judge(g => { g.Entries = [Given.Entry(1).SignedOff()]; g.Entries[0].Reopen(); }), "R-0001 is not signed off.");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new EveryEntryIsReviewed().Judge(Given.Dossier(change));
}
