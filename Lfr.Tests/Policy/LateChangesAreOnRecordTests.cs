using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class LateChangesAreOnRecordTests
{
    [Fact]
    public void Seal_ThatWasBroken_StaysOnRecord() =>
        Says.Broken(Judge(g => g.SealBrokenFor = "R-0003 came in late"), "The seal was broken once, last by Ada Approver on 5 June 2026, 06:00: R-0003 came in late");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new LateChangesAreOnRecord().Judge(Given.Dossier(change));
}
