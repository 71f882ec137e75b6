using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryOfAChildIsExceptionalTests
{
    [Fact]
    public void Child_WithoutAWelfareReason_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { AgeBand = AgeBand.Child13To17 })), "nothing says why the exception is right");

    [Fact]
    public void Child_BeforeTheFirstApproval_NeedsTwo() =>
        Says.Doubtful(Judge(Given.EntryDossier(d => d with { AgeBand = AgeBand.Child13To17, ChildWelfareReason = "Missing from care; at risk of exploitation" })), "Two people must sign it off.");

    [Fact]
    public void Child_UnderThirteen_NeedsExtraCare() =>
        Says.Doubtful(Judge(Given.EntryDossier(d => d with { AgeBand = AgeBand.Under13, ChildWelfareReason = "Abducted" })), "under 13, which asks for extra care");

    [Fact]
    public void Child_SecondApprovalByTheSamePerson_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(OnceApproved(), Given.Approver)), "Ada Approver has already signed it off");

    [Fact]
    public void Child_SecondApprovalByAnother_IsAllowed() =>
        Says.Doubtful(Judge(Given.EntryDossier(OnceApproved(), Given.OtherApprover)), "A second person must sign it off, too.");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge(Given.EntryDossier()));

    private static Verdict Judge(EntryDossier dossier) => new EntryOfAChildIsExceptional().Judge(dossier);

    private static WatchlistEntry OnceApproved()
    {
        var entry = Given.Entry(1, d => d with { AgeBand = AgeBand.Child13To17, ChildWelfareReason = "Missing from care; at risk of exploitation" });
        Given.Do(entry.Decide(EntryVerdict.Approved, "", entry.Hash(), 20, Given.Approver, [], Given.Start.AddHours(-10)));
        return entry;
    }
}
