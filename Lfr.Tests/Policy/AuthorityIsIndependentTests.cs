using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class AuthorityIsIndependentTests
{
    [Fact]
    public void Planner_Authorising_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Planner; }), "Priya Planner worked on the plan of this deployment");

    [Fact]
    public void Compiler_Authorising_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Compiler; }), "Carl Compiler worked on the list");

    [Fact]
    public void Compiler_OfARemovedEntry_Authorising_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.OtherApprover; var e = Given.Entry(3, compiler: Given.OtherApprover); e.Remove("Arrested", Given.Compiler, g.Now); g.Entries = [.. g.Entries, e]; }), "worked on the list");

    [Fact]
    public void Officer_WhoCompiledAfterGranting_IsNoticedAtGoLive() =>
        Says.Broken(Judge(g => g.Entries = [.. g.Entries, Given.Entry(3, compiler: Given.Officer)]), "Sue Perintendent worked on the list");

    /// <summary>An officer who was given another role for an hour rewrote the plan and granted it: what counts is what somebody did, not whose the deployment is.</summary>
    [Theory]
    [InlineData(PreparedPart.Plan, "Sue Perintendent worked on the plan")]
    [InlineData(PreparedPart.Notice, "Sue Perintendent worked on the notice")]
    [InlineData(PreparedPart.List, "Sue Perintendent worked on the list")]
    public void Officer_WhoHadAPart_IsRefused(PreparedPart part, string words)
    {
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }, new Preparation(Given.Officer.UserId, part)), words);
        Says.Broken(Judge(null, new Preparation(Given.Officer.UserId, part)), words);
        Says.Met(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }, new Preparation(Given.Planner.UserId, part)));
    }

    [Fact]
    public void NobodyAsking_RuleIsMet() =>
        Says.Met(Judge(g => g.AuthorisedBy = null));

    [Fact]
    public void AnotherOfficer_Authorising_IsAllowed() =>
        Says.Met(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null, params Preparation[] parts) => new AuthorityIsIndependent().Judge(Given.Dossier(change) with { Preparations = parts });
}
