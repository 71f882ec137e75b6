using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class EntryIsSignedOffByAnotherTests
{
    [Fact]
    public void Entry_ApprovedByItsCompiler_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(approver: Given.Compiler)), "Carl Compiler compiled R-0001 and cannot sign it off.");

    [Fact]
    public void Entry_OnlyLookedAt_NamesItsCompiler() =>
        Says.Met(Judge(Given.EntryDossier(Given.Entry(1), null)));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge(Given.EntryDossier()));

    private static Verdict Judge(EntryDossier dossier) => new EntryIsSignedOffByAnother().Judge(dossier);
}
