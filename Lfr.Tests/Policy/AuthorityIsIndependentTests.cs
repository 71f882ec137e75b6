using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class AuthorityIsIndependentTests
{
    [Fact]
    public void Planner_Authorising_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Planner; }), "Priya Planner planned this deployment");

    [Fact]
    public void Compiler_Authorising_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Compiler; }), "Carl Compiler compiled entries");

    [Fact]
    public void Compiler_OfARemovedEntryOnly_MayAuthorise() =>
        Says.Met(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.OtherApprover; var e = Given.Entry(3, compiler: Given.OtherApprover); e.Remove("Arrested", Given.Compiler, g.Now); g.Entries = [.. g.Entries, e]; }));

    [Fact]
    public void Officer_WhoCompiledAfterGranting_IsNoticedAtGoLive() =>
        Says.Broken(Judge(g => g.Entries = [.. g.Entries, Given.Entry(3, compiler: Given.Officer)]), "Sue Perintendent compiled entries");

    [Fact]
    public void NobodyAsking_RuleIsMet() =>
        Says.Met(Judge(g => g.AuthorisedBy = null));

    [Fact]
    public void AnotherOfficer_Authorising_IsAllowed() =>
        Says.Met(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new AuthorityIsIndependent().Judge(Given.Dossier(change));
}
