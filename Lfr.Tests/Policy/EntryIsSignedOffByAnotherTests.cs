using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class EntryIsSignedOffByAnotherTests
{
    [Fact]
    public void Entry_ApprovedByItsCompiler_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(approver: Given.Compiler)), "Carl Compiler compiled R-0001 and cannot sign it off.");

    /// <summary>Another compiler changed it since: whose words they were first still matters.</summary>
    [Fact]
    public void Entry_ApprovedBySomebodyWhoCompiledItsEarlierForm_IsRefused()
    {
        var entry = Given.Entry(1);
        var second = Given.Compiler with { UserId = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Name = "Cleo Compiler" };
        Assert.True(entry.Change(entry.Details, entry.Photograph!, second, entry.CompiledBy.At.AddMinutes(5)).Succeeded);

        Says.Broken(Judge(Given.EntryDossier(entry, Given.Compiler)), "Carl Compiler compiled R-0001 and cannot sign it off.");
    }

    /// <summary>Two people who sign one another's entries off would be one person with two names.</summary>
    [Fact]
    public void Entry_ApprovedByACompilerOfAnotherEntry_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier() with { ApproverCompiles = true }), "compiled other entries of this list");

    [Fact]
    public void Entry_OnlyLookedAt_NamesItsCompiler() =>
        Says.Met(Judge(Given.EntryDossier(Given.Entry(1), null)));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge(Given.EntryDossier()));

    private static Verdict Judge(EntryDossier dossier) => new EntryIsSignedOffByAnother().Judge(dossier);
}
